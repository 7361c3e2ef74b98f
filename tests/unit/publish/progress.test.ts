import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createProgress } from '../../../src/publish/progress.ts';

let now = 0;
beforeEach(() => {
  now = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => now);
});
afterEach(() => {
  vi.restoreAllMocks();
});

/** What is written to a stream, as written. */
function stream(isTTY: boolean): { out: NodeJS.WriteStream; written: string[] } {
  const written: string[] = [];
  const write = (text: string): boolean => written.push(text) > 0;
  return { out: { isTTY, write } as unknown as NodeJS.WriteStream, written };
}

/** Two phases: one of 100 steps, 50 of which are done in two seconds, and one without steps. */
function work(out: NodeJS.WriteStream, quiet = false) {
  const progress = createProgress(out, quiet);
  progress.phase('pages', 100);
  now = 200;
  progress.step();
  now = 250;
  progress.step();
  now = 2000;
  progress.step(48);
  now = 4000;
  progress.step(50);
  progress.phase('search');
  now = 4500;
  return progress.done();
}

describe('createProgress', () => {
  it('writes over one line on a terminal, with the rate and the time left', () => {
    const { out, written } = stream(true);
    work(out);
    const line = (text: string): string => `\r\u001B[K${text}`;
    expect(written).toEqual([
      line('pages 0/100'),
      // Too early for a rate, and the next too soon to be shown.
      line('pages 1/100'),
      line('pages 50/100, 25/s, 2 s left'),
      line('pages 100/100, 25/s, 0 s left'),
      line('pages 100 4.0 s\n'),
      line('search'),
      line('search 0.5 s\n'),
    ]);
  });

  it('writes a plain line for each phase elsewhere', () => {
    const { out, written } = stream(false);
    work(out);
    expect(written).toEqual(['pages 100 4.0 s\n', 'search 0.5 s\n']);
  });

  it('writes nothing where it is to be quiet, and measures alike', () => {
    for (const isTTY of [true, false]) {
      now = 0;
      const { out, written } = stream(isTTY);
      expect(work(out, true)).toEqual([
        { name: 'pages', milliseconds: 4000 },
        { name: 'search', milliseconds: 500 },
      ]);
      expect(written).toEqual([]);
    }
  });
});
