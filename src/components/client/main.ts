/**
 * What every page does beyond reading. Everything here is a help: without it each page reads and
 * each list can be reached. Nothing here may move what already stands on the screen.
 */
import './copy.ts';
import './keys.ts';
import './relative-days.ts';
import './scheme.ts';
import './switches.ts';
import './windows.ts';

// On a phone the sections are a strip to be pushed: the current one should be in sight.
const strip = document.querySelector('.sections ul');
const here = strip?.querySelector('[aria-current]')?.getBoundingClientRect();
if (strip && here) {
  const box = strip.getBoundingClientRect();
  strip.scrollLeft += here.left + here.width / 2 - (box.left + box.width / 2);
}
if (strip) showMore(strip);

// What few pages have is fetched by those pages only.
const lists: Promise<unknown>[] = [];
if (document.querySelector('[data-filters]')) lists.push(import('./filters.ts'));
if (document.querySelector('[data-timeline]')) lists.push(import('./timeline.ts'));
if (document.querySelector('[data-calendar]')) lists.push(import('./calendar.ts'));
if (document.querySelector('[data-check-list]')) void import('./check-list.ts');
if (document.querySelector('[data-paged]')) lists.push(import('./paged-list.ts'));
if (document.querySelector('[data-upgrade]')) lists.push(import('./upgrade/upgrade.ts'));
if (document.querySelector('[data-missing]')) void import('./missing.ts');
if (document.querySelector('.gz-term-card')) void import('./terms.ts');
if (document.querySelector('gz-tabs')) void import('./tabs.ts');
if (document.querySelector('[data-toc]')) void import('./where.ts');

// What a reader runs is asked for by a button, and read only when something has been said.
if (document.documentElement.dataset['mine'] !== undefined) {
  void import('./mine/my-version.ts').then(({ start }) => start(Promise.all(lists)));
}
document.addEventListener('click', ({ target }) => {
  const opener = target instanceof Element ? target.closest<HTMLElement>('[data-mine-open]') : null;
  if (opener) void import('./mine/dialog.ts').then(({ openMyVersion }) => openMyVersion(opener));
});

/** Says on which sides the sections go on beyond the screen. */
function showMore(strip: Element): void {
  const mark = (): void => {
    const { scrollWidth, clientWidth, scrollLeft, parentElement } = strip;
    // From right to left it counts below zero.
    const before = Math.abs(scrollLeft);
    parentElement?.toggleAttribute('data-before', before > 1);
    parentElement?.toggleAttribute('data-after', scrollWidth - clientWidth - before > 1);
  };
  strip.addEventListener('scroll', mark, { passive: true });
  new ResizeObserver(mark).observe(strip);
}
