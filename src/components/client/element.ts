type Child = Node | string | null | false;

/**
 * An element with its attributes and children; text stays text. The search has one like it: were they one, a
 * reader would wait for a file more before a first result.
 */
export function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Readonly<Record<string, string | boolean>> = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false) made.setAttribute(name, value === true ? '' : value);
  }
  for (const child of children) if (child !== null && child !== false) made.append(child);
  return made;
}

/** HTML of our own making, escaped and sanitized by the build: never what an address or a reader brings. */
export function ownHtml<T extends HTMLElement>(made: T, html: string): T {
  // Most titles are plain words, and a long plan has hundreds of them.
  if (/[<&]/.test(html)) made.innerHTML = html;
  else made.textContent = html;
  return made;
}
