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

// What few pages have is fetched by those pages only.
if (document.querySelector('[data-filters]')) void import('./filters.ts');
if (document.querySelector('[data-timeline]')) void import('./timeline.ts');
if (document.querySelector('[data-calendar]')) void import('./calendar.ts');
if (document.querySelector('[data-upgrade]')) void import('./upgrade.ts');
if (document.querySelector('gz-tabs')) void import('./tabs.ts');
if (document.querySelector('[data-toc]')) void import('./where.ts');
