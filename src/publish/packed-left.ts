import type { LeftFile, LeftFolder, OutputLeft } from './output-left.ts';

/** Ends each path: no path has it. */
const END = '\0';

/**
 * How an output was left, as bytes: how many files and folders there are and how long their paths are together, the
 * paths one after the other, then sizes and times. There are tens of thousands, and all are read at each build: as JSON
 * that takes many times as long.
 */
export function packLeft({ files, folders }: OutputLeft): Uint8Array[] {
  const paths = Buffer.from([...files, ...folders].map(([path]) => path + END).join(''));
  const numbers = new Float64Array(2 * files.length + folders.length);
  files.forEach(([, size, changed], at) => {
    numbers[2 * at] = size;
    numbers[2 * at + 1] = changed;
  });
  folders.forEach(([, changed], at) => {
    numbers[2 * files.length + at] = changed ?? NaN;
  });
  const counts = Uint32Array.of(files.length, folders.length, paths.length);
  return [counts, paths, numbers].map(
    ({ buffer, byteOffset, byteLength }) => new Uint8Array(buffer, byteOffset, byteLength),
  );
}

/** What `packLeft` packed, with nothing before or after it. */
export function unpackLeft(bytes: Uint8Array): OutputLeft {
  // Numbers have to begin at a place that can be divided by their size.
  const counts = new Uint32Array(new Uint8Array(bytes.subarray(0, 12)).buffer);
  const [fileCount = 0, folderCount = 0, length = 0] = counts;
  const [from, end] = [counts.byteLength, counts.byteLength + length];
  const text = Buffer.from(bytes.buffer, bytes.byteOffset + from, length).toString();
  const paths = text.split(END);
  const numbers = new Float64Array(new Uint8Array(bytes.subarray(end)).buffer);
  const files: LeftFile[] = [];
  for (let at = 0; at < fileCount; at += 1) {
    files.push([paths[at] ?? '', numbers[2 * at] ?? NaN, numbers[2 * at + 1] ?? NaN]);
  }
  const folders: LeftFolder[] = [];
  for (let at = 0; at < folderCount; at += 1) {
    const changed = numbers[2 * fileCount + at] ?? NaN;
    folders.push([paths[fileCount + at] ?? '', Number.isNaN(changed) ? null : changed]);
  }
  return { files, folders };
}
