/**
 * Makes a function remember what it gave for each object, as long as the object lives. What lists,
 * sidebars and neighbours look up on every page is worked out once for an edition: worked out again
 * for each page, a build would take the square of its pages.
 */
export function oncePer<K extends object, V>(make: (key: K) => V): (key: K) => V {
  const known = new WeakMap<K, { value: V }>();
  return (key) => {
    const existing = known.get(key);
    if (existing) return existing.value;
    const value = make(key);
    known.set(key, { value });
    return value;
  };
}
