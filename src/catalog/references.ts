import type { Finding } from '../model/finding.ts';
import { equalIdentity } from '../model/version.ts';
import { didYouMean } from './draft.ts';
import type { Draft } from './draft.ts';
import { ReferenceChecks } from './reference-checks.ts';
import type { Known } from './reference-checks.ts';

/** Checks that all that an entry's fields refer to is there. */
export function checkReferences(draft: Draft, known: Known): Finding[] {
  return new Checker(draft, known).check();
}

class Checker extends ReferenceChecks {
  check(): Finding[] {
    const { kind } = this.draft.entry;
    this.common();
    if (kind === 'product') this.ofProduct();
    else if (kind === 'release') this.ofRelease();
    else if (kind === 'change') this.ofChange();
    else if (kind === 'term') this.ofTerm();
    else this.ofRecord();
    return this.findings;
  }

  private common(): void {
    const { data, kind, id } = this.draft.entry;
    this.audience(data.audience, ['audience']);
    data.resources.forEach((resource, index) =>
      this.audience(resource.audience, ['resources', index, 'audience']),
    );
    if (typeof data.embargoUntil === 'object') {
      for (const name of Object.keys(data.embargoUntil)) {
        this.audience([name], ['embargoUntil', name], true);
      }
    }
    data.aliases.forEach((alias, index) => {
      const path = ['aliases', index];
      const segments = alias.split('/');
      if (segments.includes('..') || segments.includes('.') || alias.includes('\\')) {
        this.tell(path, 'wrong-value', `The alias ${alias} leads out of its folder.`, {
          expected: 'an earlier id, or an earlier address that begins with a slash',
          found: alias,
          fix: 'Write it without dots and backslashes.',
        });
      } else if (this.known.ids[kind].has(alias)) {
        const what = alias === id ? 'the id of this entry itself' : `an entry of its own`;
        this.tell(path, 'duplicate-id', `The alias ${alias} is ${what}.`, {
          expected: 'an id or address that nothing has now',
          found: alias,
          fix: 'Delete the alias.',
        });
      }
    });
    if (this.product !== null && kind !== 'product' && !this.draft.entry.parent) this.itsProduct();
    if (kind !== 'product') this.modules(data.modules as readonly string[], ['modules']);
  }

  private itsProduct(): void {
    const product = this.product ?? '';
    if (this.known.ids.product.has(product)) return;
    const { kind, file } = this.draft.entry;
    if (kind !== 'release' && kind !== 'change') this.need('product', product, ['product']);
    else {
      this.findings.push({
        code: 'unknown-reference',
        severity: 'error',
        file,
        line: 1,
        message: `The folder ${product} is no product.`,
        expected: `a product, declared in content/products/${product}.yaml`,
        found: product,
        fix: didYouMean(product, this.known.ids.product, 'Add the product, or rename the folder.'),
      });
    }
  }

  private ofProduct(): void {
    const { data, id } = this.draft.entry as Draft<'product'>['entry'];
    if (this.known.locales.some(({ code }) => code === id)) {
      this.tell(
        [],
        'reserved-name',
        `No product can be called ${id}: it is a locale of the portal.`,
        {
          expected: 'an id that is no locale',
          found: id,
          fix: 'Rename the file.',
        },
      );
    }
    this.unique(data.modules, 'id', ['modules']);
    this.unique(data.cycles, 'cycle', ['cycles']);
    const versions = [...this.known.ids.release].flatMap((release) =>
      release.startsWith(`${id}/`) ? [release.slice(id.length + 1)] : [],
    );
    const lines = [...data.cycles.map(({ cycle }) => cycle), ...versions];
    data.snapshots.forEach((version, index) => {
      const path = ['snapshots', index];
      if (!lines.includes(version)) {
        this.tell(path, 'unknown-reference', `${id} has no cycle or release ${version}.`, {
          expected: lines.length === 0 ? 'no snapshots' : 'a cycle or the version of a release',
          found: version,
          fix: didYouMean(version, lines, 'Declare the cycle, or delete the line.'),
        });
      }
      const folder = `${id}/${version}`;
      const isThere = [...this.known.ids.doc].some(
        (guide) => guide === folder || guide.startsWith(`${folder}/`),
      );
      if (!isThere) {
        this.tell(path, 'unknown-reference', `There are no guides of ${id} ${version}.`, {
          expected: `guides in content/docs/${folder}/`,
          found: 'nothing',
          fix: 'Add them, or delete the line.',
        });
      }
    });
    data.modules.forEach((item, index) =>
      this.audience(item.audience, ['modules', index, 'audience']),
    );
    data.contacts.forEach((item, index) =>
      this.audience(item.audience, ['contacts', index, 'audience']),
    );
  }

  private ofRelease(): void {
    const { data, id } = this.draft.entry as Draft<'release'>['entry'];
    const name = id.slice(id.indexOf('/') + 1);
    if (data.version !== name) {
      this.tell(['version'], 'version-mismatch', `The version is not that of the file name.`, {
        expected: name,
        found: data.version,
        fix: `Write version: "${name}", or rename the file.`,
      });
    } else this.version(data.version, this.product, ['version']);
    data.requires.forEach(({ product, range }, index) => {
      this.need('product', product, ['requires', index, 'product']);
      this.range(range, product, ['requires', index, 'range']);
    });
    if (data.knownIssues !== 'none') {
      data.knownIssues.forEach((issue, index) =>
        this.need('known-issue', issue, ['knownIssues', index]),
      );
    }
    data.rollout.forEach((item, index) =>
      this.audience(item.audience, ['rollout', index, 'audience']),
    );
    data.artifacts.forEach((item, index) =>
      this.audience(item.audience, ['artifacts', index, 'audience']),
    );
    if (data.rollback !== 'none') this.audience(data.rollback.audience, ['rollback', 'audience']);
    this.unique(data.changes, 'id', ['changes']);
  }

