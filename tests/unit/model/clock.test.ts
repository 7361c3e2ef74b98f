import { execFileSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { readClock } from '../../../src/model/clock.ts';

describe('the build clock', () => {
  it('takes --today before everything', () => {
    const clock = readClock({ today: '2026-11-03', env: { SOURCE_DATE_EPOCH: '0' } });
    expect(clock).toEqual({ today: '2026-11-03' });
  });

  it('takes SOURCE_DATE_EPOCH before the wall clock', () => {
    const clock = readClock({ env: { SOURCE_DATE_EPOCH: '1762210799' }, wall: () => 0 });
    expect(clock).toEqual({ today: '2025-11-03' });
  });

  it('asks the wall clock once, else', () => {
    let asked = 0;
    const clock = readClock({ env: {}, wall: () => ((asked += 1), Date.UTC(2026, 10, 3, 23, 59)) });
    expect(clock.today).toBe('2026-11-03');
    expect(asked).toBe(1);
  });

  it('refuses what is no day and no number', () => {
    expect(() => readClock({ today: '2026-02-30' })).toThrow('February 2026 has 28 days');
    expect(() => readClock({ env: { SOURCE_DATE_EPOCH: 'soon' } })).toThrow('SOURCE_DATE_EPOCH');
  });

  it('says the same under every time zone', () => {
    const file = new URL('../../../src/model/clock.ts', import.meta.url).href;
    const code = `import {readClock} from ${JSON.stringify(file)};
      process.stdout.write(readClock({env: {SOURCE_DATE_EPOCH: '1762210799'}}).today)`;
    for (const TZ of ['Pacific/Kiritimati', 'Pacific/Niue', 'UTC']) {
      const output = execFileSync(process.execPath, ['--input-type=module', '-e', code], {
        env: { TZ },
        encoding: 'utf8',
      });
      expect(output).toBe('2025-11-03');
    }
  });
});
