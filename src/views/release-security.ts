import type { EditionEntry, EditionRelease } from '../catalog/edition.ts';
import { cvssScore } from '../model/cvss.ts';
import { advisoriesMendedBy, weaknessesOfRelease } from './affected.ts';
import type { ViewContext } from './context.ts';
import { versionLink, type VersionLink } from './deprecation-links.ts';
import { entryLink } from './entry-link.ts';
import type { StateTone } from './release-line.ts';
import { severityTone } from './severity.ts';

/** What a release page says of security. */
export interface ReleaseSecurity {
  /** Weaknesses that the release mends. */
  fixes: AdvisoryLink[];
  /** Weaknesses that the release itself has. */
  weaknesses: AdvisoryLink[];
}

/** An advisory in a line. */
export interface AdvisoryLink {
  id: string;
  href: string;
  titleHtml: string;
  severityLabel: string;
  tone: StateTone;
  score: string | null;
  cve: string[];
  /** The versions of the release's product that mend it. */
  fixedIn: VersionLink[];
  lang: string;
  dir: 'ltr' | 'rtl';
}

/** The advisories of a release, worst first. */
export function releaseSecurity(context: ViewContext, release: EditionRelease): ReleaseSecurity {
  const { edition } = context;
  const fixes = advisoriesMendedBy(edition, release.key);
  const weaknesses = weaknessesOfRelease(edition, release.key).filter(
    // What a release mends it hasn't got, however wide a range was written.
    (advisory) => !fixes.includes(advisory),
  );
  const links = (advisories: readonly EditionEntry<'advisory'>[]): AdvisoryLink[] =>
    advisories
      .map((advisory) => ({ advisory, score: scoreOf(advisory) ?? -1 }))
      .sort((a, b) => b.score - a.score || (a.advisory.id < b.advisory.id ? -1 : 1))
      .map(({ advisory }) => advisoryLink(context, advisory, release.product));
  return { fixes: links(fixes), weaknesses: links(weaknesses) };
}

function scoreOf({ data }: EditionEntry<'advisory'>): number | null {
  return data.cvss === undefined ? null : (cvssScore(data.cvss)?.score ?? null);
}

function advisoryLink(
  context: ViewContext,
  advisory: EditionEntry<'advisory'>,
  product: string,
): AdvisoryLink {
  const { data } = advisory;
  const versions = new Set(
    data.affected.flatMap((each) => (each.product === product ? (each.fixedIn ?? []) : [])),
  );
  return {
    id: advisory.id,
    href: entryLink(context, advisory).href,
    titleHtml: context.inline(advisory.title),
    severityLabel: context.t(`words.impact.${data.severity}`),
    tone: severityTone(data.severity),
    score: scoreOf(advisory)?.toFixed(1) ?? null,
    cve: [...data.cve],
    fixedIn: [...versions].flatMap((version) => versionLink(context, product, version) ?? []),
    lang: advisory.lang,
    dir: advisory.dir,
  };
}
