import type { ChangeType } from '../model/change.ts';

/** What becomes of the notes of a section. */
export interface RenoSection {
  readonly name: string;
  readonly type: ChangeType;
  /** Fields besides type. */
  readonly fields?: Record<string, unknown>;
}

/**
 * The sections of reno (https://docs.openstack.org/reno/latest/user/usage.html). `critical` and
 * `security` tell of what was mended. An upgrade note says what operators must do or know; reno has no
 * word for what sort of change it is, so it is of type other, with an action.
 */
const sections: readonly RenoSection[] = [
  { name: 'prelude', type: 'other' },
  { name: 'features', type: 'feature' },
  { name: 'issues', type: 'other' },
  { name: 'upgrade', type: 'other', fields: { action: { required: true } } },
  { name: 'deprecations', type: 'deprecation' },
  { name: 'critical', type: 'fix', fields: { impact: 'critical' } },
  { name: 'security', type: 'security' },
  { name: 'fixes', type: 'fix' },
  { name: 'other', type: 'other' },
];

/** How a section was recognised; `typo` when its name is one letter off, as `feature` and `upgrades`. */
export function sectionOf(key: string): {
  section: RenoSection;
  how: 'known' | 'typo' | 'unknown';
} {
  const name = key.trim().toLowerCase();
  const exact = sections.find((section) => section.name === key);
  if (exact !== undefined) return { section: exact, how: 'known' };
  const near = sections.find((section) => singular(section.name) === singular(name));
  if (near !== undefined) return { section: near, how: 'typo' };
  return { section: { name: key, type: 'other' }, how: 'unknown' };
}

function singular(name: string): string {
  return name.replace(/(?<=x)es$|s$/u, '');
}
