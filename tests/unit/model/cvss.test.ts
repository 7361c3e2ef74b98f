import { describe, expect, it } from 'vitest';
import { advisorySchema } from '../../../src/model/advisory.ts';
import { cvssCalculator, cvssScore, whyNotVector } from '../../../src/model/cvss.ts';

/** Published by FIRST: https://www.first.org/cvss/v3-1/examples and …/v4-0/examples. */
const published: readonly (readonly [vector: string, score: number, rating: string])[] = [
  // phpMyAdmin, MySQL, SSLv3 (POODLE), VMware, Apache Tomcat, Cisco IOS, Heartbleed, Shellshock
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:R/S:C/C:L/I:L/A:N', 6.1, 'medium'],
  ['CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:L/I:L/A:N', 6.4, 'medium'],
  ['CVSS:3.1/AV:N/AC:H/PR:N/UI:R/S:U/C:L/I:N/A:N', 3.1, 'low'],
  ['CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:C/C:H/I:H/A:H', 9.9, 'critical'],
  ['CVSS:3.1/AV:L/AC:L/PR:H/UI:N/S:U/C:L/I:L/A:L', 4.2, 'medium'],
  ['CVSS:3.1/AV:N/AC:L/PR:L/UI:N/S:U/C:H/I:H/A:H', 8.8, 'high'],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:N/A:N', 7.5, 'high'],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 9.8, 'critical'],
  ['CVSS:4.0/AV:L/AC:L/AT:P/PR:L/UI:N/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 7.3, 'high'],
  ['CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N', 7.7, 'high'],
  ['CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:P/VC:H/VI:H/VA:H/SC:N/SI:N/SA:N/E:U', 5.2, 'medium'],
  ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:H/SI:H/SA:H', 10, 'critical'],
  ['CVSS:4.0/AV:N/AC:L/AT:P/PR:N/UI:N/VC:H/VI:L/VA:L/SC:N/SI:N/SA:N', 8.3, 'high'],
  ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:N/VA:N/SC:N/SI:N/SA:N', 8.7, 'high'],
  ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:N/I:N/A:N', 0, 'none'],
  // The CVSS 2.0 guide, section 3.3.1.
  ['AV:N/AC:L/Au:N/C:N/I:N/A:C', 7.8, 'high'],
  ['AV:N/AC:L/Au:N/C:N/I:N/A:C/E:F/RL:OF/RC:C', 6.4, 'medium'],
];

describe('the score of a vector', () => {
  it.each(published)('%s is %d, %s', (vector, score, rating) => {
    expect(cvssScore(vector)).toMatchObject({ score, rating });
  });

  it('says of which version it is, and what the base metrics alone give', () => {
    expect(cvssScore(published[10]![0])).toEqual({
      version: '4.0',
      score: 5.2,
      base: 7.7,
      rating: 'medium',
    });
    expect(cvssScore(published.at(-1)![0])).toMatchObject({ version: '2.0', base: 7.8 });
  });

  it('comes with the address that explains it', () => {
    expect(cvssCalculator(published[0]![0])).toBe(
      `https://www.first.org/cvss/calculator/3.1#${published[0]![0]}`,
    );
    expect(cvssCalculator('AV:N/AC:L/Au:N/C:N/I:N/A:C')).toBeNull();
  });
});

describe('a malformed vector', () => {
  it.each([
    ['CVSS:3.1/AV:N/AC:L', 'lacks PR, UI, S, C, I, A'],
    ['CVSS:3.1/AV:Z/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'give AV one of N, A, L, P, not Z'],
    ['CVSS:3.1/AV:X/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'not X'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/AV:L', 'names AV twice'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H/QQ:L', 'no metric QQ'],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:', 'one of N, L, H, not '],
    ['CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A', 'no metric with a value'],
    ['CVSS:3.2/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'of CVSS 3.0, 3.1 or 4.0'],
    ['AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H', 'begin with its version'],
    ['CVSS:4.0/AV:N/AC:L/AT:N/PR:N/UI:N/VC:H/VI:H/VA:H/SC:N/SI:S/SA:N', 'not S'],
    ['cvss:3.1/av:n', 'no metric'],
    ['', 'no metric with a value'],
  ])('%s is told why', (vector, why) => {
    expect(whyNotVector(vector)).toContain(why);
    expect(cvssScore(vector)).toBeNull();
  });

  it('is refused in an advisory', () => {
    const least = { title: 'x', severity: 'low', affected: [{ product: 'a', range: '*' }] };
    const parse = (cvss: string) => advisorySchema.safeParse({ ...least, cvss });
    expect(parse(published[0]![0]).success).toBe(true);
    const wrong = parse('CVSS:3.1/AV:N/AC:L');
    expect(wrong.error?.issues).toMatchObject([
      { path: ['cvss'], message: expect.stringContaining('lacks PR') },
    ]);
  });
});
