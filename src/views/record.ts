import type { EditionEntry } from '../catalog/edition.ts';
import { dayTextOf, type ViewContext } from './context.ts';
import type { DayText } from './day-text.ts';
import { deprecationPage, type DeprecationPage } from './deprecation-page.ts';
import { DEPRECATION_TONE, deprecationStages, deprecationState } from './deprecation-state.ts';
import { advisoryScore } from './advisory-page.ts';
import { historyOf, revisionsOf, type HistoryLine } from './history.ts';
import { issueTone } from './known-issue-item.ts';
import { knownIssuePage, type KnownIssuePage } from './known-issue-page.ts';
import type { Link } from './page.ts';
import { rangeWords } from './range-words.ts';
import { severityTone } from './severity.ts';
import { resourceLinks } from './resource-links.ts';
import type { StateTone } from './release-line.ts';
import type { Stage } from './stage.ts';
import { productAddress, releaseAddress, type RecordKind } from '../model/address.ts';
import { escapeAttribute } from '../render/print.ts';

/** Page of a deprecation, known issue, advisory or announcement: facts, then prose. */
export interface RecordView {
  kind: RecordKind;
  kindLabel: string;
  titleHtml: string;
  summaryHtml: string;
  state: RecordState | null;
  /** Dates, notice, replacement and who to ask of a deprecation; null for other kinds. */
  deprecation: DeprecationPage | null;
  /** Since when, in which versions, how to get by; null for other kinds. */
  knownIssue: KnownIssuePage | null;
  facts: Fact[];
  bodyHtml: string;
  /** When it was published and revised, newest first; deprecations tell it among their moves. */
  history: HistoryLine[];
  related: Link[];
}

export interface Fact {
  label: string;
  html: string;
  day: DayText | null;
}

export type RecordEntry = { [K in RecordKind]: EditionEntry<K> }[RecordKind];
/** Records that are facts and prose. A guide has steps, and a page of its own (migration-page.ts). */
export type PlainRecord = Exclude<RecordEntry, { kind: 'migration' }>;

/** The page of one record: its facts as a list, then its prose. */
export function recordView(context: ViewContext, entry: PlainRecord): RecordView {
  return {
    kind: entry.kind,
    kindLabel: context.t(`words.record.${entry.kind}`),
    titleHtml: context.inline(entry.title),
    summaryHtml: context.markdown(entry.data.summary, entry),
    state: recordState(context, entry),
    deprecation: entry.kind === 'deprecation' ? deprecationPage(context, entry) : null,
    knownIssue: entry.kind === 'known-issue' ? knownIssuePage(context, entry) : null,
    facts: factsOf(context, entry),
    bodyHtml: entry.body === null ? '' : context.body(entry).html,
    history: recordHistory(context, entry),
    related: resourceLinks(context, entry),
  };
}

/** A state in a word, with how to take it. */
export interface RecordState {
  label: string;
  tone: StateTone;
  /** What it is on days to come, where days decide. */
  later?: Stage[];
}

function recordHistory(context: ViewContext, entry: PlainRecord): HistoryLine[] {
  if (entry.kind === 'deprecation') return [];
  return entry.kind === 'known-issue' ? historyOf(context, entry) : revisionsOf(context, entry);
}

/** The state of a record in a word, with how to take it; null for kinds without states. */
export function recordState(context: ViewContext, entry: RecordEntry): RecordState | null {
  const { t, edition } = context;
  switch (entry.kind) {
    case 'deprecation': {
      const state = deprecationState(edition, entry);
      return {
        label: t(`words.deprecation.${state}`),
        tone: DEPRECATION_TONE[state],
        later: deprecationStages(context, entry),
      };
    }
    case 'known-issue':
      return {
        label: t(`words.issue.${entry.data.state}`),
        tone: issueTone(entry.data.state),
      };
    case 'advisory':
      return entry.data.withdrawn === undefined
        ? {
            label: t(`words.impact.${entry.data.severity}`),
            tone: severityTone(entry.data.severity),
          }
        : { label: t('words.state.withdrawn'), tone: 'soon' };
    case 'migration':
    case 'announcement':
      return null;
  }
}

