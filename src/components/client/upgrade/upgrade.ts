import { createFormat } from '../../../language/format.ts';
import { chooseVersion } from '../../../views/upgrade/choose-version.ts';
import { planQuery, readPlanQuery, type PlanQuery } from '../../../views/upgrade/plan-query.ts';
import { wordsOf, type PlanStrings } from '../../../views/upgrade/plan-words.ts';
import type { UpgradePlan, UpgradeProblem } from '../../../views/upgrade/plan.ts';
import type { UpgradeData } from '../../../views/upgrade/upgrade-document.ts';
import { upgradeOutline } from '../../../views/upgrade/upgrade-outline.ts';
import { planUpgrade } from '../../../views/upgrade/upgrade-plan.ts';
import { planCommand } from '../../../views/upgrade/plan-command.ts';
import { showList } from '../choices.ts';
import { isolating } from '../isolating.ts';
import { UpgradeForm } from './form.ts';
import { planElement } from './plan.ts';
import { saidOwn } from '../mine/kept.ts';
import { followNarrowing } from '../mine/narrowed.ts';
import { startOf } from './start.ts';
import { ticksOf } from './ticks.ts';
import { planTools } from './tools.ts';

/** Marks an address that was chosen in the form: what isn't in it was left out on purpose. */
const SETTLED = { plan: 'chosen' } as const;

/**
 * The upgrade planner. The choice lives in the address, so that a plan can be sent, kept and gone back
 * from; the plan is made here, by what the command makes it with, from one file for each product.
 */
const found = document.querySelector<HTMLFormElement>('form[data-upgrade]');
const place = document.querySelector<HTMLElement>('[data-plan]');
if (found && place) start(new UpgradeForm(found), place);

function isSettled(): boolean {
  const state = history.state as Partial<typeof SETTLED> | null;
  return state?.plan === SETTLED.plan;
}

/** What was done: who chose fields stays there; who asked for the plan is led to it. */
type Manner = 'opened' | 'chosen' | 'asked';

