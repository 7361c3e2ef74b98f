/** What every packed file of Pagefind's begins with, once it is unpacked. */
const SIGNATURE = 'pagefind_dcd';

export function withSignature(content: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from(SIGNATURE), content]);
}

/** @throws Error when it does not begin so */
export function withoutSignature(content: Buffer): Buffer {
  if (content.toString('latin1', 0, SIGNATURE.length) !== SIGNATURE) {
    throw new Error('A file of Pagefind’s does not begin as its others: is it another version?');
  }
  return content.subarray(SIGNATURE.length);
}
