import type { ReleaseState } from '../model/release.ts';
import type { StateTone } from './release-line.ts';

/** How a reader should take the state of a release's roll-out. */
export function toneOf(state: ReleaseState): StateTone {
  switch (state) {
    case 'released':
      return 'good';
    case 'scheduled':
    case 'rolling-out':
      return 'soon';
    case 'partial':
    case 'delayed':
      return 'care';
    case 'rolled-back':
    case 'withdrawn':
    case 'cancelled':
      return 'bad';
  }
}
