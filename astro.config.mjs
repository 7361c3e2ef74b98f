import { defineConfig } from 'astro/config';
import starlight from '@astrojs/starlight';
import { overrides } from './src/components/frame/overrides.ts';
import { renderer } from './src/site/renderer/adapter.ts';
import { devServer } from './src/site/dev/integration.ts';

// Astro renders pages and nothing else: it knows no portal. The portal's addresses, locales and
// base path come with each page model, so one bundle serves every portal folder until code changes.
export default defineConfig({
  output: 'server',
  trailingSlash: 'always',
  devToolbar: { enabled: false },
  outDir: process.env.GAZETTE_BUNDLE_DIR ?? './.gazette/bundle/manual',
  cacheDir: './.gazette/astro',
  publicDir: './.gazette/no-public',
  build: { inlineStylesheets: 'never', assets: '_gazette' },
  compressHTML: true,
  integrations: [
    starlight({
      title: 'Gazette',
      pagefind: false,
      disable404Route: true,
      expressiveCode: false,
      credits: false,
      components: overrides,
    }),
    devServer(),
  ],
  adapter: renderer(),
  vite: {
    // With the engine, like all that is kept: several may share their packages.
    cacheDir: './.gazette/vite',
    // Found at once, or pages would be loaded again when it is met.
    optimizeDeps: { include: ['semver'] },
    // Starlight is bundled whole: its middleware imports `astro:` modules that only Vite resolves.
    ssr: { noExternal: [/starlight/] },
    build: { sourcemap: false, assetsInlineLimit: 0 },
    // Scripts find one another beside themselves, since a portal may be served below a path.
    experimental: {
      renderBuiltUrl: (_, { hostType, ssr }) =>
        hostType === 'js' && !ssr ? { relative: true } : undefined,
    },
  },
});
