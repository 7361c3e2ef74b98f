/** First segments of addresses that the portal itself uses: no audience or locale may be called so. */
export const reservedSegments: ReadonlySet<string> = new Set([
  '404',
  '_astro',
  'advisories',
  'announcements',
  'api',
  'assets',
  'calendar',
  'changes',
  'deprecations',
  'docs',
  'feeds',
  'files',
  'glossary',
  'index',
  'known-issues',
  'llms',
  'migrations',
  'pagefind',
  'products',
  'releases',
  'robots',
  'search',
  'sitemap',
  'upgrade',
]);

const device = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i;
const longest = 200;

/**
 * Why a name can't be an id, as a sentence for its writer; null when it can. Ids are file names without
 * their ending, exactly as written: spaces, `#` but in front, `%`, emoji and any script are welcome.
 */
export function whyNotId(name: string): string | null {
  if (name === '') return 'the name is empty';
  if (name === '.' || name === '..' || /[/\\]/.test(name)) {
    return `${show(name)} leads out of its folder`;
  }
  if (name.startsWith('.')) return `${show(name)} begins with a dot`;
  if (name.startsWith('#')) return `${show(name)} begins with #, as anchors do`;
  // eslint-disable-next-line no-control-regex -- they are what is looked for
  if (/[\u0000-\u001f\u007f-\u009f]/.test(name)) return `${show(name)} holds a control character`;
  if (!name.isWellFormed() || name.includes('\ufffd')) {
    return `${show(name)} is not a valid Unicode name`;
  }
  const forbidden = /[<>:"|?*]/.exec(name)?.[0];
  if (forbidden !== undefined) return `${show(name)} holds ${forbidden}, which Windows forbids`;
  if (name !== name.trim() || name.endsWith('.')) {
    return `${show(name)} begins or ends with a space or a dot`;
  }
  if (device.test(name)) return `${show(name)} is the name of a device on Windows`;
  if (Buffer.byteLength(name) > longest) return `${show(name)} is longer than ${longest} bytes`;
  return null;
}

/**
 * The form in which ids must differ: Unicode NFC without case, as file systems and readers
 * take names that look alike to be one.
 */
export function foldId(id: string): string {
  return id.normalize('NFC').toUpperCase().normalize('NFC');
}

/** A name made visible in a message: control characters escaped. */
function show(name: string): string {
  return JSON.stringify(name.toWellFormed()).slice(1, -1);
}
