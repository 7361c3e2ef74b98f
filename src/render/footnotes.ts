import type { ElementContent } from 'hast';
import type { FootnoteNode, FootnoteReferenceNode } from './body.ts';
import type { RenderContext } from './context.ts';
import { element, silent, text } from './element.ts';

/** Numbers footnotes in the order in which a cut body refers to them, and sets them at its end. */
export class FootnoteList {
  readonly #notes = new Map<string, ElementContent[]>();
  readonly #order: { label: string; uses: number }[] = [];
  readonly #prefix: string;
  readonly #context: RenderContext;

  /** @param notes the footnotes of the body; of two with one label, the first counts */
  constructor(notes: readonly FootnoteNode[], prefix: string, context: RenderContext) {
    this.#prefix = prefix;
    this.#context = context;
    for (const { label, children } of notes) {
      if (!this.#notes.has(label)) this.#notes.set(label, children);
    }
  }

  /** The sign in the text; nothing when the edition has no such footnote. */
  refer({ label }: FootnoteReferenceNode): ElementContent[] {
    if (!this.#notes.has(label)) return [];
    let index = this.#order.findIndex((note) => note.label === label);
    if (index < 0) index = this.#order.push({ label, uses: 0 }) - 1;
    const note = this.#order[index];
    if (!note) return [];
    note.uses += 1;
    const number = index + 1;
    const link = element(
      'a',
      {
        id: this.#id('fnref', number, note.uses),
        href: `#${this.#id('fn', number, 1)}`,
        ariaLabel: this.#context.t('footnotes.ref', { number }),
      },
      [text(String(number))],
    );
    return [silent(element('sup', { className: ['gz-fnref'] }, [link]))];
  }

  /** The list at the end; footnotes may refer to further ones. */
  finish(render: (nodes: readonly ElementContent[]) => ElementContent[]): ElementContent[] {
    const bodies: ElementContent[][] = [];
    for (let index = 0; index < this.#order.length; index += 1) {
      bodies.push(render(this.#notes.get(this.#order[index]?.label ?? '') ?? []));
    }
    if (bodies.length === 0) return [];
    const items = bodies.map((body, index) => {
      const number = index + 1;
      const uses = this.#order[index]?.uses ?? 1;
      const back = Array.from({ length: uses }, (_, use) => this.#back(number, use + 1));
      const last = body.at(-1);
      if (last?.type === 'element' && last.tagName === 'p') last.children.push(...back);
      else body.push(element('p', {}, back));
      return element('li', { id: this.#id('fn', number, 1) }, body);
    });
    const title = this.#context.t('footnotes.title');
    return [
      element('div', { className: ['gz-footnotes'] }, [
        silent(element('p', { className: ['gz-footnotes-title'] }, [text(title)])),
        element('ol', {}, items),
      ]),
    ];
  }

  #back(number: number, use: number): ElementContent {
    const ariaLabel = this.#context.t('footnotes.back', { number });
    const href = `#${this.#id('fnref', number, use)}`;
    return silent(element('a', { className: ['gz-fnback'], href, ariaLabel }, [text('↩')]));
  }

  #id(kind: 'fn' | 'fnref', number: number, use: number): string {
    // A heading's slug holds no colon, so none can be the same.
    return `${this.#prefix}${kind}:${number}${use > 1 ? `-${use}` : ''}`;
  }
}
