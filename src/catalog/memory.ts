import type { ParsedBody } from '../render/body.ts';

/**
 * What was made of the bytes of one file before. Values are plain data that nobody changes, made from
 * the file's path and bytes and from nothing else.
 */
export interface FileMemory {
  /** The value kept under a name; else what `make` gives, which is kept. */
  recall<T>(name: string, make: () => T): T;
  /** As `recall`, for a body: its tree is read only when it is asked for. */
  recallBody(name: string, make: () => ParsedBody): ParsedBody;
}

/** Remembers what was made of files. */
export interface Memory {
  of(path: string, bytes: Uint8Array): FileMemory;
}

/** Remembers nothing. */
export const noMemory: Memory = {
  of: () => ({ recall: (_, make) => make(), recallBody: (_, make) => make() }),
};
