import type { RenderPage } from './edition-build.ts';

/**
 * Loads the renderer into this thread.
 *
 * @param plain whether to ask Astro as a browser would
 */
export async function loadRenderer(entry: string, plain = false): Promise<RenderPage> {
  const module = (await import(entry)) as Record<'renderPage' | 'renderPlainly', RenderPage>;
  return plain ? module.renderPlainly : module.renderPage;
}
