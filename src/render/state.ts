import type { Definition, Nodes } from 'mdast';
import type { Finding, Severity } from '../model/finding.ts';

/** What the conversion of one body knows and gathers. */
export interface ConvertState {
  readonly format: 'md' | 'mdx';
  readonly file: string;
  readonly firstLine: number;
  readonly text: string;
  readonly findings: Finding[];
  /** Link definitions by identifier, with the Audience blocks around each. */
  readonly definitions: Map<string, { node: Definition; scope: readonly Nodes[] }>;
  readonly footnotes: Map<string, readonly Nodes[]>;
  /** Audience blocks around the node at hand. */
  scope: readonly Nodes[];
  /** Name of the component or element around it, Audience left out. */
  parent: string;
  /** True once a raw HTML node was met. */
  hasRaw: boolean;
}

/** 1-based line in the file of a node. */
export function lineOf(node: { position?: Nodes['position'] }, state: ConvertState): number {
  return state.firstLine + (node.position?.start.line ?? 1) - 1;
}

/** Adds a finding at a node. */
export function report(
  state: ConvertState,
  node: { position?: Nodes['position'] },
  severity: Severity,
  code: string,
  message: string,
  more: { expected?: string | undefined; found?: string; fix?: string; field?: string } = {},
): void {
  const { expected, ...rest } = more;
  const column = node.position?.start.column;
  state.findings.push({
    code,
    severity,
    file: state.file,
    line: lineOf(node, state),
    ...(column === undefined ? {} : { column }),
    message,
    ...(expected === undefined ? {} : { expected }),
    ...rest,
  });
}
