import type { Nodes } from 'mdast';
import { compareFindings } from '../model/finding.ts';
import type { BodySource, ParsedBody } from './body.ts';
import { checkCharacters, withoutHiddenCharacters } from './characters.ts';
import { convertFlow } from './convert.ts';
import { gatherFacts } from './facts.ts';
import { parseSyntax } from './mdx-parser.ts';
import { settleRawHtml } from './raw-html.ts';
import type { ConvertState } from './state.ts';

/**
 * Reads a note's body: CommonMark with GFM, or MDX with the fixed vocabulary, as a checked tree.
 * A heading's own id is written `## Title {#some-id}` in both formats.
 * Never throws for what an author wrote; all that is wrong with it is in `findings`, sorted.
 * With a finding of level error the tree may lack what was wrong, never hold more.
 */
export function parseBody(source: BodySource): ParsedBody {
  const authored = source.text.includes('\r') ? source.text.replace(/\r\n?/g, '\n') : source.text;
  const findings = checkCharacters(authored, source.file, source.firstLine);
  const text = withoutHiddenCharacters(authored);
  const syntax = parseSyntax(source, text);
  findings.push(...syntax.findings);
  const body: ParsedBody = {
    tree: { type: 'root', children: [] },
    file: source.file,
    format: source.format,
    findings,
    audiences: [],
    assets: [],
    links: [],
    references: [],
  };
  if (syntax.tree) {
    const state: ConvertState = {
      format: source.format,
      file: source.file,
      firstLine: source.firstLine,
      text,
      findings,
      definitions: new Map(),
      footnotes: new Map(),
      scope: [],
      parent: '',
      hasRaw: false,
    };
    if (text.includes(']:')) gatherDefinitions(syntax.tree, state);
    body.tree = { type: 'root', children: convertFlow(syntax.tree.children, state) };
    if (state.hasRaw) body.tree = settleRawHtml(body.tree, state);
    gatherFacts(body, state);
  }
  body.findings.sort(compareFindings);
  return body;
}

/**
 * Notes where links and footnotes are defined, and which Audience blocks stand around each, by
 * position: the parser lifts link definitions out of the components that they were written in.
 */
function gatherDefinitions(tree: Nodes, state: ConvertState): void {
  const audiences: Nodes[] = [];
  const definitions: Extract<Nodes, { type: 'definition' | 'footnoteDefinition' }>[] = [];
  const visit = (node: Nodes): void => {
    if (node.type === 'definition' || node.type === 'footnoteDefinition') definitions.push(node);
    const isComponent = node.type === 'mdxJsxFlowElement' || node.type === 'mdxJsxTextElement';
    if (isComponent && node.name === 'Audience') audiences.push(node);
    if ('children' in node) node.children.forEach(visit);
  };
  visit(tree);
  definitions.sort((a, b) => offset(a, 'start') - offset(b, 'start'));
  for (const node of definitions) {
    const scope = audiences.filter(
      (block) =>
        offset(block, 'start') <= offset(node, 'start') &&
        offset(node, 'end') <= offset(block, 'end'),
    );
    if (node.type === 'footnoteDefinition') {
      if (!state.footnotes.has(node.identifier)) state.footnotes.set(node.identifier, scope);
    } else if (!state.definitions.has(node.identifier)) {
      state.definitions.set(node.identifier, { node, scope });
    }
  }
}

function offset(node: Nodes, end: 'start' | 'end'): number {
  return node.position?.[end].offset ?? 0;
}
