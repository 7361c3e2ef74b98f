/**
 * Reads the plain part of YAML that nearly all notes are written in: fields with simple names, lists, and
 * texts, numbers and words on one line each. Null for all else: quotes with escapes, texts of several
 * lines, comments, and whatever is not surely the same to a whole parser, which takes ten times as long.
 */
export function readPlainYaml(text: string): Record<string, unknown> | null {
  if (/[\t\r\u0085\u2028\u2029\ufeff]| (?:\n|$)/.test(text)) return null;
  try {
    return new PlainReader(text).read();
  } catch (error) {
    if (error === NOT_PLAIN) return null;
    throw error;
  }
}

const NOT_PLAIN = new Error('This is not plain YAML.');
const FIELD = /^([A-Za-z][A-Za-z0-9_-]*):(?: (.+))?$/;
/** Names that are no text, or that nobody may give to a field. */
const OTHER_NAMES = /^(?:null|true|false|constructor|prototype)$/i;
const WORDS: Readonly<Record<string, boolean | null>> = {
  null: null,
  Null: null,
  NULL: null,
  true: true,
  True: true,
  TRUE: true,
  false: false,
  False: false,
  FALSE: false,
};

class PlainReader {
  /** Indent and content of each line that is not empty. */
  readonly #indents: number[] = [];
  readonly #contents: string[] = [];
  #at = 0;

  constructor(text: string) {
    for (const line of text.split('\n')) {
      if (line === '') continue;
      let indent = 0;
      while (line[indent] === ' ') indent += 1;
      this.#indents.push(indent);
      this.#contents.push(line.slice(indent));
    }
  }

  read(): Record<string, unknown> {
    if (this.#indents[0] !== 0) throw NOT_PLAIN;
    const fields = this.#fields(0);
    if (this.#at < this.#contents.length) throw NOT_PLAIN;
    return fields;
  }

  #fields(indent: number): Record<string, unknown> {
    const fields: Record<string, unknown> = {};
    do {
      const match = FIELD.exec(this.#contents[this.#at] ?? '');
      const name = match?.[1];
      if (name === undefined || OTHER_NAMES.test(name) || Object.hasOwn(fields, name)) {
        throw NOT_PLAIN;
      }
      this.#at += 1;
      const value = match?.[2];
      fields[name] = value === undefined ? this.#below(indent) : scalar(value);
    } while (this.#indents[this.#at] === indent && !this.#isItem());
    return fields;
  }

  /** What stands under the name of a field: nothing, fields, or a list, which need not be indented. */
  #below(indent: number): unknown {
    const next = this.#indents[this.#at] ?? -1;
    if (next === indent && this.#isItem()) return this.#list(next);
    if (next <= indent) return null;
    return this.#isItem() ? this.#list(next) : this.#fields(next);
  }

  #list(indent: number): unknown[] {
    const list: unknown[] = [];
    while (this.#indents[this.#at] === indent && this.#isItem()) {
      const content = (this.#contents[this.#at] ?? '').slice(2);
      if (FIELD.test(content)) {
        // The fields of an item begin beside its hyphen.
        this.#indents[this.#at] = indent + 2;
        this.#contents[this.#at] = content;
        list.push(this.#fields(indent + 2));
      } else {
        list.push(scalar(content));
        this.#at += 1;
      }
    }
    return list;
  }

  #isItem(): boolean {
    return this.#contents[this.#at]?.startsWith('- ') === true;
  }
}

function scalar(text: string): unknown {
  const list = /^\[(?: ?([^\s,[\]{}][^,[\]{}]*(?:, [^\s,[\]{}][^,[\]{}]*)*))?\]$/.exec(text);
  if (list !== null) return list[1]?.split(', ').map((item) => inFlow(item)) ?? [];
  const map = /^\{ ?([^\s,[\]{}][^,[\]{}]*(?:, [^\s,[\]{}][^,[\]{}]*)*)\}$/.exec(text);
  if (map !== null) return flowFields(map[1] ?? '');
  const quoted = /^(?:"([^"\\]*)"|'([^']*)')$/.exec(text);
  if (quoted !== null) return quoted[1] ?? quoted[2];
  if (!/^(?:[\p{L}\d/]|\.\.?\/)/u.test(text) || /: | #|:$/.test(text)) throw NOT_PLAIN;
  if (Object.hasOwn(WORDS, text)) return WORDS[text];
  if (!/^\d/.test(text)) return text;
  if (/^(?:0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  // What holds a sign that is in no number is text, as days and versions of three numbers are.
  if (/[^\d.+\-e]/i.test(text) && !/^0[xo]/i.test(text)) return text;
  if (/^\d{4}-\d\d-\d\d$|^\d+\.\d+\.\d+/.test(text)) return text;
  throw NOT_PLAIN;
}

function flowFields(text: string): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const part of text.split(', ')) {
    const [, name = '', value] = FIELD.exec(part) ?? [];
    if (value === undefined || OTHER_NAMES.test(name) || Object.hasOwn(fields, name)) {
      throw NOT_PLAIN;
    }
    fields[name] = inFlow(value);
  }
  return fields;
}

/** A value between brackets or braces, of which it has none itself. */
function inFlow(text: string): unknown {
  return scalar(text.endsWith(' ') ? text.slice(0, -1) : text);
}
