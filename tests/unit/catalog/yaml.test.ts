import { describe, expect, it } from 'vitest';
import { readYaml } from '../../../src/catalog/yaml.ts';

describe('YAML', () => {
  const text = 'a: 1.10\nb:\n  - c: x\n    d: 2026-02-30\n  - c: "1.0"\ne: {f: yes}\n';
  const yaml = readYaml(text, 'x.yaml', 10);

  it('is read as YAML 1.2: days stay text, and yes is no truth', () => {
    expect(yaml.value).toEqual({
      a: 1.1,
      b: [{ c: 'x', d: '2026-02-30' }, { c: '1.0' }],
      e: { f: 'yes' },
    });
  });

  it('knows where each field stands, and how it was written', () => {
    expect(yaml.placeOf(['a'])).toEqual({ line: 10, column: 4, source: '1.10' });
    expect(yaml.placeOf(['b', 0, 'd'])).toEqual({ line: 13, column: 8, source: '2026-02-30' });
    expect(yaml.placeOf(['b', 1, 'c'])).toMatchObject({ line: 14, source: '"1.0"' });
    expect(yaml.placeOfKey(['e', 'f'])).toMatchObject({ line: 15, column: 5 });
    expect(yaml.placeOf(['b', 1, 'gone'])).toMatchObject({ line: 14 });
    expect(yaml.placeOf(['b'])).toMatchObject({ line: 11, column: 1 });
  });

  it('reads what is long and flat', () => {
    const many = readYaml(
      Array.from({ length: 3000 }, (_, index) => `k${index}: [a, {b: c}]`).join('\n'),
      'x',
      1,
    );
    expect(many.findings).toEqual([]);
    expect(Object.keys(many.value ?? {}).length).toBe(3000);
  });
});
