import semver from 'semver';
import type { VersionScheme } from './product.ts';
import { isEmptyRange } from './range-bounds.ts';
import { isRange } from './range.ts';

/** A stretch of versions, for saying a range in words. Both ends missing: every version. */
export interface RangeSpan {
  readonly from: RangeEnd | null;
  readonly to: RangeEnd | null;
  /** One version alone, or those of a line: `4.0.3`, `3.7.x`. Then there are no ends. */
  readonly only: string | null;
}

export interface RangeEnd {
  readonly version: string;
  /** Whether the version itself is in. */
  readonly isIn: boolean;
}

/** The alternatives of a range, as written, without those that hold no version; null for a range that these can't say. */
export function rangeSpans(range: string, scheme: VersionScheme): RangeSpan[] | null {
  if (!isRange(range, scheme)) return null;
  const spans: RangeSpan[] = [];
  for (const alternative of range.split('||')) {
    if (isEmptyRange(alternative, scheme)) continue;
    const span = spanOf(alternative.trim(), scheme);
    if (span === null) return null;
    spans.push(span);
  }
  return spans;
}

const everything: RangeSpan = { from: null, to: null, only: null };

function spanOf(text: string, scheme: VersionScheme): RangeSpan | null {
  if (text === '' || /^[xX*]$/.test(text)) return everything;
  const hyphen = /^(\S+)\s+-\s+(\S+)$/.exec(text);
  if (hyphen !== null) {
    const [, from = '', to = ''] = hyphen;
    return { from: { version: from, isIn: true }, to: { version: to, isIn: true }, only: null };
  }
  const tokens = text.replace(/([<>=^~]+)\s+/g, '$1').split(/\s+/);
  const [first = ''] = tokens;
  if (tokens.length === 1 && !/^[<>^~]/.test(first)) {
    return { from: null, to: null, only: first.replace(/^=?v?(?=\d)/, '') };
  }
  return bounds(tokens) ?? (scheme === 'semver' ? bounds(settled(text)) : null);
}

/** `>=a <b`, either of them alone; null for anything else. */
function bounds(tokens: readonly string[]): RangeSpan | null {
  let from: RangeEnd | null = null;
  let to: RangeEnd | null = null;
  for (const token of tokens) {
    const match = /^(>=|<=|>|<)v?(\d\S*)$/.exec(token);
    if (match === null) return null;
    const [, operator = '', version = ''] = match;
    const end = { version, isIn: operator.endsWith('=') };
    if (operator.startsWith('>')) {
      if (from !== null) return null;
      from = end;
    } else {
      if (to !== null) return null;
      to = end;
    }
  }
  return { from, to, only: null };
}

/** `^3.7` as `>=3.7.0 <4.0.0`: what npm's shorthand stands for. */
function settled(text: string): string[] {
  const [comparators = []] = new semver.Range(text).set;
  return comparators.map(({ value }) => value.replace(/-0$/, ''));
}
