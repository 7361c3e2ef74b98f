/** A piece of a text that Markdown has no equal for: it stays as text, and is told. */
export interface RstNote {
  /** 1-based line of the text. */
  readonly line: number;
  readonly what: string;
  readonly why: string;
}

/** Where names refer to: `.. _name: address`, and the addresses of `.. __: address` in their order. */
export interface RstTargets {
  readonly named: ReadonlyMap<string, string>;
  readonly anonymous: string[];
}

/** Roles whose text is code, by docutils and Sphinx. */
const codeRoles =
  /^(?:(?:py|c|cpp|js):)?(?:code|literal|samp|file|command|program|option|envvar|func|meth|class|mod|attr|data|const|exc|obj|oslo\.config:[a-z]+|kbd|regexp|makevar|token|keyword|manpage|mailheader|mimetype|dfn-code)$/u;
/** Roles whose text is words: a link to a place in other documentation, or emphasis. */
const wordRoles =
  /^(?:ref|doc|term|numref|any|title|title-reference|guilabel|menuselection|abbr)$/u;

const before = /[\s'"([{<\-/:\u2018\u201c]/u;
const after = `(?=$|[\\s'")\\]}>\\-/:.,;!?\\\\\u2019\u201d])`;
const patterns = {
  literal: new RegExp(`\`\`(\\S|\\S(?:(?!\`\`)[\\s\\S])*?\\S)\`\`${after}`, 'uy'),
  /** A literal that runs into a word, as in ``foo``s: docutils warns, and all read it as code. */
  looseLiteral: /``(?=\S)([^`\n]*[^`\s])``/uy,
  role: new RegExp(`:([A-Za-z][\\w.+:-]*):\`(?=\\S)([^\`]*[^\`\\s])\`${after}`, 'uy'),
  phrase: new RegExp(
    `\`(?![\\s\`])([\\s\\S]*?[^\\s\`])\`(__?|:[A-Za-z][\\w.+:-]*:)?${after}`,
    'uy',
  ),
  strong: new RegExp(`\\*\\*(?=\\S)([\\s\\S]*?\\S)\\*\\*${after}`, 'uy'),
  emphasis: new RegExp(`\\*(?![\\s*])([^*]*?[^\\s*])\\*${after}`, 'uy'),
  substitution: new RegExp(`\\|(?![\\s|])([^|\\n]*[^\\s|])\\|_{0,2}${after}`, 'uy'),
  footnote: new RegExp(`\\[(#?[\\w.-]+|[#*])\\]_${after}`, 'uy'),
  address: /(?:https?|ftp):\/\/[^\s<>`"']*[^\s<>`"'.,;:!?)\]}*|]/uy,
  reference: new RegExp(`([A-Za-z0-9](?:[\\w.+:-]*[A-Za-z0-9])?)__?${after}`, 'uy'),
};

/**
 * Inline markup of reStructuredText as Markdown
 * (https://docutils.sourceforge.io/docs/ref/rst/restructuredtext.html#inline-markup). Text in single
 * backticks, which docutils takes for a title, is code: that is what those who write it mean.
 */
export function rstInline(
  text: string,
  firstLine: number,
  targets: RstTargets,
  notes: RstNote[],
): string {
  let out = '';
  let at = 0;
  let plain = '';

  function flush(): void {
    out += escapeText(plain, out);
    plain = '';
  }

  function put(markdown: string, length: number): void {
    flush();
    out += markdown;
    at += length;
  }

  function tell(what: string, why: string): void {
    const line = firstLine + text.slice(0, at).split('\n').length - 1;
    notes.push({ line, what, why });
  }

  function match(name: keyof typeof patterns): RegExpExecArray | null {
    const pattern = patterns[name];
    pattern.lastIndex = at;
    return pattern.exec(text);
  }

  function inner(words: string): string {
    const line = firstLine + text.slice(0, at).split('\n').length - 1;
    return rstInline(words, line, { named: targets.named, anonymous: [] }, notes);
  }

  function phrase(words: string, suffix: string): string {
    if (suffix.startsWith(':')) return role(suffix.slice(1, -1), words);
    const embedded = /^([\s\S]*?)\s*<([^<>]+)>$/u.exec(words);
    const address = embedded?.[2]?.replace(/\s+/gu, '') ?? '';
    if (embedded !== null && isAddress(address)) {
      if (suffix === '') tell('link without its underscore', 'it has an address; it is a link now');
      return link(embedded[1] === '' ? address : (embedded[1] ?? ''), address);
    }
    if (suffix === '') return code(words);
    if (embedded !== null && embedded[2]?.endsWith('_') === true) {
      const named = targets.named.get(nameOf(embedded[2].slice(0, -1)));
      if (named !== undefined) return link(embedded[1] ?? '', named);
    }
    const target = suffix === '__' ? targets.anonymous.shift() : targets.named.get(nameOf(words));
    if (target !== undefined) return link(words, target);
    tell(
      'link without an address',
      'nothing in the note says where it leads; its words stay as text',
    );
    return inner(words);
  }

  function link(words: string, address: string): string {
    const label = words === address ? escapeText(words, '') : inner(words);
    const to = /^[^\s<>()\\]+$/u.test(address)
      ? address
      : `<${address.replace(/[<>\\]/gu, '\\$&')}>`;
    return `[${label.replace(/(?<!\\)[[\]]/gu, '\\$&')}](${to})`;
  }

  function role(name: string, words: string): string {
    const title = /^!?~?([\s\S]*?)\s*<[^<>]*>$/u.exec(words)?.[1] || words.replace(/^[!~]+/u, '');
    if (name === 'emphasis') return `*${inner(words)}*`;
    if (name === 'strong') return `**${inner(words)}**`;
    tell(`role :${name}:`, 'it leads to other documentation or styles its text; the text stays');
    if (codeRoles.test(name)) return code(title);
    return wordRoles.test(name) ? inner(title) : code(title);
  }

  while (at < text.length) {
    const previous = at === 0 ? ' ' : (text[at - 1] ?? ' ');
    const character = text[at] ?? '';
    if (character === '\\') {
      // A backslash takes the meaning of the next character away; before a space both vanish.
      const next = text[at + 1] ?? '';
      if (!/^\s?$/u.test(next)) plain += next;
      at += 2;
      continue;
    }
    const starts = before.test(previous) || (at > 0 && text[at - 2] === '\\');
    let found: RegExpExecArray | null;
    if (
      character === '`' &&
      (found = (starts ? match('literal') : null) ?? match('looseLiteral'))
    ) {
      put(code(found[1] ?? ''), found[0].length);
    } else if (!starts) {
      plain += character;
      at += 1;
    } else if (character === ':' && (found = match('role'))) {
      put(role(found[1] ?? '', found[2] ?? ''), found[0].length);
    } else if (character === '`' && (found = match('phrase'))) {
      put(phrase(found[1] ?? '', found[2] ?? ''), found[0].length);
    } else if (character === '*' && (found = match('strong'))) {
      put(`**${inner(found[1] ?? '')}**`, found[0].length);
    } else if (character === '*' && (found = match('emphasis'))) {
      put(`*${inner(found[1] ?? '')}*`, found[0].length);
    } else if (character === '|' && (found = match('substitution'))) {
      tell(`substitution |${found[1] ?? ''}|`, 'nothing in the note defines it; it stays as text');
      plain += found[0];
      at += found[0].length;
    } else if (character === '[' && (found = match('footnote'))) {
      tell('footnote or citation', 'the mark stays as text');
      plain += found[0];
      at += found[0].length;
    } else if ((found = match('address'))) {
      put(found[0], found[0].length);
    } else {
      found = match('reference');
      const target = found === null ? undefined : targets.named.get(nameOf(found[1] ?? ''));
      if (found !== null && target !== undefined)
        put(link(found[1] ?? '', target), found[0].length);
      else {
        plain += character;
        at += 1;
      }
    }
  }
  flush();
  return out;
}

/** The name of a reference as docutils compares it: without case, spaces as one. */
export function nameOf(text: string): string {
  return text.replace(/^`|`$/gu, '').replace(/\s+/gu, ' ').trim().toLowerCase();
}

function isAddress(text: string): boolean {
  return /^(?:https?:\/\/[^/]|mailto:.)/iu.test(text);
}

function code(text: string): string {
  const words = text.replace(/\s+/gu, ' ');
  const longest = Math.max(0, ...[...words.matchAll(/`+/gu)].map((run) => run[0].length));
  const fence = '`'.repeat(longest + 1);
  const space = words.startsWith('`') || words.endsWith('`') ? ' ' : '';
  return fence + space + words + space + fence;
}

/** Plain text as Markdown that reads as that text, with no more backslashes than it needs. */
function escapeText(text: string, behind: string): string {
  const startsLine = behind === '' || behind.endsWith('\n');
  return text
    .replace(/[\\`*[\]<~]/gu, '\\$&')
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/&(?=#?\w+;)/gu, '\\&')
    .replace(
      /^([ \t]*)([>+#-]|\d{1,9}(?=[.)](?:\s|$))|:{3,}|={3,}\s*$)/gmu,
      (mark, space: string, sign: string, offset: number) => {
        if (offset === 0 && !startsLine) return mark;
        if (/^\d/u.test(sign)) return `${space}${sign}\\`;
        if (/^[-+]$/u.test(sign) && !/^(?:\s|$|-)/u.test(text.slice(offset + mark.length)))
          return mark;
        return `${space}\\${sign}`;
      },
    )
    .replace(/:(?=:{2,})/gu, '\\:');
}
