import { readAudiences } from '../model/audience.ts';
import type { AudienceTable } from '../model/audience.ts';
import { hasErrors } from '../model/finding.ts';
import type { Finding } from '../model/finding.ts';
import { reservedSegments } from '../model/id.ts';
import { canonicalLocale, readLocales } from '../model/locale.ts';
import type { Locale } from '../model/locale.ts';
import { portalSchema } from '../model/portal.ts';
import type { PortalData } from '../model/portal.ts';
import { suggest } from '../render/suggest.ts';
import { noMemory, type Memory } from './memory.ts';
import type { PortalFile } from './read.ts';
import { decodeSource } from './source.ts';
import { fieldName, validate } from './validate.ts';
import { readYaml } from './yaml.ts';
import type { YamlData } from './yaml.ts';

const path = 'content/portal.yaml';

/** portal.yaml, read and checked. */
export interface LoadedPortal {
  readonly portal: PortalData;
  readonly locales: readonly Locale[];
  readonly audiences: AudienceTable;
  /** The way back to lines, for findings about portal.yaml that need the rest of the catalog. */
  readonly yaml: Pick<YamlData, 'placeOf'>;
}

/** Reads content/portal.yaml among the files of a portal. Null when nothing can be built on it. */
export function loadPortal(
  files: readonly PortalFile[],
  memory: Memory = noMemory,
): {
  loaded: LoadedPortal | null;
  findings: Finding[];
} {
  const listed = files.find((file) => file.path === path);
  if (listed === undefined) {
    const finding: Finding = {
      code: 'missing-portal',
      severity: 'error',
      file: path,
      message: 'This folder has no content/portal.yaml, so it is not a portal.',
      expected: 'a file content/portal.yaml with at least a title',
      found: 'nothing',
      fix: 'Write one, or name another folder with --root.',
    };
    return { loaded: null, findings: [finding] };
  }
  const own = memory.of(path, listed.absolute);
  const bytes = own.bytes();
  let found: ReturnType<typeof readPortalFile> | null = null;
  const read = (): NonNullable<typeof found> => (found ??= readPortalFile(bytes));
  const clean = own.recall('portal', () => {
    const { loaded, findings } = read();
    if (loaded === null || findings.length > 0) return null;
    const { yaml: _yaml, ...rest } = loaded;
    return rest;
  });
  if (clean === null) return read();
  const yaml: LoadedPortal['yaml'] = {
    placeOf: (at) =>
      own.recall(`place ${JSON.stringify(at)}`, () =>
        readYaml(decodeSource(bytes, path).text ?? '', path, 1).placeOf(at),
      ),
  };
  return { loaded: { ...clean, yaml }, findings: [] };
}

function readPortalFile(bytes: Buffer): { loaded: LoadedPortal | null; findings: Finding[] } {
  const decoded = decodeSource(bytes, path);
  if (decoded.text === null) return { loaded: null, findings: [...decoded.findings] };
  const yaml = readYaml(decoded.text, path, 1);
  const { data: portal, findings } = validate(portalSchema, yaml, path);
  if (portal === null) return { loaded: null, findings };
  findings.push(...localeFindings(portal, yaml), ...audienceFindings(portal, yaml));
  findings.push(...localisedFindings(portal, yaml));
  if (hasErrors(findings)) return { loaded: null, findings };
  const locales = readLocales(portal.locales, portal.defaultLocale);
  return {
    loaded: { portal, locales, audiences: readAudiences(portal.audiences).table, yaml },
    findings,
  };
}

function localeFindings(portal: PortalData, yaml: YamlData): Finding[] {
  const findings: Finding[] = [];
  const codes = portal.locales.map((locale) => locale.code);
  portal.locales.forEach(({ code }, index) => {
    const at = ['locales', index, 'code'];
    const canonical = canonicalLocale(code);
    if (canonical !== code) {
      findings.push(
        finding(yaml, at, 'wrong-locale', `${code} is not the tag of a language.`, {
          expected: 'a BCP 47 tag, such as en, pt-BR or zh-Hans',
          found: code,
          fix: canonical === null ? 'Write the tag of a language.' : `Write ${canonical}.`,
        }),
      );
    }
    if (codes.indexOf(code) !== index) {
      findings.push(
        finding(yaml, at, 'duplicate-id', `The locale ${code} is declared twice.`, {
          expected: 'each locale once',
          found: code,
          fix: 'Delete one of the two.',
        }),
      );
    }
    if (reservedSegments.has(code)) findings.push(reserved(yaml, at, code, 'locale'));
  });
  const chosen = portal.defaultLocale;
  if (chosen !== undefined && !codes.includes(chosen)) {
    findings.push(undeclared(yaml, ['defaultLocale'], 'locale', chosen, codes));
  }
  return findings;
}

