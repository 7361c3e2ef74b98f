import type { Catalog } from '../catalog/catalog.ts';
import { didYouMean } from '../catalog/draft.ts';
import type { PlacesOf } from '../catalog/places.ts';
import type { Clock } from '../model/clock.ts';
import { compareFindings } from '../model/finding.ts';
import type { Finding, Severity } from '../model/finding.ts';
import { indexCatalog } from './catalog-index.ts';
import { rules as allRules } from './registry.ts';
import type { Claim, Rule } from './rule.ts';

/**
 * Runs every rule over the catalog, and tells which rules were switched off: what was not checked
 * never looks like what was found to be right.
 *
 * @param placesOf the way from fields to lines, as `loadCatalog` gives it
 */
export function runPolicies(
  catalog: Catalog,
  clock: Clock,
  placesOf: PlacesOf,
  rules: readonly Rule[] = allRules,
): Finding[] {
  const { policies } = catalog.portal;
  const index = indexCatalog(catalog);
  const told: Told[] = [...unknownRules(policies, rules)];
  for (const rule of rules) {
    const chosen = Object.hasOwn(policies, rule.code) ? policies[rule.code] : undefined;
    if (chosen === 'off') told.push(switchedOff(rule));
    else {
      const severity = chosen ?? rule.severity;
      for (const claim of rule.check(index, clock)) {
        told.push({ code: rule.code, severity, claim });
      }
    }
  }
  return located(told, placesOf).sort(compareFindings);
}

interface Told {
  readonly code: string;
  readonly severity: Severity;
  readonly claim: Claim;
}

/** Claims as findings. The places of a file's fields are asked for at once. */
function located(told: readonly Told[], placesOf: PlacesOf): Finding[] {
  const keyOf = ({ claim: { at } }: Told): string => (at === 'portal' ? at : at.key);
  return [...Map.groupBy(told, keyOf).values()].flatMap((group) => {
    const first = group[0];
    if (first === undefined) return [];
    const places = placesOf(
      first.claim.at,
      group.map(({ claim }) => claim.path),
    );
    return group.flatMap(({ code, severity, claim }, index) => {
      const { at: _at, path: _path, ...rest } = claim;
      const place = places[index];
      return place === undefined ? [] : [{ code, severity, ...place, ...rest }];
    });
  });
}

function switchedOff(rule: Rule): Told {
  return {
    code: 'rule-off',
    severity: 'info',
    claim: {
      at: 'portal',
      path: ['policies', rule.code],
      message: `The rule ${rule.code} is switched off: it was not checked.`,
      expected: 'warning or error',
      found: 'off',
      fix: 'Delete the line to check it again.',
    },
  };
}

function unknownRules(policies: Readonly<Record<string, string>>, rules: readonly Rule[]): Told[] {
  const codes = rules.map(({ code }) => code);
  return Object.keys(policies)
    .filter((code) => !codes.includes(code))
    .map((code) => ({
      code: 'unknown-rule',
      severity: 'warning',
      claim: {
        at: 'portal',
        path: ['policies', code],
        message: `There is no rule ${code}.`,
        expected: 'the name of a rule',
        found: code,
        fix: didYouMean(code, codes, 'Delete the line.'),
      },
    }));
}