  private ofChange(): void {
    const { data, parent } = this.draft.entry as Draft<'change'>['entry'];
    if (data.advisory !== undefined) this.need('advisory', data.advisory, ['advisory']);
    if (data.deprecation !== undefined) this.need('deprecation', data.deprecation, ['deprecation']);
    if (data.migration !== undefined) this.need('migration', data.migration, ['migration']);
    this.audience(data.action?.who, ['action', 'who']);
    const guide = data.action?.guide;
    if (guide !== undefined && !/^(?:https?:\/\/|\/(?![/\\])|\.\/|mailto:)/.test(guide)) {
      const match = /^(migrations|docs)\/(.+)$/.exec(guide);
      if (match === null) {
        this.tell(['action', 'guide'], 'wrong-value', `The guide ${guide} is no address.`, {
          expected: 'an address, migrations/<id> or docs/<id>',
          found: guide,
          fix: 'Write https://…, migrations/<id> or docs/<id>.',
        });
      } else {
        const kind = match[1] === 'docs' ? 'doc' : 'migration';
        this.need(kind, match[2] ?? '', ['action', 'guide']);
      }
    }
    if (parent === null && data.release !== 'next') this.itsRelease(data.release);
  }

  private itsRelease(version: string): void {
    if (this.known.ids.release.has(`${this.product}/${version}`)) return;
    const releases = [...this.known.ids.release].filter((id) => id.startsWith(`${this.product}/`));
    const versions = releases.map((id) => id.slice((this.product ?? '').length + 1));
    const scheme = this.known.products.get(this.product ?? '')?.versioning ?? 'semver';
    const same = versions.find((other) => equalIdentity(other, version, scheme));
    const near = same === undefined ? null : `Did you mean ${same}?`;
    this.tell(
      ['release'],
      'unknown-reference',
      `There is no release ${version} of ${this.product}.`,
      {
        expected: 'the version of a release, or next',
        found: version,
        fix: near ?? didYouMean(version, versions, 'Add the release, or write release: next.'),
      },
    );
  }

  private ofTerm(): void {
    const { data } = this.draft.entry as Draft<'term'>['entry'];
    data.see.forEach((term, index) => this.need('term', term, ['see', index]));
    const codes = this.known.locales.map((locale) => locale.code);
    for (const code of Object.keys(data.terms)) {
      if (codes.includes(code)) continue;
      this.tell(['terms', code], 'unknown-locale', `${code} is not a locale of the portal.`, {
        expected: `one of ${codes.join(', ')}`,
        found: code,
        fix: didYouMean(code, codes, 'Delete the line, or declare the locale in portal.yaml.'),
      });
    }
  }

  /** Deprecations, migration guides, known issues, advisories, announcements and guides. */
  private ofRecord(): void {
    const { kind, data } = this.draft.entry as Draft<
      'deprecation' | 'migration' | 'known-issue' | 'advisory' | 'announcement' | 'doc'
    >['entry'];
    if ('announcedIn' in data) this.version(data.announcedIn, this.product, ['announcedIn']);
    if ('removedIn' in data) this.version(data.removedIn, this.product, ['removedIn']);
    if ('fixedIn' in data) this.version(data.fixedIn, this.product, ['fixedIn']);
    if ('migration' in data && data.migration !== undefined) {
      this.need('migration', data.migration, ['migration']);
    }
    if ('from' in data && 'steps' in data) {
      this.range(data.from, this.product, ['from']);
      this.range(data.to, this.product, ['to']);
      this.unique(data.steps, 'id', ['steps']);
      data.steps.forEach((step, index) => {
        this.audience(step.audience, ['steps', index, 'audience']);
        this.modules(step.modules, ['steps', index, 'modules']);
      });
    }
    if ('affects' in data) {
      data.affects.forEach((range, index) => this.range(range, this.product, ['affects', index]));
    }
    if ('affected' in data) {
      data.affected.forEach(({ product, range, fixedIn }, index) => {
        this.need('product', product, ['affected', index, 'product']);
        this.range(range, product, ['affected', index, 'range']);
        this.version(fixedIn, product, ['affected', index, 'fixedIn']);
      });
      this.unique(data.workarounds, 'id', ['workarounds']);
      data.workarounds.forEach((item, index) =>
        this.audience(item.audience, ['workarounds', index, 'audience']),
      );
    }
    if (kind === 'announcement' && 'products' in data) {
      data.products.forEach((product, index) => this.need('product', product, ['products', index]));
    }
    if ('appliesTo' in data) {
      data.appliesTo.forEach(({ product, range }, index) => {
        this.need('product', product, ['appliesTo', index, 'product']);
        this.range(range, product, ['appliesTo', index, 'range']);
      });
    }
  }
}
