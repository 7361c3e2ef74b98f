import type { Element, Properties } from 'hast';
import { sanitize } from 'hast-util-sanitize';
import type { Schema } from 'hast-util-sanitize';
import { find, html } from 'property-information';
import { hrefKind } from './links.ts';

/** Elements whose text goes with them: it is code, not prose. Audience too: what it hides must not show. */
const STRIPPED = [
  'script',
  'style',
  'template',
  'noscript',
  'title',
  'textarea',
  'select',
  'iframe',
  'object',
  'embed',
  'applet',
  'frame',
  'frameset',
  'noembed',
  'noframes',
  'svg',
  'math',
  'audience',
  'xmp',
  'plaintext',
  'video',
  'audio',
  'canvas',
];

/** What raw HTML may be: about what GitHub allows, without what HTML has retired, forms or ids. */
const SCHEMA: Schema = {
  tagNames: [
    'a',
    'abbr',
    'b',
    'bdi',
    'bdo',
    'blockquote',
    'br',
    'caption',
    'cite',
    'code',
    'dd',
    'del',
    'details',
    'dfn',
    'div',
    'dl',
    'dt',
    'em',
    'figcaption',
    'figure',
    'h1',
    'h2',
    'h3',
    'h4',
    'h5',
    'h6',
    'hr',
    'i',
    'img',
    'ins',
    'kbd',
    'li',
    'mark',
    'ol',
    'p',
    'pre',
    'q',
    's',
    'samp',
    'small',
    'span',
    'strong',
    'sub',
    'summary',
    'sup',
    'table',
    'tbody',
    'td',
    'tfoot',
    'th',
    'thead',
    'time',
    'tr',
    'u',
    'ul',
    'var',
    'wbr',
  ],
  strip: STRIPPED,
  // An element is sanitised alone, so what may stand where is settled by whoever holds its parents.
  ancestors: {},
  required: {},
  clobber: [],
  clobberPrefix: '',
  protocols: { href: ['http', 'https', 'mailto', 'tel'] },
  attributes: {
    '*': ['title', 'lang', ['dir', 'ltr', 'rtl', 'auto']],
    a: ['href', 'id'],
    h1: ['id'],
    h2: ['id'],
    h3: ['id'],
    h4: ['id'],
    h5: ['id'],
    h6: ['id'],
    img: ['src', 'alt', ['width', /^\d{1,5}$/], ['height', /^\d{1,5}$/]],
    ol: ['start', 'reversed'],
    li: [
      ['dataTask', 'open', 'done'],
      ['value', /^-?\d+$/],
    ],
    details: ['open'],
    td: ['colSpan', 'rowSpan'],
    th: ['colSpan', 'rowSpan', ['scope', 'row', 'col', 'rowgroup', 'colgroup']],
    time: ['dateTime'],
  },
};

/** Retired elements and what says the same today. */
const MODERN: Readonly<Record<string, string>> = {
  strike: 's',
  tt: 'code',
  center: 'div',
  acronym: 'abbr',
  big: 'span',
};

const ALIGN: Readonly<Record<string, string>> = {
  left: 'gz-start',
  start: 'gz-start',
  center: 'gz-center',
  right: 'gz-end',
  end: 'gz-end',
};

export interface Shell {
  /** The element without its children; null when only its children may stay. */
  element: Element | null;
  /** True when its children must go too. */
  strip: boolean;
  /** What was taken out, as an author would name it: `<script>`, `onclick`. */
  removed: string[];
}

/** An element's tag and attributes, sanitised; its children are somebody else's matter. */
export function sanitizeShell(tagName: string, properties: Properties): Shell {
  const name = MODERN[tagName] ?? tagName;
  const given = { ...properties };
  const align =
    typeof given['align'] === 'string' ? ALIGN[given['align'].toLowerCase()] : undefined;
  delete given['align'];
  // Only our own tables carry these classes; an author's classes are not let through.
  const classes = Array.isArray(given['className'])
    ? given['className'].filter((item) => /^gz-(start|center|end)$/.test(String(item)))
    : [];
  if (classes.length > 0) delete given['className'];
  if (name === 'a' && typeof given['name'] === 'string' && given['id'] === undefined) {
    given['id'] = given['name'];
  }
  if (name === 'a') delete given['name'];
  const removed: string[] = [];
  if (typeof given['href'] === 'string' && hrefKind(given['href']) === 'refused') {
    delete given['href'];
    removed.push('href');
  }
  const clean = sanitize(
    { type: 'element', tagName: name, properties: given, children: [] },
    SCHEMA,
  );
  if (clean.type !== 'element') {
    const strip = STRIPPED.includes(name);
    return { element: null, strip, removed: [`<${tagName}>`] };
  }
  for (const key of Object.keys(given)) {
    if (!(key in clean.properties)) removed.push(find(html, key).attribute);
  }
  if (align !== undefined) classes.push(align);
  else if (tagName === 'center') classes.push('gz-center');
  if (classes.length > 0) clean.properties['className'] = classes.map(String);
  return { element: { ...clean, children: [] }, strip: false, removed };
}

/** Attributes as written in HTML or JSX (`colspan`, `className`) to HAST properties. */
export function toProperties(
  attributes: readonly (readonly [string, string | true])[],
): Properties {
  const properties: Properties = {};
  for (const [name, value] of attributes) {
    const info = find(html, name);
    properties[info.property] = info.spaceSeparated && value !== true ? value.split(/\s+/) : value;
  }
  return properties;
}
