import { createRequire } from 'node:module';
import type Cvss from 'ae-cvss-calculator';

/**
 * Scores of CVSS vectors: 2.0 to 4.0, as FIRST specifies them (https://www.first.org/cvss/). The
 * arithmetic is a package's; what a vector may say is checked here, since the package reads past
 * much that is wrong.
 */
export interface CvssScore {
  readonly version: CvssVersion;
  /** Of all metrics that the vector has. */
  readonly score: number;
  /** Of its base metrics alone. */
  readonly base: number;
  readonly rating: CvssRating;
}

export type CvssVersion = '2.0' | '3.0' | '3.1' | '4.0';
export const cvssRatings = ['none', 'low', 'medium', 'high', 'critical'] as const;
export type CvssRating = (typeof cvssRatings)[number];

/** The score of a vector; null for a text that is none. */
export function cvssScore(vector: string): CvssScore | null {
  if (whyNotVector(vector) !== null) return null;
  const version = versionOf(vector);
  const scores = new (calculators()[version])(vector).calculateScores();
  const { overall } = scores;
  const base = 'baseMetricsOnly' in scores ? scores.baseMetricsOnly : scores.base;
  return { version, score: overall, base: base ?? overall, rating: cvssRating(overall, version) };
}

/** Why a text is no CVSS vector, as the end of a sentence that begins with its field; null when it is one. */
export function whyNotVector(text: string): string | null {
  if (text !== text.trim()) return 'must be a CVSS vector without spaces around it';
  const named = /^CVSS:([^/]*)\//.exec(text)?.[1];
  if (named !== undefined && !isVersion(named)) return `must be of CVSS 3.0, 3.1 or 4.0`;
  const version = versionOf(text);
  const known = metricsOf(version);
  const seen = new Set<string>();
  for (const part of text.slice(named === undefined ? 0 : `CVSS:${named}/`.length).split('/')) {
    const [metric = '', value, more] = part.split(':');
    if (value === undefined || more !== undefined) {
      return `must be a CVSS vector, and ${JSON.stringify(part)} is no metric with a value`;
    }
    const values = known.get(metric);
    if (values === undefined) {
      return named === undefined && version === '2.0' && notOf2.test(metric)
        ? 'must begin with its version, such as CVSS:3.1/'
        : `must be a vector of CVSS ${version}, which has no metric ${metric}`;
    }
    if (seen.has(metric)) return `must name each metric once, and names ${metric} twice`;
    if (!values.includes(value)) {
      return `must give ${metric} one of ${values.join(', ')}, not ${value}`;
    }
    seen.add(metric);
  }
  const missing = baseMetrics[version].filter((metric) => !seen.has(metric));
  return missing.length === 0
    ? null
    : `must name all base metrics of CVSS ${version}, and lacks ${missing.join(', ')}`;
}

/** The address at which FIRST explains a vector, metric by metric; null for CVSS 2.0, which it dropped. */
export function cvssCalculator(vector: string): string | null {
  const version = versionOf(vector);
  return version === '2.0' ? null : `https://www.first.org/cvss/calculator/${version}#${vector}`;
}

const require = createRequire(import.meta.url);

/** Loaded with the first vector: that takes as long as much of our own code, and few portals have one. */
function calculators() {
  const cvss = require('ae-cvss-calculator') as typeof Cvss;
  return {
    '2.0': cvss.Cvss2,
    '3.0': cvss.Cvss3P0,
    '3.1': cvss.Cvss3P1,
    '4.0': cvss.Cvss4P0,
  };
}

/** Metrics of later versions, by which a vector of one is told that lacks its version. */
const notOf2 = /^(?:PR|UI|S|AT|V[CIA]|S[CIA])$/;

const baseMetrics: Readonly<Record<CvssVersion, readonly string[]>> = {
  '2.0': ['AV', 'AC', 'Au', 'C', 'I', 'A'],
  '3.0': ['AV', 'AC', 'PR', 'UI', 'S', 'C', 'I', 'A'],
  '3.1': ['AV', 'AC', 'PR', 'UI', 'S', 'C', 'I', 'A'],
  '4.0': ['AV', 'AC', 'AT', 'PR', 'UI', 'VC', 'VI', 'VA', 'SC', 'SI', 'SA'],
};

function isVersion(text: string): text is CvssVersion {
  return text === '3.0' || text === '3.1' || text === '4.0';
}

function versionOf(vector: string): CvssVersion {
  const named = /^CVSS:([^/]*)\//.exec(vector)?.[1] ?? '';
  return isVersion(named) ? named : '2.0';
}

/** The values of each metric of a version. */
function metricsOf(version: CvssVersion): ReadonlyMap<string, readonly string[]> {
  const metrics = new Map<string, readonly string[]>();
  for (const components of new (calculators()[version])().getRegisteredComponents().values()) {
    for (const { shortName, values } of components) {
      const names = values.map((value) => value.shortName);
      metrics.set(
        shortName,
        baseMetrics[version].includes(shortName) ? names.filter(isDefined) : names,
      );
    }
  }
  return metrics;
}

/** A base metric is never left open, and safety (S) is one of the environment's only. */
function isDefined(value: string, _: number, values: readonly string[]): boolean {
  return value !== 'X' && value !== 'ND' && !(value === 'S' && values.includes('L'));
}

/** The words for a score: FIRST's from 3.0 on, the NVD's for 2.0, which had none of its own. */
export function cvssRating(score: number, version: CvssVersion): CvssRating {
  if (version === '2.0') return score >= 7 ? 'high' : score >= 4 ? 'medium' : 'low';
  if (score >= 9) return 'critical';
  if (score >= 7) return 'high';
  if (score >= 4) return 'medium';
  return score > 0 ? 'low' : 'none';
}
