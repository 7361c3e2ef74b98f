import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { rules } from '../../../src/policies/registry.ts';
import { repository } from '../../support/portal.ts';

const severities = { error: 'error', warning: 'warning', info: 'note' } as const;

describe('the writers’ reference of rules', () => {
  it('lists every rule as the registry has it', () => {
    const page = readFileSync(path.join(repository, 'content/docs/writers/rules.mdx'), 'utf8');
    const rows = page.split('\n').filter((line) => /^\| `[a-z-]+` \|/.test(line));
    expect(rows).toEqual(
      rules.map(
        ({ code, severity, finds, mend }) =>
          `| \`${code}\` | ${severities[severity]} | ${finds} | ${mend} |`,
      ),
    );
  });
});
