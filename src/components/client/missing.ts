/**
 * Many hosts answer with the page of the root for every address that is missing. A reader of another language
 * or edition is led to the page that says it there, where there is one.
 */
const homes = [...document.querySelectorAll<HTMLAnchorElement>('[data-missing] a')].filter(
  ({ origin, pathname }) => origin === location.origin && location.pathname.startsWith(pathname),
);
const [nearest] = homes.sort((a, b) => b.pathname.length - a.pathname.length);
// The page of an edition itself is asked for by its own name.
if (nearest && !nearest.ariaCurrent) void lead(`${nearest.pathname}404.html`);

async function lead(to: string): Promise<void> {
  if (location.pathname === to) return;
  const { ok } = await fetch(to, { method: 'HEAD' });
  if (ok) location.replace(to);
}

export {};
