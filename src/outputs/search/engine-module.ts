import { WORDS } from './index-file.ts';

/** The class of Pagefind's script that searches one index. It isn't exported, for there it has a wrapper. */
const SEARCHER = 'PagefindInstance';

/**
 * Comes before Pagefind's script, in one module with it. What the script asks for with `fetch` and is here already
 * is given to it: its WebAssembly stands at the end of the module, and how each index begins in `index.json`.
 * So a reader waits for two files, which are asked for at once, and not for a chain of four, and two for each
 * index more. Texts of pages are in the folders of shards, of which an index is made, and the words of all indexes in one.
 * Browsers unpack in a tenth of the time that the script takes for it.
 */
const BEFORE = `
const SIGNATURE = 'pagefind_dcd';
const WORDS = '${WORDS}/';
const kept = new Map();
export const keep = (index, start) => void kept.set(index, start);
const packs = new Map();
const linesOf = (address) => {
  if (!packs.has(address)) {
    const lines = globalThis.fetch(address).then(async (response) => {
      if (!response.ok) throw new Error(response.status + ' for ' + address);
      const text = await unpacked(new Uint8Array(await response.arrayBuffer())).text();
      return text.slice(SIGNATURE.length).split('\\n');
    });
    lines.catch(() => packs.delete(address));
    packs.set(address, lines);
  }
  return packs.get(address);
};
const textOf = async (start, folder, page) => {
  const [key, first, begins] = start.shards.findLast(([, first]) => first <= page);
  const begin = begins.findLast((begin) => begin <= page - first);
  const lines = await linesOf(folder + key + '/fragment/' + begin + '.pf_fragment');
  return new Response(SIGNATURE + lines[page - first - begin]);
};
const unpacked = (bytes) => {
  const isPacked = bytes[0] === 0x1f && bytes[1] === 0x8b && globalThis.DecompressionStream;
  if (!isPacked) return new Response(bytes);
  return new Response(new Response(bytes).body.pipeThrough(new DecompressionStream('gzip')));
};
const bytesOf = (base64) => {
  const letters = atob(base64);
  const bytes = new Uint8Array(letters.length);
  for (let at = 0; at < letters.length; at += 1) bytes[at] = letters.charCodeAt(at);
  return bytes;
};
const fetch = async (address) => {
  const [, folder, index, kind, file] = /^(.*?)([^/]*)\\/(fragment\\/|index\\/|)([^/?]*)(?:\\?.*)?$/.exec(address);
  if (file.startsWith('wasm.')) return unpacked(bytesOf(ENGINE));
  const start = kept.get(index);
  if (start && file === 'pagefind-entry.json') return new Response(start.entry);
  if (start && file.endsWith('.pf_meta')) return unpacked(bytesOf(start.meta));
  if (start && kind === 'fragment/') return textOf(start, folder, parseInt(file));
  const response = await globalThis.fetch(start && kind === 'index/' ? folder + WORDS + file : address);
  return response.ok ? unpacked(new Uint8Array(await response.arrayBuffer())) : response;
};
`;

/**
 * Pagefind's script with what it needs, as the one module of an edition's search.
 *
 * @param wasm as Pagefind writes it, which is compressed
 * @throws Error when the script has no class that searches an index
 */
export function engineModule(script: Uint8Array, wasm: Uint8Array): Buffer {
  const text = new TextDecoder().decode(script);
  if (!text.includes(`var ${SEARCHER}=class`)) {
    throw new Error(`Pagefind's script has no class ${SEARCHER}: is it another version?`);
  }
  const after = `export { ${SEARCHER} };\nconst ENGINE = '${Buffer.from(wasm).toString('base64')}';`;
  return Buffer.from(`${BEFORE.trim()}\n${text}\n${after}\n`);
}
