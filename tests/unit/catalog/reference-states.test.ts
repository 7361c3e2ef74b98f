/** The reference portal shows every state that there is: whoever designs a page sees it there. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Edition } from '../../../src/catalog/edition.ts';
import { cutEdition } from '../../../src/catalog/edition.ts';
import { loadCatalog } from '../../../src/catalog/load.ts';
import { announcementKinds } from '../../../src/model/announcement.ts';
import { changeSchema, changeTypes } from '../../../src/model/change.ts';
import { readClock } from '../../../src/model/clock.ts';
import { severities } from '../../../src/model/common.ts';
import { knownIssueStates } from '../../../src/model/known-issue.ts';
import { releaseStates, rolloutOutcomes } from '../../../src/model/release.ts';
import { advisoryState, advisoryStates } from '../../../src/views/advisory-list.ts';
import { referenceDay } from '../../support/reference.ts';
import { repository } from '../../support/portal.ts';

let edition: Edition;
beforeAll(async () => {
  const clock = readClock({ today: referenceDay });
  const { catalog } = await loadCatalog(repository, clock);
  edition = cutEdition(catalog!, 'admin', 'en', clock);
});

const enablements = changeSchema.shape.enablement.unwrap().options;

describe('the reference portal', () => {
  it.each<[string, readonly string[], () => Iterable<string | undefined>]>([
    ['state of a release', releaseStates, () => edition.releases.map(({ data }) => data.state)],
    [
      'outcome of a roll-out',
      rolloutOutcomes,
      () => edition.releases.flatMap(({ data }) => data.rollout.map(({ outcome }) => outcome)),
    ],
    ['type of a change', changeTypes, () => edition.changes.map(({ data }) => data.type)],
    ['impact of a change', severities, () => edition.changes.map(({ data }) => data.impact)],
    ['enablement', enablements, () => edition.changes.map(({ data }) => data.enablement)],
    [
      'state of a known issue',
      knownIssueStates,
      () => edition.knownIssues.map(({ data }) => data.state),
    ],
    [
      'severity of a known issue',
      severities,
      () => edition.knownIssues.map(({ data }) => data.severity),
    ],
    [
      'severity of an advisory',
      severities,
      () => edition.advisories.map(({ data }) => data.severity),
    ],
    [
      'state of an advisory',
      advisoryStates,
      () => edition.advisories.map((advisory) => advisoryState({ edition }, advisory)),
    ],
    // One for its recipients only, or for one organisation alone, is nothing to publish in a portal.
    ['sharing', ['CLEAR', 'GREEN'], () => edition.advisories.map(({ data }) => data.tlp)],
    [
      'kind of an announcement',
      announcementKinds,
      () => edition.announcements.map(({ data }) => data.kind),
    ],
  ])('has each %s', (_, all, shown) => {
    const found = new Set(shown());
    expect(all.filter((value) => !found.has(value))).toEqual([]);
  });
});
