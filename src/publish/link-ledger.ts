import type { Finding } from '../model/finding.ts';

/** An authored link that led nowhere in an edition. */
export interface DeadLink {
  /** The file that has it, as a path from the portal folder. */
  readonly file: string;
  readonly href: string;
}

/** Remembers which authored links led nowhere, in which editions. */
export class LinkLedger {
  readonly #dead = new Map<string, DeadLink>();

  add(link: DeadLink): void {
    this.#dead.set(`${link.file}\0${link.href}`, link);
  }

  /**
   * A link that leads nowhere in every edition is an error. One that leads to what only some
   * audiences may read is shown to the others as plain text.
   *
   * @param exists whether the link leads somewhere in the edition of any audience
   * @param lineOf the line of a link in its file, where it is known
   */
  findings(
    exists: (file: string, href: string) => boolean,
    lineOf: (file: string, href: string) => number | undefined,
  ): Finding[] {
    return [...this.#dead.values()]
      .sort((a, b) => (a.file === b.file ? compare(a.href, b.href) : compare(a.file, b.file)))
      .map(({ file, href }) => {
        const elsewhere = exists(file, href);
        const line = lineOf(file, href);
        return {
          code: elsewhere ? 'link/other-audience' : 'link/dead',
          severity: elsewhere ? 'info' : 'error',
          file,
          ...(line === undefined ? {} : { line }),
          message: elsewhere
            ? 'the link leads to what some readers of this note may not read; they see its words only'
            : 'the link leads nowhere',
          expected: 'the file of another entry, or an address of this portal',
          found: href,
          fix: elsewhere
            ? 'Put the link into an <Audience> block, if its words give away too much.'
            : 'Correct the path: relative to this file, or from the root of the portal without locale and audience.',
        };
      });
  }
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