function start(form: UpgradeForm, place: HTMLElement): void {
  const { lang } = document.documentElement;
  const strings = JSON.parse(form.element.dataset['words'] ?? '{}') as PlanStrings;
  const words = wordsOf(strings, lang, createFormat(lang));
  const shown = isolating(words);
  const { t } = shown;
  const title = document.title;
  const command = document.querySelector<HTMLElement>('[data-plan-command]');
  const example = command?.textContent ?? '';
  const loads = new Map<string, Promise<UpgradeData>>();
  let turn = 0;
  let address = location.search;
  let last = { field: '', at: 0 };

  form.element.addEventListener('submit', (event) => {
    event.preventDefault();
    choose(form.read(), 'asked');
  });
  form.element.addEventListener('change', ({ target, timeStamp }) => {
    const field = target instanceof HTMLElement ? target.id : '';
    const query =
      field === '_product' ? startOf(planQuery({ product: form.product }), ownHere()) : form.read();
    // Going through a list by keys is one choice to go back from.
    const isSame = field !== '' && field === last.field && timeStamp - last.at < 1000;
    last = { field, at: timeStamp };
    choose(query, 'chosen', isSame);
  });
  addEventListener('popstate', () => {
    // A link to a section of the plan is no other plan.
    if (location.search === address) return;
    address = location.search;
    void begin();
  });
  // What was chosen in the form before this script came counts.
  void begin(form.product);
  // Said while the planner stands open, it fills the form as it would have before.
  followNarrowing(() => (readPlanQuery(address).product === '' ? begin() : undefined));

  /**
   * What an address shows, be it opened, loaded again or gone back to.
   *
   * @param chosen the product where neither the address nor the reader's own says one
   */
  function begin(chosen = form.onlyProduct): Promise<void> {
    const asked = readPlanQuery(address);
    const isAsked = asked.product !== '';
    const query = isSettled() ? asked : startOf(address, ownHere());
    if (isAsked && planQuery(query) !== planQuery(asked)) {
      // The plan that is shown is then the plan of the address, for whoever it is sent to.
      address = form.addressOf(query);
      history.replaceState(SETTLED, '', location.pathname + address + location.hash);
    }
    const product = query.product || chosen;
    return show({ ...query, product }, 'opened', !isAsked);
  }

  /** What the reader runs, of the products that can be planned for. */
  function ownHere(): ReturnType<typeof saidOwn> {
    return saidOwn().filter(({ product }) => form.has(product));
  }

  function choose(query: PlanQuery, manner: Manner, isSame = false): void {
    address = form.addressOf(query);
    const url = location.pathname + address;
    if (isSame || address === location.search) history.replaceState(SETTLED, '', url);
    else history.pushState(SETTLED, '', url);
    void show(query, manner);
  }

  /** @param onlyForm fills the form and makes no plan yet */
  async function show(query: PlanQuery, manner: Manner, onlyForm = false): Promise<void> {
    const mine = (turn += 1);
    form.clearProblem();
    const isKnown = form.chooseProduct(query);
    if (!isKnown) {
      clear();
      if (query.product !== '') {
        complain(t('upgrade.page.unknownProduct', { found: query.product }), 'product', manner);
      } else if (manner === 'asked') complain(t('upgrade.page.noProduct'), 'product', manner);
      return;
    }
    let data: UpgradeData;
    try {
      data = await load(query.product);
    } catch {
      if (mine !== turn) return;
      clear();
      const again = (): void => void show(query, 'asked');
      form.say(
        t('upgrade.page.failed', { product: form.productTitle }),
        [{ label: t('upgrade.page.retry'), use: again }],
        null,
      );
      return;
    }
    if (mine !== turn) return;
    const modules = data.modules.map(({ id }) => id);
    const from = chooseVersion(data, query.from, 'from');
    const to =
      query.to === ''
        ? (data.latest ?? data.versions.length - 1)
        : chooseVersion(data, query.to, 'to');
    form.chooseVersions(data, { from, to }, t);
    if (query.from === '') {
      clear();
      if (manner === 'asked') complain(t('upgrade.page.noFrom'), 'from', manner);
      return;
    }
    if (onlyForm) {
      clear();
      return;
    }
    const choice = {
      from: query.from,
      to: to === null ? query.to : (data.versions[to]?.version ?? ''),
      modules: query.modules.filter((id) => modules.includes(id)),
    };
    performance.mark('gazette-plan');
    const { plan, problems } = planUpgrade(data, choice);
    if (plan === null) {
      clear();
      tell(problems, query, manner);
      return;
    }
    print(plan, query.product);
    performance.measure('gazette-plan', 'gazette-plan');
    const strange = query.modules.find((id) => !modules.includes(id));
    if (strange !== undefined) {
      const text = t('upgrade.problem.unknown-module', { found: strange });
      form.say(`${text} ${t('upgrade.page.modulesHelp')}`, [], null);
    }
    if (manner === 'asked') lead();
    else if (manner === 'opened') leadTo(location.hash);
  }

  function print(plan: UpgradePlan, product: string): void {
    const outline = upgradeOutline(plan, shown);
    const ticks = ticksOf(form.element.dataset['audience'] ?? '', product);
    const query = {
      product,
      from: plan.from.version,
      to: plan.to.version,
      modules: plan.modules.map(({ id }) => id),
    };
    const own = form.addressOf(query);
    const href = new URL(location.pathname + own, location.href).href;
    const tools = planTools({ plan, words, ticks, href });
    place.replaceChildren(
      planElement({ outline, source: plan.source, t, ticks, address: href, tools }),
    );
    place.dataset['planned'] = '';
    if (command) command.textContent = planCommand(query, command.dataset['options'] ?? '');
    document.title = `${outline.title} · ${title}`;
    form.status([outline.title, ...outline.facts].join('. '));
    showList();
  }

  function tell(problems: readonly UpgradeProblem[], query: PlanQuery, manner: Manner): void {
    const [problem] = problems;
    if (problem === undefined) return;
    const { code, field, found, suggestion } = problem;
    if (field === 'modules') return;
    if (query[field] === '') {
      complain(t(field === 'to' ? 'upgrade.page.noTo' : 'upgrade.page.noFrom'), field, manner);
      return;
    }
    const text = t(`upgrade.problem.${code}`, { found, from: suggestion ?? '' });
    const isListed = code !== 'unknown-version';
    const actions =
      isListed || suggestion === null
        ? []
        : [
            {
              label: t('upgrade.page.use', { suggestion }),
              use: () => {
                choose({ ...query, [field]: suggestion }, 'asked');
              },
            },
          ];
    const next = isListed ? t('upgrade.page.later') : t('upgrade.page.fromList');
    form.say(`${text} ${next}`, actions, field);
    if (manner === 'asked') form.focus(field);
  }

  function complain(text: string, field: 'product' | 'from' | 'to', manner: Manner): void {
    form.say(text, [], field);
    if (manner === 'asked') form.focus(field);
  }

  function clear(): void {
    place.replaceChildren();
    delete place.dataset['planned'];
    if (command) command.textContent = example;
    document.title = title;
    form.status('');
    showList();
  }

  /** To the plan, as its heading tells what it is of. */
  function lead(): void {
    const heading = place.querySelector<HTMLElement>('h2');
    heading?.focus({ preventScroll: true });
    heading?.scrollIntoView({ block: 'start' });
  }

  /** To the section that the address names: when the page came, it was not there yet. */
  function leadTo(hash: string): void {
    if (hash === '') return;
    const section = place.querySelector<HTMLElement>(`#${CSS.escape(hash.slice(1))}`);
    section?.focus({ preventScroll: true });
    section?.scrollIntoView({ block: 'start' });
  }

  function load(product: string): Promise<UpgradeData> {
    const known = loads.get(product);
    if (known) return known;
    form.status(t('upgrade.page.loading', { product: form.productTitle }));
    const loading = fetchData(form.dataHref);
    loads.set(product, loading);
    loading.catch(() => loads.delete(product));
    return loading;
  }
}

async function fetchData(href: string): Promise<UpgradeData> {
  const answer = await fetch(href);
  if (!answer.ok) throw new Error(`${href}: ${answer.status}`);
  const data = (await answer.json()) as UpgradeData;
  if (data.format !== 1) throw new Error(`${href}: format ${String(data.format)}`);
  return data;
}
