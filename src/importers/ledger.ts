import { createHash } from 'node:crypto';

/** Where the ledger lies in the portal folder; a dot file, which the catalog passes over. */
export const ledgerPath = 'content/.gazette-import.json';

/** What imports have written so far: by it, a file that somebody edited since is told apart. */
export interface Ledger {
  /** SHA-256 of each file as it was written. */
  readonly files: Map<string, string>;
  /** SHA-256 of each value that was set in a product file, by path and key. */
  readonly keys: Map<string, Map<string, string>>;
}

/** Reads a ledger; null for text that is none. Without a file, `undefined` gives an empty one. */
export function readLedger(text: string | undefined): Ledger | null {
  const ledger: Ledger = { files: new Map(), keys: new Map() };
  if (text === undefined) return ledger;
  let data: unknown;
  try {
    data = JSON.parse(text);
  } catch {
    return null;
  }
  if (!isRecord(data) || !isRecord(data['files']) || !isRecord(data['keys'])) return null;
  for (const [path, hash] of Object.entries(data['files'])) {
    if (typeof hash === 'string') ledger.files.set(path, hash);
  }
  for (const [path, keys] of Object.entries(data['keys'])) {
    const hashes = new Map<string, string>();
    for (const [key, hash] of Object.entries(isRecord(keys) ? keys : {})) {
      if (typeof hash === 'string') hashes.set(key, hash);
    }
    ledger.keys.set(path, hashes);
  }
  return ledger;
}

/** The ledger as JSON, in the order of its paths, so that a re-run gives the same bytes. */
export function writeLedger(ledger: Ledger): string {
  const keys = sorted([...ledger.keys].map(([path, hashes]) => [path, sorted(hashes)]));
  return `${JSON.stringify({ files: sorted(ledger.files), keys }, null, 2)}\n`;
}

/** SHA-256 of a file. The line ends of text don't count: a checkout may have changed them. */
export function hashFile(content: string | Uint8Array): string {
  const bytes = typeof content === 'string' ? Buffer.from(content) : Buffer.from(content);
  if (bytes.includes(0)) return hash(bytes);
  return hash(Buffer.from(bytes.toString('latin1').replace(/\r\n/gu, '\n'), 'latin1'));
}

/** SHA-256 of a value of plain data. */
export function hashValue(value: unknown): string {
  return hash(Buffer.from(JSON.stringify(value ?? null)));
}

function hash(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function sorted<Value>(entries: Iterable<readonly [string, Value]>): Record<string, Value> {
  return Object.fromEntries([...entries].sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
