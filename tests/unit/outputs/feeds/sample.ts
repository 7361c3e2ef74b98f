import type { Feed, FeedEntry, FeedUrls } from '../../../../src/outputs/feeds/feed.ts';

export function urls(name: string): FeedUrls {
  const base = `https://notes.example.com/feeds/${name}`;
  return { rss: `${base}.rss.xml`, atom: `${base}.atom.xml`, json: `${base}.json` };
}

export function sampleEntry(over: Partial<FeedEntry> = {}): FeedEntry {
  return {
    id: 'tag:example.com,2026:entry/user/en/release/atlas/4.2.1',
    url: 'https://notes.example.com/releases/atlas/4.2.1/',
    title: 'Atlas 4.2.1',
    summary: 'Exports are faster.',
    html: '<p>Exports are <em>faster</em>.</p>',
    published: '2026-11-03T00:00:00Z',
    updated: '2026-11-05T00:00:00Z',
    categories: [
      { term: 'atlas', label: 'Atlas', scheme: 'https://notes.example.com/#product' },
      { term: 'fix', label: 'Fixed', scheme: 'https://notes.example.com/#type' },
    ],
    lang: 'en',
    facts: {
      kind: 'release',
      product: 'atlas',
      version: '4.2.1',
      state: 'released',
      types: ['fix'],
      actionRequired: true,
    },
    ...over,
  };
}

export function sampleFeed(over: Partial<Feed> = {}): Feed {
  return {
    id: 'tag:example.com,2026:feed/user/en/all',
    key: 'all',
    title: 'Example notes',
    subtitle: 'All that is new',
    lang: 'en',
    dir: 'ltr',
    homeUrl: 'https://notes.example.com/',
    urls: urls('all'),
    updated: '2026-11-05T00:00:00Z',
    entries: [sampleEntry()],
    authors: [{ name: 'Example', url: 'https://example.com/' }],
    ...over,
  };
}

/** Text that tries to get out of every format. */
export const HOSTILE =
  'a < b && "c" > \'d\' ]]> </script><!-- --> <img src=x onerror=alert(1)> &amp; &lt; ' +
  'nul\u0000 bel\u0007 esc\u001B vt\u000B c1\u009F lone\uD800 \uDC00 nonchar\uFFFE ' +
  '🦊 👩🏽‍💻 العربية עברית 日本語 \u202Eabc';

/** What is left of it when forbidden characters are gone. */
export const HOSTILE_KEPT =
  'a < b && "c" > \'d\' ]]> </script><!-- --> <img src=x onerror=alert(1)> &amp; &lt; ' +
  'nul bel esc vt c1 lone  nonchar ' +
  '🦊 👩🏽‍💻 العربية עברית 日本語 \u202Eabc';
