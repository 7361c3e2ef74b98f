import type { ElementContent } from 'hast';
import type { Nodes } from 'mdast';
import { withoutHiddenCharacters } from './characters.ts';
import { makeComponent } from './components.ts';
import { convertFlow, convertInline } from './convert.ts';
import { text } from './element.ts';
import { report } from './state.ts';
import type { ConvertState } from './state.ts';
import { suggest } from './suggest.ts';
import { ASIDE_TYPES } from './vocabulary/aside.ts';

type Directive<Type extends Nodes['type']> = Extract<Nodes, { type: Type }>;

/** `:::note[Title]` … `:::` is an Aside. No other directive has a meaning. */
export function convertDirective(
  node: Directive<'containerDirective'>,
  state: ConvertState,
): ElementContent[] {
  if (!ASIDE_TYPES.some((type) => type === node.name)) {
    const near = suggest(node.name, ASIDE_TYPES);
    report(state, node, 'error', 'unknown-directive', `":::${node.name}" is unknown.`, {
      expected: ASIDE_TYPES.map((type) => `:::${type}`).join(', '),
      found: `:::${node.name}`,
      fix: near
        ? `Did you mean ":::${near}"?`
        : 'Use one of those, or a component in an .mdx file. For three colons as text write \\:::.',
    });
    convertFlow(node.children, state);
    return [];
  }
  const end = node.position?.end.line ?? 1;
  const lines = state.text.split('\n');
  if (!/:{3,}\s*$/.test(lines[end - 1] ?? '') || end === node.position?.start.line) {
    report(state, node, 'error', 'unclosed-directive', `":::${node.name}" is not closed.`, {
      expected: 'a line with ::: at its end',
      fix: 'Add a line with ::: where the remark ends.',
    });
  }
  const attributes = new Map<string, string | true>([['type', node.name]]);
  let children: readonly Nodes[] = node.children;
  const first = node.children[0];
  if (first?.type === 'paragraph' && first.data?.directiveLabel) {
    attributes.set('title', plain(first));
    children = node.children.slice(1);
  }
  for (const [key, value] of Object.entries(node.attributes ?? {})) {
    attributes.set(key, typeof value === 'string' ? value : true);
  }
  const component = makeComponent('Aside', attributes, node, state, () =>
    convertFlow(children, state),
  );
  return component ? [component] : [];
}

/** Words of a label; code keeps its backticks, which titles understand. */
function plain(node: Nodes): string {
  if (node.type === 'inlineCode') return `\`${node.value}\``;
  if ('value' in node) return withoutHiddenCharacters(node.value);
  if ('alt' in node) return node.alt ?? '';
  return 'children' in node ? (node.children as Nodes[]).map(plain).join('') : '';
}

/**
 * `:name` in a sentence (10:30, :smile:) is text, though the parser takes it for a directive.
 * What it holds in brackets stays Markdown.
 */
export function restoreDirective(
  node: Directive<'textDirective' | 'leafDirective'>,
  state: ConvertState,
): ElementContent[] {
  const source = state.text.slice(node.position?.start.offset, node.position?.end.offset);
  const colons = node.type === 'leafDirective' ? '::' : ':';
  const open = source.indexOf('[', colons.length + node.name.length);
  const nodes: ElementContent[] = [text(`${colons}${node.name}`)];
  const hasLabel = open === colons.length + node.name.length;
  if (hasLabel) nodes.push(text('['), ...convertInline(node.children, state), text(']'));
  const lastChild = node.children.at(-1)?.position?.end.offset;
  const from = hasLabel
    ? source.indexOf(
        ']',
        lastChild === undefined ? open : lastChild - (node.position?.start.offset ?? 0),
      ) + 1
    : colons.length + node.name.length;
  const rest = withoutHiddenCharacters(source.slice(from));
  if (rest !== '') nodes.push(text(rest));
  return nodes;
}
