import { posix } from 'node:path';

/** A module whose code has its place put into it. */
export interface Placed {
  readonly code: string;
  /** Modules that threads run, as the module itself names them: each is compiled into a file of its own. */
  readonly threads: readonly string[];
}

/** `new URL('./….ts', import.meta.url)` is a thread's code; the rest asks where the module itself is. */
const PLACES =
  /new URL\('(\.{1,2}\/[^']+\.ts)', import\.meta\.url\)|import\.meta\.(?:resolve\('(?<package>[^'.][^']*)'\)|(?<property>\w+))/g;

/**
 * A module's code for a bundle. There it is in another file, so what it knows of its own place is written
 * in: `import.meta.url` and the like are those of the file that it was.
 *
 * @param toFile the way from the folder of the bundle to the file, with `/`
 * @throws Error for what can't be told in a bundle
 */
export function atOwnPlace(code: string, toFile: string): Placed {
  const threads: string[] = [];
  const placed = code.replace(PLACES, (found: string, thread?: string, ...rest: unknown[]) => {
    if (thread !== undefined) {
      threads.push(thread);
      return `new URL('./${fileOfThread(thread)}', import.meta.url)`;
    }
    const { package: name, property } = rest.at(-1) as Record<string, string | undefined>;
    // Packages are found from the folder of a bundle as they are from the module's own.
    if (name !== undefined) return found;
    if (property === 'url') return `new URL(${JSON.stringify(toFile)}, import.meta.url).href`;
    if (property === 'dirname') return from(posix.dirname(toFile));
    if (property === 'filename') return from(toFile);
    throw new Error(`${toFile} has ${found}, which is not the same in a bundle.`);
  });
  return { code: placed, threads };
}

/** The file that a thread's code is compiled into. */
export function fileOfThread(module: string): string {
  return posix.basename(module).replace(/\.ts$/, '.mjs');
}

function from(path: string): string {
  return `process.getBuiltinModule('node:path').join(import.meta.dirname, ${JSON.stringify(path)})`;
}
