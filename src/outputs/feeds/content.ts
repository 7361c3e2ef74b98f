/**
 * The full text of a feed entry as HTML: what the entry's page says, in the order in which a reader
 * needs it, without the page around it. Everything that depends on the day of the build (support
 * of a cycle, where a deprecation stands) stays out, so that an entry changes only when its note does.
 */
import type { EditionChange, EditionEntry, EditionRelease } from '../../catalog/edition.ts';
import type { ActionLine } from '../../views/action-line.ts';
import { changeText, type ChangeText } from '../../views/change-item.ts';
import type { ViewContext } from '../../views/context.ts';
import type { Link } from '../../views/page.ts';
import type { DeprecationPage } from '../../views/deprecation-page.ts';
import { migrationView, type MigrationStepView } from '../../views/migration-page.ts';
import { recordView, type PlainRecord } from '../../views/record.ts';
import { releaseText } from '../../views/release-text.ts';
import { absoluteLinks } from './absolute.ts';
import { escapeHtml } from '../legal-text.ts';

/** A revision of an entry, told first in the new entry that it makes. */
export interface Revision {
  readonly date: string;
  /** In the interface's words, where they say it already. */
  readonly label?: string;
  /** In the writer's words, as Markdown. */
  readonly summary: string | undefined;
}

/**
 * A release as HTML: revision and state first, then summary, benefits, what to do, changes by type,
 * known issues, the note's own text, earlier revisions.
 *
 * @param url absolute address of its page; relative links are taken from there
 */
export function releaseHtml(
  context: ViewContext,
  release: EditionRelease,
  url: string,
  revision?: Revision,
): string {
  const { t } = context;
  const view = releaseText(context, release, changeText);
  const heading = headings(context, release);
  const parts = [
    revisionHtml(context, release, revision),
    view.notice
      ? `<p><strong>${heading.own(view.notice.title)}</strong></p>${view.notice.html}${paragraph(view.notice.link)}${paragraph(view.notice.next)}`
      : view.state === 'released'
        ? ''
        : `<p><strong>${heading.own(view.stateLabel)}</strong></p>`,
    view.summaryHtml,
    view.benefitsHtml,
    section(heading.of(t('words.toc.actions')), view.actions.map(actionHtml)),
    ...view.sections.map(
      ({ label, changes }) =>
        heading.of(label) + changes.map((change) => changeHtml(change, release)).join(''),
    ),
    section(
      heading.of(t('words.toc.knownIssues')),
      view.knownIssues.map(
        (issue) =>
          `${anchor(issue.href, issue.titleHtml)} (${heading.own(issue.stateLabel)})` +
          issue.workaroundHtml,
      ),
    ),
    view.bodyHtml,
    section(
      heading.of(t('words.toc.revisions')),
      view.revisions.map(({ date, summaryHtml }) => time(date.day, date.text) + summaryHtml),
    ),
  ];
  return wrap(release, parts, url);
}

/** A deprecation, known issue, advisory or announcement as HTML: summary, facts, its own text. */
export function recordHtml(
  context: ViewContext,
  entry: PlainRecord,
  url: string,
  revision?: Revision,
): string {
  const view = recordView(context, entry);
  const heading = headings(context, entry);
  const facts = [
    ...view.facts.map(({ label, html, day }) => [label, day ? time(day.day, day.text) : html]),
    ...(view.deprecation ? deprecationFacts(context, view.deprecation) : []),
  ].map(([label = '', html = '']) => `<dt>${heading.own(label)}</dt><dd>${html}</dd>`);
  // The state of a deprecation is a matter of today; its days are among the facts.
  const state = entry.kind === 'deprecation' ? null : view.state;
  const parts = [
    revisionHtml(context, entry, revision),
    state === null ? '' : `<p><strong>${heading.own(state.label)}</strong></p>`,
    view.summaryHtml,
    facts.length === 0 ? '' : `<dl>${facts.join('')}</dl>`,
    view.bodyHtml,
    list(view.related.map((link) => anchor(link.href, escapeHtml(link.label)))),
  ];
  return wrap(entry, parts, url);
}

/** A guide for an upgrade as HTML: summary, facts, its own text, and its steps in order. */
export function migrationHtml(
  context: ViewContext,
  guide: EditionEntry<'migration'>,
  url: string,
  revision?: Revision,
): string {
  const { t } = context;
  const view = migrationView(context, guide);
  const heading = headings(context, guide);
  const facts = [
    ['product', anchor(view.product.href, escapeHtml(view.product.label))],
    ['from', escapeHtml(view.from)],
    ['to', escapeHtml(view.to)],
    ['effort', escapeHtml(view.effort ?? '')],
  ].flatMap(([name = '', html = '']) =>
    html === '' ? [] : `<dt>${heading.own(t(`words.fact.${name}`))}</dt><dd>${html}</dd>`,
  );
  const modules = t('upgrade.modules', { modules: context.format.list(view.modules) });
  const stepHtml = (step: MigrationStepView): string => {
    const noted = (name: string, html: string): string =>
      html === '' ? '' : `<p>${heading.own(t(`upgrade.${name}`))}</p>${html}`;
    const about = [step.neededLabel, ...step.who, ...step.modules].map(heading.own).join(' · ');
    return [
      `<strong>${step.titleHtml}</strong> (${about})`,
      step.detailsHtml,
      step.command === null ? '' : `<pre><code>${escapeHtml(step.command)}</code></pre>`,
      noted('verify', step.verifyHtml),
      noted('rollback', step.rollbackHtml),
    ].join('');
  };
  const parts = [
    revisionHtml(context, guide, revision),
    view.summaryHtml,
    `<dl>${facts.join('')}</dl>`,
    view.modules.length === 0 ? '' : `<p>${heading.own(modules)}</p>`,
    view.bodyHtml,
    ...view.phases.map(
      ({ label, steps }) =>
        `${heading.of(label)}<ol>${steps.map((step) => `<li>${stepHtml(step)}</li>`).join('')}</ol>`,
    ),
    list(view.related.map((link) => anchor(link.href, escapeHtml(link.label)))),
  ];
  return wrap(guide, parts, url);
}

