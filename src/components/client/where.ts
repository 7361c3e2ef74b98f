/** Marks in "On this page" the section that the reader is at. */
const links = new Map<Element, HTMLAnchorElement>();
for (const link of document.querySelectorAll<HTMLAnchorElement>('[data-toc] a')) {
  const heading = document.getElementById(decodeURIComponent(link.hash.slice(1)));
  if (heading) links.set(heading, link);
}
const headings = [...links.keys()];
let current: HTMLAnchorElement | undefined;

function mark(): void {
  const passed = headings.findLast((heading) => heading.getBoundingClientRect().top < 120);
  const link = passed && links.get(passed);
  if (link === current) return;
  current?.removeAttribute('aria-current');
  link?.setAttribute('aria-current', 'true');
  current = link;
}

// Called when a heading comes or goes, not at every step of a scroll.
const observer = new IntersectionObserver(mark, { rootMargin: '-100px 0px -60% 0px' });
for (const heading of headings) observer.observe(heading);

export {};
