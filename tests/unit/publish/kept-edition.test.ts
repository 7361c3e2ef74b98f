import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  readKeptEdition,
  writeKeptEdition,
  type KeptEdition,
} from '../../../src/publish/kept-edition.ts';

const edition: KeptEdition = {
  gave: {
    counts: {
      audience: 'user',
      locale: 'en',
      entries: { doc: 1 },
      pages: 2,
      feedEntries: 0,
      searchRecords: 0,
      left: { search: {}, feeds: {} },
      apart: { feeds: {} },
    },
    findings: [{ code: 'a', severity: 'warning', file: 'content/docs/a.md', message: 'A.' }],
    files: [['index.html', 'digest', 12]],
    pages: {
      anchors: new Map([['/docs/a/', ' one two ']]),
      links: new Map([['/docs/b/#three', { page: '/docs/a/', file: 'content/docs/a.md' }]]),
      findings: [],
    },
    deadLinks: [{ file: 'content/docs/a.md', href: './gone.md' }],
    searchFolder: 'pagefind',
  },
  shown: {
    audience: 'user',
    locale: 'en',
    texts: ['Acme'],
    entries: [['doc:a', { hidden: ['owner'], texts: [] }]],
  },
  lookedFor: 'AAAA',
};

describe('what an edition gave', () => {
  let folder = '';
  let file = '';
  beforeEach(() => {
    folder = mkdtempSync(path.join(tmpdir(), 'gazette-kept-edition-'));
    file = path.join(folder, 'edition-1-a');
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it('is read as it was written', () => {
    writeKeptEdition(file, 'code', edition);
    expect(readKeptEdition(file, 'code')).toEqual(edition);
  });

  it('is nothing when it is missing, or a byte of it is another', () => {
    expect(readKeptEdition(file, 'code')).toBeNull();
    writeKeptEdition(file, 'code', edition);
    const bytes = readFileSync(file);
    bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
    writeFileSync(file, bytes);
    expect(readKeptEdition(file, 'code')).toBeNull();
  });

  it('is nothing when other code wrote it', () => {
    writeKeptEdition(file, 'other', edition);
    expect(readKeptEdition(file, 'code')).toBeNull();
  });
});
