import { gzipSync } from 'node:zlib';
import type { Finding } from '../../model/finding.ts';

/** How much of a product the planner may fetch, as it goes over the wire. */
const MOST = 50_000;

/** Tells writers of a product whose data has grown larger than readers should have to wait for. */
export function sizeFinding(product: string, audience: string, json: string): Finding | null {
  // What is small as it stands need not be packed to know.
  if (json.length <= MOST / 2) return null;
  const size = gzipSync(json).length;
  if (size <= MOST) return null;
  return {
    code: 'upgrade/large-data',
    severity: 'warning',
    file: `content/products/${product}.yaml`,
    message: `What the upgrade planner fetches on ${product} is large (audience ${audience}).`,
    expected: `at most ${MOST / 1000} KB, gzipped`,
    found: `${Math.ceil(size / 1000)} KB`,
    fix: 'Shorten the texts of steps, actions and workarounds, and link to guides from them.',
  };
}
