import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { intoDocuments } from '../../../../src/outputs/feeds/archive.ts';
import type { FeedEntry } from '../../../../src/outputs/feeds/feed.ts';
import { sampleEntry, sampleFeed, urls } from './sample.ts';

/** `count` entries, newest first, with one a day. */
function entries(count: number): FeedEntry[] {
  return Array.from({ length: count }, (_, index) => {
    const nth = count - index;
    const day = `20${String(10 + Math.floor(nth / 28)).padStart(2, '0')}-01-${String(1 + (nth % 28)).padStart(2, '0')}T00:00:00Z`;
    return sampleEntry({ id: `tag:example.com,2026:${nth}`, published: day, updated: day });
  });
}

function documentsOf(count: number) {
  return intoDocuments(sampleFeed({ entries: entries(count) }), (n) => urls(`all/archive-${n}`));
}

describe('archives', () => {
  it.each([0, 1, 49, 50, 51, 99, 100, 101, 149, 150, 205, 1000])(
    'hold every one of %i entries once, in order',
    (count) => {
      const [subscription, ...archives] = documentsOf(count);
      const read = [subscription, ...archives.reverse()].flatMap(
        (document) => document?.feed.entries.map((entry) => entry.id) ?? [],
      );
      expect(read).toEqual(entries(count).map((entry) => entry.id));
      expect(subscription?.feed.entries.length).toBeLessThan(100);
      for (const { feed } of archives) expect(feed.entries).toHaveLength(50);
      if (count >= 50) expect(subscription?.feed.entries.length).toBeGreaterThanOrEqual(50);
    },
  );

  it('are all reached from the document that people subscribe to', () => {
    const documents = documentsOf(205);
    const byUrl = new Map(documents.map(({ feed }) => [feed.urls.atom, feed]));
    const seen: string[] = [];
    for (
      let at = byUrl.get(urls('all').atom);
      at;
      at = at.paging?.older && byUrl.get(at.paging.older.atom)
    ) {
      seen.push(at.urls.atom);
      const older = at.paging?.older && byUrl.get(at.paging.older.atom);
      if (older?.paging?.newer) expect(older.paging.newer.atom).toBe(at.urls.atom);
    }
    expect(seen).toHaveLength(documents.length);
    expect(documents[0]?.feed.paging?.archive).toBe(false);
    expect(documents.at(-1)?.feed.paging?.newer).toBeUndefined();
  });

  it('stay as they were when entries are added', () => {
    const before = documentsOf(180);
    const after = documentsOf(205);
    expect(before[1]).toEqual(after[1]);
    expect(before[2]?.feed.entries).toEqual(after[2]?.feed.entries);
  });

  it('have the time of their own newest entry', () => {
    for (const { archive, feed } of documentsOf(205)) {
      if (archive !== null) expect(feed.updated).toBe(feed.entries[0]?.updated);
    }
  });

  it('are full sooner with long entries, but not with a few', () => {
    const long = (count: number) => {
      const html = 'x'.repeat(30_000);
      return intoDocuments(
        sampleFeed({ entries: entries(count).map((entry) => ({ ...entry, html })) }),
        (n) => urls(`all/archive-${n}`),
      );
    };
    // 17 entries are 510,000 characters.
    expect(long(60).map(({ feed }) => feed.entries.length)).toEqual([26, 17, 17]);
    const huge = entries(35).map((entry) => ({ ...entry, html: 'x'.repeat(600_000) }));
    const documents = intoDocuments(sampleFeed({ entries: huge }), (n) => urls(`archive-${n}`));
    expect(documents.map(({ feed }) => feed.entries.length)).toEqual([15, 10, 10]);
  });

  const lengths = fc.array(fc.integer({ min: 1, max: 120 }), { maxLength: 80 });
  const size = { entries: 8, leastEntries: 3, text: 300 };
  /** A feed of entries with texts of these lengths, the oldest first. */
  const documentsWith = (texts: readonly number[]) => {
    const made = entries(texts.length).map((entry, index) => ({
      ...entry,
      html: 'x'.repeat(texts.at(-1 - index)!),
    }));
    const urlsOf = (n: number) => urls(`all/archive-${n}`);
    return { made, documents: intoDocuments(sampleFeed({ entries: made }), urlsOf, size) };
  };

  it('hold every entry once and are bounded, whatever the lengths', () => {
    fc.assert(
      fc.property(lengths, (texts) => {
        const { made, documents } = documentsWith(texts);
        const [subscription, ...archives] = documents.map(({ feed }) => feed.entries);
        expect([...(subscription ?? []), ...archives.reverse().flat()]).toEqual(made);
        const textOf = (list: readonly FeedEntry[]): number =>
          list.reduce((sum, { html }) => sum + html.length, 0);
        for (const list of archives) {
          expect(list.length).toBeGreaterThanOrEqual(size.leastEntries);
          expect(list.length).toBeLessThanOrEqual(size.entries);
          expect(list.length === size.entries || textOf(list) >= size.text).toBe(true);
          if (list.length > size.leastEntries)
            expect(textOf(list.slice(1))).toBeLessThan(size.text);
        }
        expect(subscription?.length).toBeLessThan(2 * size.entries);
        // One entry may go beyond, in each of the two that it is less than.
        expect(textOf(subscription ?? [])).toBeLessThan(2 * (size.text + 120));
        if (archives.length > 0) {
          expect(subscription?.length).toBeGreaterThanOrEqual(size.leastEntries);
        }
      }),
    );
  });

  it('stay as they were when entries are added, whatever the lengths', () => {
    fc.assert(
      fc.property(lengths, lengths, (texts, added) => {
        const before = documentsWith(texts).documents.slice(1);
        const after = documentsWith([...texts, ...added]).documents.slice(1);
        for (const [index, { feed }] of before.entries()) {
          const shape = (entry: FeedEntry) => [entry.published, entry.html.length];
          expect(after[index]?.feed.entries.map(shape)).toEqual(feed.entries.map(shape));
          expect(after[index]?.feed.urls).toEqual(feed.urls);
        }
      }),
    );
  });

  it('do not exist for a short feed', () => {
    expect(documentsOf(99)).toHaveLength(1);
    expect(documentsOf(99)[0]?.feed.paging).toBeUndefined();
  });
});
