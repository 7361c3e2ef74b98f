import { describe, expect, it } from 'vitest';
import { entryTag, feedTag, revisionTag, tagAuthority } from '../../../../src/outputs/feeds/ids.ts';
import type { TagSpace } from '../../../../src/outputs/feeds/ids.ts';

const space: TagSpace = { authority: 'example.com,2026', audience: 'user', locale: 'en' };
// RFC 4151 §2.1: specific = *( pchar / "/" / "?" )
const TAG =
  /^tag:[a-z0-9.-]+,\d{4}(?:-\d\d(?:-\d\d)?)?:(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-F]{2})*$/;

describe('tag URIs', () => {
  it('are what they have always been', () => {
    expect(entryTag(space, ['release', 'atlas', '4.2.1'])).toBe(
      'tag:example.com,2026:entry/user/en/release/atlas/4.2.1',
    );
    expect(revisionTag(space, ['release', 'atlas', '4.2.1'], 2)).toBe(
      'tag:example.com,2026:entry/user/en/release/atlas/4.2.1/revision/2',
    );
    expect(feedTag(space, ['product', 'atlas'])).toBe(
      'tag:example.com,2026:feed/user/en/product/atlas',
    );
  });

  it('are never the same for two audiences, locales or ids', () => {
    const all = ['user', 'admin', 'feed'].flatMap((audience) =>
      ['en', 'de', 'zh-Hant'].flatMap((locale) => {
        const here = { ...space, audience, locale };
        return [
          entryTag(here, ['release', 'atlas', '1.0.0']),
          entryTag(here, ['release', 'atlas', '1.0.0+b5']),
          entryTag(here, ['release', 'atlas', '1.0.0 b5']),
          entryTag(here, ['release', 'atlas', '1.0.0%20b5']),
          entryTag(here, ['release', 'atlas/1.0.0']),
          entryTag(here, ['release', 'Atlas', '1.0.0']),
          revisionTag(here, ['release', 'atlas', '1.0.0'], 1),
          revisionTag(here, ['release', 'atlas', '1.0.0'], 11),
          feedTag(here, ['all']),
          feedTag(here, ['product', 'atlas']),
        ];
      }),
    );
    expect(new Set(all).size).toBe(all.length);
    for (const tag of all) expect(tag).toMatch(TAG);
  });

  it('take any id, in one Unicode form', () => {
    const composed = entryTag(space, ['release', 'é #?%/<>"🦊', '日本']);
    expect(composed).toMatch(TAG);
    expect(entryTag(space, ['release', 'e\u0301 #?%/<>"🦊', '日本'])).toBe(composed);
    expect(entryTag(space, ['\uD800'])).toMatch(TAG);
  });

  it('take the authority that the portal declares, else the host alone', () => {
    expect(tagAuthority('example.org,2020-05', 'https://notes.example.com/')).toBe(
      'example.org,2020-05',
    );
    expect(tagAuthority(undefined, 'https://Notes.Example.com:8443/base/')).toBe(
      'notes.example.com,2026',
    );
    expect(tagAuthority(undefined, 'https://bücher.example/')).toBe('xn--bcher-kva.example,2026');
  });

  it('refuse an authority that RFC 4151 does not know', () => {
    for (const authority of [
      '',
      'example.com',
      'Example.com,2026',
      'a b,2026',
      'x,26',
      '[::1],2026',
    ]) {
      expect(() => entryTag({ ...space, authority }, ['a'])).toThrow(RangeError);
    }
  });
});