function audienceFindings(portal: PortalData, yaml: YamlData): Finding[] {
  const { table, problems } = readAudiences(portal.audiences);
  const findings = problems.map(({ code, index, message, found }) =>
    finding(yaml, ['audiences', index], code, `${message}.`, {
      expected: `audiences that are declared once, without circles`,
      found,
      fix:
        code === 'unknown-audience'
          ? didYouMean(found, table.ids, 'Declare it, or delete it from includes.')
          : code === 'audience-cycle'
            ? 'Delete one of the includes.'
            : code === 'several-roots'
              ? 'Leave root: true with one of them.'
              : 'Delete one of the two.',
    }),
  );
  const codes = portal.locales.map((locale) => locale.code);
  portal.audiences.forEach(({ id }, index) => {
    if (reservedSegments.has(id) || codes.includes(id)) {
      findings.push(reserved(yaml, ['audiences', index, 'id'], id, 'audience'));
    }
  });
  const named = [
    ...portal.links.map((link, index) => ({ ...link, at: ['links', index] })),
    ...portal.calendar.freezes.map((freeze, index) => ({
      ...freeze,
      at: ['calendar', 'freezes', index],
    })),
  ];
  for (const { audience, at } of named) {
    (audience ?? []).forEach((id, index) => {
      if (table.ids.includes(id)) return;
      findings.push(undeclared(yaml, [...at, 'audience', index], 'audience', id, table.ids));
    });
  }
  return findings;
}

/** Texts that are given for each locale: every name in them must be a declared locale. */
function localisedFindings(portal: PortalData, yaml: YamlData): Finding[] {
  const findings: Finding[] = [];
  const codes = portal.locales.map((locale) => locale.code);
  const check = (value: unknown, at: PropertyKey[]): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const code of Object.keys(value)) {
      if (!codes.includes(code))
        findings.push(undeclared(yaml, [...at, code], 'locale', code, codes));
    }
    const root = portal.defaultLocale ?? codes[0] ?? '';
    if (!Object.hasOwn(value, root)) {
      findings.push(
        finding(yaml, at, 'missing-field', `${fieldName(at)} has no text for ${root}.`, {
          expected: `a text for ${root}, the language in which notes are written`,
          found: Object.keys(value).join(', '),
          fix: `Add ${root}: and the text.`,
        }),
      );
    }
  };
  check(portal.title, ['title']);
  check(portal.description, ['description']);
  portal.audiences.forEach(({ label }, index) => check(label, ['audiences', index, 'label']));
  portal.tiers.forEach(({ label, description }, index) => {
    check(label, ['tiers', index, 'label']);
    check(description, ['tiers', index, 'description']);
  });
  portal.links.forEach(({ label }, index) => check(label, ['links', index, 'label']));
  portal.calendar.freezes.forEach(({ title }, index) =>
    check(title, ['calendar', 'freezes', index, 'title']),
  );
  return findings;
}

function reserved(yaml: YamlData, at: readonly PropertyKey[], id: string, what: string): Finding {
  return finding(
    yaml,
    at,
    'reserved-name',
    `No ${what} can be called ${id}: it is taken in addresses.`,
    {
      expected: 'a name that is no section of the portal, and no other locale',
      found: id,
      fix: 'Choose another name.',
    },
  );
}

function undeclared(
  yaml: YamlData,
  at: readonly PropertyKey[],
  what: 'locale' | 'audience',
  found: string,
  known: readonly string[],
): Finding {
  return finding(yaml, at, `unknown-${what}`, `${found} is not a declared ${what}.`, {
    expected: `one of ${known.join(', ')}`,
    found,
    fix: didYouMean(found, known, `Declare it under ${what}s.`),
  });
}

function finding(
  yaml: YamlData,
  at: readonly PropertyKey[],
  code: string,
  message: string,
  rest: { readonly expected: string; readonly found: string; readonly fix: string },
): Finding {
  const { line, column } = yaml.placeOf(at);
  return {
    code,
    severity: 'error',
    file: path,
    line,
    column,
    field: fieldName(at),
    message,
    ...rest,
  };
}

function didYouMean(word: string, known: readonly string[], otherwise: string): string {
  const near = suggest(word, known);
  return near === undefined ? otherwise : `Did you mean ${near}?`;
}
