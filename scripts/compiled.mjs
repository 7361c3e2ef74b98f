/**
 * Finds the engine that `gazette compile` has made. It is used only where it is of exactly this code: a
 * stamp kept with it names every file that went into it. Plain JavaScript, since it is what every command
 * begins with.
 */
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, realpathSync, statSync } from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** Where the compiled engine is, with its stamp: below the folder of Gazette itself. */
export function compiledHome(engine) {
  return path.join(engine, '.gazette', 'engine');
}

/** The file that says what the compiled engine was made of. It is written last. */
export function stampFile(engine) {
  return path.join(compiledHome(engine), 'stamp.json');
}

/**
 * The compiled command line; undefined where there is none, or where it is not what would be compiled
 * now: a file was edited, added or removed, packages are others, or Node is.
 */
export function compiledCommandLine(engine) {
  try {
    const stamp = readStamp(stampFile(engine));
    if (stamp === undefined || stamp.node !== process.version) return undefined;
    const folder = path.join(compiledHome(engine), stamp.folder);
    // Its code finds the engine's other files from the place where it is.
    if (realpathSync(folder) !== folder) return undefined;
    for (const file of stamp.files) if (!isFile(engine, file)) return undefined;
    for (const each of stamp.folders) if (!isFolder(engine, each)) return undefined;
    return path.join(folder, 'cli.mjs');
  } catch {
    return undefined;
  }
}

/** A stamp as text, with a checksum before it. */
export function sealed(stamp) {
  const text = JSON.stringify(stamp);
  return `${digest(text)}\n${text}`;
}

function readStamp(file) {
  const text = readFileSync(file, 'utf8');
  const end = text.indexOf('\n');
  const body = text.slice(end + 1);
  return digest(body) === text.slice(0, end) ? JSON.parse(body) : undefined;
}

/** What the file system says of a file or folder, to tell whether somebody has touched it since. */
export function lookAt(place) {
  const { size, mtimeMs, ctimeMs, ino } = statSync(place);
  return [size, mtimeMs, ctimeMs, ino];
}

/** Of what nobody touched it is known what is in it. Anything else is read: it may be the same again. */
function isFile(engine, [name, digested, seen]) {
  const place = `${engine}/${name}`;
  return isSeen(place, seen) || digest(readFileSync(place)) === digested;
}

function isFolder(engine, [name, digested, seen]) {
  const place = `${engine}/${name}`;
  return isSeen(place, seen) || namesIn(place) === digested;
}

function isSeen(place, seen) {
  if (seen === null) return false;
  const { size, mtimeMs, ctimeMs, ino } = statSync(place);
  return size === seen[0] && mtimeMs === seen[1] && ctimeMs === seen[2] && ino === seen[3];
}

/** A digest of the names in a folder. */
export function namesIn(folder) {
  return digest(readdirSync(folder).sort().join('\0'));
}

export function digest(content) {
  return createHash('sha256').update(content).digest('hex');
}
