/**
 * Runs in pages of the development server: loads a page again when the portal has changed since it was
 * made. A page that was being loaded while something changed asks for that itself, so no edit is missed.
 */
const [navigation] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
const made = navigation?.serverTiming.find(({ name }) => name === 'gazette')?.description;

import.meta.hot?.on('gazette:reading', (reading: number) => {
  if (String(reading) !== made) location.reload();
});
// Where a browser does not tell what the server said, as on a host without HTTPS, it reloads when it is told.
if (made !== undefined) import.meta.hot?.send('gazette:which');
