/**
 * HTML of our own making as Markdown (CommonMark): what steps and workarounds are written with, that
 * is paragraphs, lists, code, links and emphasis. Of anything else the words are kept. Works on text,
 * without a DOM, so that page and command print the same.
 */
export function markdownOf(html: string, isPlain = false): string {
  return new Printer(isPlain).print(html);
}

const TOKEN = /<!--[\s\S]*?-->|<(\/?)([a-zA-Z][\w-]*)((?:"[^"]*"|'[^']*'|[^'">])*)>|[^<]+|</g;
const BLOCKS: ReadonlySet<string> = new Set(
  'p div section figure blockquote table tr aside details summary h1 h2 h3 h4 h5 h6'.split(' '),
);
const MARKS: Readonly<Record<string, string>> = { strong: '**', b: '**', em: '*', i: '*' };
/** Elements whose words are no part of the text: a copy button, a picture's drawing. */
const SILENT: ReadonlySet<string> = new Set(['button', 'svg', 'script', 'style', 'template']);

class Printer {
  readonly #isPlain: boolean;
  #out = '';
  readonly #lists: { ordered: boolean; count: number }[] = [];
  readonly #links: string[] = [];
  #pre = false;
  #code: string | null = null;
  #silent = 0;

  constructor(isPlain: boolean) {
    this.#isPlain = isPlain;
  }

  print(html: string): string {
    for (const match of html.matchAll(TOKEN)) {
      const [token, slash, name] = match;
      if (token.startsWith('<!--')) continue;
      if (name === undefined) this.#text(decoded(token));
      else if (slash === '/') this.#close(name.toLowerCase());
      else this.#open(name.toLowerCase(), match[3] ?? '');
    }
    return this.#out
      .replace(/[ \t]+\n/g, '\n')
      .replace(/\n{3,}/g, '\n\n')
      .trim();
  }

  #text(text: string): void {
    if (this.#silent > 0) return;
    if (this.#code !== null) this.#code += text;
    else {
      const flat = text.replace(/\s+/g, ' ');
      const shown = this.#isPlain ? flat : flat.replace(/[\\`*_[\]<>]/g, '\\$&');
      this.#out += /(?:^|\s)$/.test(this.#out) ? shown.trimStart() : shown;
    }
  }

  #open(name: string, attributes: string): void {
    if (SILENT.has(name)) this.#silent += 1;
    if (this.#silent > 0) return;
    if (name === 'br') this.#line();
    else if (name === 'pre') {
      this.#block();
      this.#pre = true;
      this.#code = '';
    } else if (name === 'code') this.#code ??= '';
    else if (name === 'ul' || name === 'ol') {
      if (this.#lists.length === 0) this.#block();
      this.#lists.push({ ordered: name === 'ol', count: 0 });
    } else if (name === 'li') this.#item();
    else if (name === 'a') this.#openLink(attributes);
    else if (name in MARKS) this.#mark(name);
    else if (BLOCKS.has(name)) this.#block();
  }

  #close(name: string): void {
    if (SILENT.has(name)) {
      this.#silent = Math.max(0, this.#silent - 1);
      return;
    }
    if (this.#silent > 0) return;
    if (name === 'pre') this.#closePre();
    else if (name === 'code' && !this.#pre) this.#closeCode();
    else if (name === 'ul' || name === 'ol') {
      this.#lists.pop();
      this.#block();
    } else if (name === 'a') this.#closeLink();
    else if (name in MARKS) this.#mark(name);
    else if (BLOCKS.has(name)) this.#block();
  }

  #mark(name: string): void {
    if (!this.#isPlain && this.#code === null) this.#out += MARKS[name] ?? '';
  }

  #openLink(attributes: string): void {
    const href = /\bhref="([^"]*)"/.exec(attributes)?.[1];
    const isLink = href !== undefined && !this.#isPlain && this.#code === null;
    this.#links.push(isLink ? decoded(href) : '');
    if (isLink) this.#out += '[';
  }

  #closeLink(): void {
    const href = this.#links.pop();
    if (href) this.#out += `](${destination(href)})`;
  }

  #closeCode(): void {
    const code = this.#code ?? '';
    this.#code = null;
    this.#out += this.#isPlain ? code : codeSpan(code);
  }

  #closePre(): void {
    const code = (this.#code ?? '').replace(/\n$/, '');
    this.#code = null;
    this.#pre = false;
    const indent = this.#indent();
    const lines = (this.#isPlain ? code : fenced(code)).split('\n');
    this.#out += lines.join(`\n${indent}`);
    this.#block();
  }

  #item(): void {
    const list = this.#lists.at(-1);
    if (list === undefined) return;
    list.count += 1;
    this.#out = this.#out.trimEnd();
    const indent = '   '.repeat(this.#lists.length - 1);
    const sign = list.ordered ? `${list.count}.` : '-';
    this.#out += `${this.#out === '' ? '' : list.count === 1 && indent === '' ? '\n\n' : '\n'}${indent}${sign} `;
  }

  #block(): void {
    if (this.#out === '' || /(?:^|\n) *(?:-|\d+\.) $/.test(this.#out)) return;
    this.#out = `${this.#out.trimEnd()}\n\n${this.#indent()}`;
  }

  #line(): void {
    this.#out = `${this.#out.trimEnd()}\n${this.#indent()}`;
  }

  #indent(): string {
    return '   '.repeat(this.#lists.length);
  }
}

/** A code span that may hold backticks (CommonMark 6.1). */
export function codeSpan(code: string): string {
  const longest = Math.max(0, ...(code.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  const pad = /^`|`$/.test(code) ? ' ' : '';
  return `${fence}${pad}${code}${pad}${fence}`;
}

/** A fenced code block that may hold fences (CommonMark 4.5). */
export function fenced(code: string): string {
  const longest = Math.max(2, ...(code.match(/`+/g) ?? []).map((run) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `${fence}\n${code}\n${fence}`;
}

/** The address of a link in Markdown. */
export function destination(href: string): string {
  return href.replace(/[\s()<>\\]/g, (sign) =>
    encodeURIComponent(sign).replace('(', '%28').replace(')', '%29'),
  );
}

function decoded(text: string): string {
  return text.replace(/&(?:#(\d+)|#x([0-9a-fA-F]+)|(\w+));/g, (whole, decimal, hex, name) => {
    if (decimal !== undefined) return String.fromCodePoint(Number(decimal));
    if (hex !== undefined) return String.fromCodePoint(parseInt(String(hex), 16));
    return NAMED[String(name)] ?? String(whole);
  });
}

const NAMED: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: '\u00a0',
};