/** A change or a guide from `docs/` that was revised: what was revised, then its text as it is now. */
export function revisedHtml(
  context: ViewContext,
  entry: EditionChange | EditionEntry<'doc'>,
  url: string,
  revision?: Revision,
): string {
  const parts = [
    revisionHtml(context, entry, revision),
    context.markdown(entry.data.summary, entry),
    entry.body === null ? '' : context.body(entry).html,
  ];
  return wrap(entry, parts, url);
}

/** The days and the way out of a deprecation, which its page shows apart from other facts. */
function deprecationFacts(context: ViewContext, deprecation: DeprecationPage): [string, string][] {
  const { t } = context;
  const { milestones, replacementHtml, guide, contact } = deprecation;
  const facts: [string, string][] = milestones.map(({ label, on, version }) => {
    const day = on ? time(on.day, on.text) : escapeHtml(t('words.tba'));
    if (version === null) return [label, day];
    const { href } = version;
    const text = escapeHtml(version.version);
    return [label, `${day} · ${href === null ? text : anchor(href, text)}`];
  });
  if (replacementHtml !== '') facts.push([t('words.fact.replacement'), replacementHtml]);
  for (const link of [guide, contact]) {
    if (link === null) continue;
    const label = t(link === guide ? 'words.resource.guide' : 'words.fact.contact');
    facts.push([label, anchor(link.href, escapeHtml(link.label))]);
  }
  return facts;
}

function revisionHtml(context: ViewContext, entry: EditionEntry, revision?: Revision): string {
  if (revision === undefined) return '';
  const day = context.format.day(revision.date);
  const { own } = headings(context, entry);
  const label = revision.label === undefined ? '' : `<p>${own(revision.label)}</p>`;
  return (
    `<p><strong>${own(context.t('feeds.revisedOn', { day }))}</strong></p>${label}` +
    context.markdown(revision.summary, entry)
  );
}

function actionHtml(action: ActionLine): string {
  const facts = [
    action.by ? time(action.by.day, action.by.text) : '',
    ...action.who.map(escapeHtml),
  ]
    .filter((fact) => fact !== '')
    .join(' · ');
  return (
    `<strong>${anchor(action.href, action.titleHtml)}</strong>` +
    (facts === '' ? '' : ` (${facts})`) +
    action.stepsHtml +
    paragraph(action.guide)
  );
}

function changeHtml(change: ChangeText, release: EditionRelease): string {
  const title = change.href === null ? change.titleHtml : anchor(change.href, change.titleHtml);
  const html = `<h3>${title}</h3>${change.bodyHtml}`;
  if (change.lang === release.lang) return html;
  return `<div lang="${escapeHtml(change.lang)}" dir="${change.dir}">${html}</div>`;
}

/** Interface words beside an entry's text, marked when they are in another language. */
function headings(context: ViewContext, entry: EditionEntry) {
  const { code, dir } = context.edition.locale;
  const marks = code === entry.lang ? '' : ` lang="${escapeHtml(code)}" dir="${dir}"`;
  return {
    of: (label: string) => `<h2${marks}>${escapeHtml(label)}</h2>`,
    own: (label: string) =>
      marks === '' ? escapeHtml(label) : `<span${marks}>${escapeHtml(label)}</span>`,
  };
}

function section(heading: string, items: readonly string[]): string {
  return items.length === 0 ? '' : heading + list(items);
}

function list(items: readonly string[]): string {
  if (items.length === 0) return '';
  return `<ul>${items.map((item) => `<li>${item}</li>`).join('')}</ul>`;
}

function anchor(href: string, html: string): string {
  return `<a href="${escapeHtml(href)}">${html}</a>`;
}

function paragraph(link: Link | null): string {
  return link === null ? '' : `<p>${anchor(link.href, escapeHtml(link.label))}</p>`;
}

function time(day: string, text: string): string {
  return `<time datetime="${escapeHtml(day)}">${escapeHtml(text)}</time>`;
}

// Readers show entries of any language side by side, so the text brings its language and direction.
function wrap(entry: EditionEntry, parts: readonly string[], url: string): string {
  const html = parts.filter((part) => part !== '').join('\n');
  return `<div lang="${escapeHtml(entry.lang)}" dir="${entry.dir}">\n${absoluteLinks(html, url)}\n</div>`;
}