function factsOf(context: ViewContext, entry: PlainRecord): Fact[] {
  const facts = new Facts(context);
  switch (entry.kind) {
    case 'deprecation': {
      const { data } = entry;
      facts.product(data.product);
      facts.text('subject', `${data.subject.kind}: ${data.subject.name}`);
      break;
    }
    case 'known-issue': {
      const { data } = entry;
      facts.published(entry);
      facts.product(data.product);
      facts.text('affects', rangeWords(context, data.product, data.affects));
      facts.version('fixedIn', data.product, data.fixedIn);
      facts.text('severity', context.t(`words.impact.${data.severity}`));
      facts.markdown('workaround', data.workaround, entry);
      break;
    }
    case 'advisory': {
      const { data } = entry;
      facts.published(entry);
      facts.text('severity', context.t(`words.impact.${data.severity}`));
      const score = advisoryScore(context, data.cvss);
      if (score) facts.text('score', `${score.score} (CVSS ${score.version})`);
      facts.text('cvss', data.cvss);
      facts.text('cve', data.cve.join(', '));
      facts.text('cwe', data.cwe.join(', '));
      for (const { product, range, fixedIn } of data.affected) {
        facts.text(
          'affects',
          `${facts.titleOf(product)}: ${rangeWords(context, product, [range])}`,
        );
        facts.version('fixedIn', product, fixedIn);
      }
      for (const { text } of data.workarounds) facts.markdown('workaround', text, entry);
      facts.text('credits', data.credits.map(({ name }) => name).join(', '));
      facts.text('tlp', `TLP:${data.tlp}`);
      facts.day('withdrawn', data.withdrawn);
      break;
    }
    case 'announcement':
      facts.text('kind', context.t(`words.announcement.${entry.data.kind}`));
      facts.day('start', entry.data.start);
      facts.day('end', entry.data.end);
      for (const product of entry.data.products) facts.product(product);
      facts.link('link', entry.data.link, entry);
      break;
  }
  return facts.all;
}

/** Collects the facts that an entry has; absent ones leave no line. */
class Facts {
  readonly all: Fact[] = [];
  readonly #context: ViewContext;

  constructor(context: ViewContext) {
    this.#context = context;
  }

  titleOf(product: string): string {
    return this.#context.edition.byKey('product', product)?.title ?? product;
  }

  text(name: string, value: string | undefined): void {
    if (value) this.#add(name, this.#context.inline(value));
  }

  markdown(name: string, value: string | undefined, entry: EditionEntry): void {
    if (value) this.#add(name, this.#context.markdown(value, entry));
  }

  day(name: string, value: string | undefined): void {
    if (value) this.#add(name, '', dayTextOf(this.#context, value));
  }

  /** The day that lists show for it. */
  published({ kind, data }: EditionEntry<'advisory' | 'known-issue'>): void {
    if (data.publishedAt === undefined) return;
    const label = this.#context.t(`words.listDay.${kind}`);
    this.all.push({ label, html: '', day: dayTextOf(this.#context, data.publishedAt) });
  }

  link(name: string, address: string | undefined, entry: EditionEntry): void {
    const href = this.#context.address(address, entry);
    if (href === null || address === undefined) return;
    const label = this.#context.inline(address.replace(/^(https?:\/\/|mailto:)/, ''));
    this.#add(name, `<a href="${escapeAttribute(href)}">${label}</a>`);
  }

  product(id: string): void {
    this.#add('product', this.#anchor(productAddress(this.#context.edition, id), this.titleOf(id)));
  }

  version(name: string, product: string, version: string | undefined): void {
    if (!version) return;
    const known = this.#context.edition.byKey('release', `${product}/${version}`);
    this.#add(
      name,
      known
        ? this.#anchor(releaseAddress(this.#context.edition, product, known.version), version)
        : this.#context.inline(version),
    );
  }

  #anchor(page: string, label: string): string {
    const href = escapeAttribute(this.#context.url(page));
    return `<a href="${href}">${this.#context.inline(label)}</a>`;
  }

  #add(name: string, html: string, day: DayText | null = null): void {
    this.all.push({ label: this.#context.t(`words.fact.${name}`), html, day });
  }
}
