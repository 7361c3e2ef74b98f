/** How large a version is set (`data-size`), so that a long one still stands on one line. */
export function versionSize(version: string): 'long' | 'longer' | undefined {
  if (version.length <= 6) return undefined;
  return version.length <= 9 ? 'long' : 'longer';
}
