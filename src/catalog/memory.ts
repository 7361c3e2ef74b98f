import type { ParsedBody } from '../render/body.ts';
import { Contents, type FileContent } from './contents.ts';

/**
 * What was made of the bytes of one file before. Values are plain data that nobody changes, made from
 * the file's path and bytes and, but for those of `recallWith`, from nothing else.
 */
export interface FileMemory extends FileContent {
  /** The value kept under a name; else what `make` gives, which is kept. */
  recall<T>(name: string, make: () => T): T;
  /** As `recall`, for what is wanted of nearly every file at every reading: little, please. */
  recallFirst<T>(name: string, make: () => T): T;
  /** As `recallFirst`, for a value that is made of another file as well. */
  recallWith<T>(name: string, other: FileContent, make: () => T): T;
  /** As `recall`, for a body: its tree is read only when it is asked for. */
  recallBody(name: string, make: () => ParsedBody | null): ParsedBody | null;
}

/** Remembers what was made of files. */
export interface Memory {
  /** @param path from the portal folder */
  of(path: string, absolute: string): FileMemory;
}

/** Remembers nothing. */
export const noMemory: Memory = {
  of: (_, absolute) => {
    const content = Contents.open(null).of(absolute);
    const make = <T>(_name: string, make: () => T): T => make();
    return {
      hash: content.hash,
      bytes: () => content.bytes(),
      recall: make,
      recallFirst: make,
      recallWith: (_name, _other, make) => make(),
      recallBody: make,
    };
  },
};
