import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { missing } from '../../../scripts/lock.mjs';

const lockFile = path.resolve(import.meta.dirname, '../../../package-lock.json');

describe('the lock file', () => {
  it('holds the packages of every platform (mend: npm run lock), or npm ci refuses it', () => {
    expect(missing(JSON.parse(readFileSync(lockFile, 'utf8')))).toEqual([]);
  });

  it('has addresses of no registry, so that people can use their own', () => {
    expect(readFileSync(lockFile, 'utf8')).not.toContain('"resolved": "http');
  });

  it('is found out of step by name, by version and by place', () => {
    const native = { version: '2.0.0', optionalDependencies: { mac: '2.0.0', linux: '2.0.0' } };
    const packages = {
      'node_modules/native': native,
      'node_modules/mac': { version: '1.0.0' },
      'node_modules/other/node_modules/mac': { version: '2.0.0' },
    };
    expect(missing({ packages }).map(({ name }) => name)).toEqual(['mac', 'linux']);
    expect(
      missing({
        packages: {
          ...packages,
          'node_modules/native/node_modules/mac': { version: '2.0.0' },
          'node_modules/linux': { version: '2.0.0' },
        },
      }),
    ).toEqual([]);
  });
});
