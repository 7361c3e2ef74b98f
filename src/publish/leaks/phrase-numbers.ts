import type { PhraseSet } from './phrases.ts';

/** A number for each phrase of a set, sorted: what a later set is compared with. */
export function numbersOf(phrases: PhraseSet): Int32Array {
  const numbers = new BigUint64Array(phrases.size);
  for (let phrase = 0; phrase < phrases.size; phrase += 1) {
    numbers[phrase] = numberOf(phrases, phrase);
  }
  return new Int32Array(numbers.sort().buffer);
}

/** A number for a phrase: two parts of 32 bits each, so that two phrases of one number are not to be expected in any portal. */
export function numberOf(phrases: PhraseSet, phrase: number): bigint {
  const numbers = phrases.numbersOf(phrase);
  let first = 0;
  let second = numbers.length;
  for (let at = 0; at < numbers.length; at += 2) {
    first = Math.imul(first ^ (first >>> 15), 0x2c1b3c6d) + (numbers[at] ?? 0);
    second = Math.imul(second ^ (second >>> 16), 0x297a2d39) + (numbers[at + 1] ?? 0);
  }
  return (BigInt(first >>> 0) << 32n) | BigInt(second >>> 0);
}
