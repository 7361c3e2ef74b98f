import type { severities } from '../model/common.ts';
import type { StateTone } from './release-line.ts';

export type Severity = (typeof severities)[number];

/** How a reader should take a severity. */
export function severityTone(severity: Severity | 'none'): StateTone {
  switch (severity) {
    case 'critical':
    case 'high':
      return 'bad';
    case 'medium':
      return 'care';
    case 'low':
    case 'none':
      return 'soon';
  }
}
