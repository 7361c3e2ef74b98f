import { build } from 'esbuild';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const folder = path.resolve(import.meta.dirname, '../../../../src/views/upgrade');

describe('the planner in a browser', () => {
  it('needs nothing of Node and no package, and is small', async () => {
    const { outputFiles, metafile } = await build({
      stdin: {
        contents: ['upgrade-plan', 'upgrade-outline', 'upgrade-markdown', 'plan-words']
          .map((name) => `export * from './${name}.ts';`)
          .join('\n'),
        resolveDir: folder,
        loader: 'ts',
      },
      bundle: true,
      minify: true,
      write: false,
      metafile: true,
      format: 'esm',
      platform: 'browser',
    });
    const inputs = Object.keys(metafile.inputs);
    expect(inputs.filter((file) => file.includes('node_modules'))).toEqual([]);
    const size = gzipSync(outputFiles[0]?.contents ?? '').length;
    expect(size).toBeLessThan(9_000);
  });
});
