import type { ElementContent, Properties } from 'hast';
import type { Nodes, List, ListItem, Table, Image, Link } from 'mdast';
import { withoutHiddenCharacters } from './characters.ts';
import { convertDirective, restoreDirective } from './directives.ts';
import { convertJsx, jsxPlace } from './jsx.ts';
import { element, isBlank, text } from './element.ts';
import { lineOf, report } from './state.ts';
import type { ConvertState } from './state.ts';

/*
 * mdast to HAST, and not by mdast-util-to-hast, for three reasons: footnotes must stay where
 * they were written until the cut (a list of them at the end would carry an administrator's
 * note past it), nodes keep their line and nothing else, and it is several times as fast.
 */

type Position = NonNullable<Nodes['position']>;

/** Gives an element its place in the source, which parsing raw HTML needs and `parse.ts` then drops. */
function at<T extends ElementContent>(node: T, source: { position?: Position | undefined }): T {
  if (source.position) node.position = source.position;
  return node;
}

const PHRASING_TYPES = new Set([
  'text',
  'emphasis',
  'strong',
  'delete',
  'inlineCode',
  'break',
  'link',
  'linkReference',
  'image',
  'imageReference',
  'footnoteReference',
  'textDirective',
]);

function standsInLine(node: Nodes): boolean {
  if (node.type === 'mdxJsxTextElement' || node.type === 'mdxJsxFlowElement') {
    return jsxPlace(node) === 'inline';
  }
  return PHRASING_TYPES.has(node.type);
}

/** Block content. Lines that stand bare between blocks (`<Badge/>` alone) become paragraphs. */
export function convertFlow(nodes: readonly Nodes[], state: ConvertState): ElementContent[] {
  const blocks: ElementContent[] = [];
  let run: Nodes[] = [];
  const flush = (): void => {
    const first = run[0];
    if (first === undefined) return;
    const line: ElementContent[] = [];
    let previous: Nodes | undefined;
    for (const node of run) {
      // The parser lifts `<A/> <B/>` out of its paragraph and forgets the space between.
      if (
        previous?.type === 'mdxJsxFlowElement' &&
        node.type === 'mdxJsxFlowElement' &&
        previous.position?.end.offset !== node.position?.start.offset
      ) {
        line.push(text(' '));
      }
      line.push(...convertInline([node], state));
      previous = node;
    }
    run = [];
    if (line.some((node) => !isBlank(node))) blocks.push(at(element('p', {}, line), first));
  };
  for (const node of nodes) {
    if (standsInLine(node)) {
      const last = run.at(-1);
      const gap = (node.position?.start.line ?? 0) - (last?.position?.end.line ?? 0);
      if (last && gap > 1) flush();
      run.push(node);
    } else {
      flush();
      blocks.push(...convertBlock(node, state));
    }
  }
  flush();
  return blocks;
}

function convertBlock(node: Nodes, state: ConvertState): ElementContent[] {
  switch (node.type) {
    case 'paragraph': {
      const children = convertInline(node.children, state);
      return children.every(isBlank) ? [] : [at(element('p', {}, children), node)];
    }
    case 'heading': {
      const given = (node.data as { hProperties?: Properties } | undefined)?.hProperties ?? {};
      for (const key of Object.keys(given)) {
        if (key === 'id') continue;
        report(state, node, 'warning', 'heading-attribute', `The heading's "${key}" is left out.`, {
          expected: 'only an id: {#some-id}',
          fix: 'Keep the id and delete the rest.',
        });
      }
      const id = given['id'];
      const properties: Properties = {};
      if (typeof id === 'string') properties['id'] = withoutHiddenCharacters(id);
      return [at(element(`h${node.depth}`, properties, convertInline(node.children, state)), node)];
    }
    case 'thematicBreak':
      return [at(element('hr'), node)];
    case 'blockquote':
      return [at(element('blockquote', {}, convertFlow(node.children, state)), node)];
    case 'list':
      return [convertList(node, state)];
    case 'code':
      return [
        {
          type: 'gzCode',
          lang: node.lang ?? null,
          meta: withoutHiddenCharacters(node.meta ?? ''),
          value: node.value,
          data: { line: lineOf(node, state) },
        },
      ];
    case 'table':
      return [convertTable(node, state)];
    case 'html':
      return convertRaw(node, state);
    case 'footnoteDefinition':
      // Should the parser lift one out of its block as it lifts link definitions, it must not show.
      if (!checkScope(node, state.footnotes.get(node.identifier) ?? [], label(node), state))
        return [];
      return [
        {
          type: 'gzFootnote',
          label: node.identifier,
          children: convertFlow(node.children, state),
        },
      ];
    case 'containerDirective':
      return convertDirective(node, state);
    case 'leafDirective':
      return [at(element('p', {}, restoreDirective(node, state)), node)];
    case 'mdxJsxFlowElement':
    case 'mdxJsxTextElement':
      return convertJsx(node, 'block', state);
    case 'mdxFlowExpression':
    case 'mdxjsEsm':
      refuseCode(node, state);
      return [];
    case 'definition':
      return [];
    default:
      return 'children' in node ? convertFlow(node.children as Nodes[], state) : [];
  }
}

/** What stands within a line. Blocks found here are findings. */
export function convertInline(nodes: readonly Nodes[], state: ConvertState): ElementContent[] {
  return nodes.flatMap((node) => convertPhrase(node, state));
}

function convertPhrase(node: Nodes, state: ConvertState): ElementContent[] {
  switch (node.type) {
    case 'text':
      return [text(withoutHiddenCharacters(node.value))];
    case 'emphasis':
      return [at(element('em', {}, convertInline(node.children, state)), node)];
    case 'strong':
      return [at(element('strong', {}, convertInline(node.children, state)), node)];
    case 'delete':
      return [at(element('del', {}, convertInline(node.children, state)), node)];
    case 'inlineCode':
      return [at(element('code', { dir: 'ltr' }, [text(node.value)]), node)];
    case 'break':
      return [element('br'), text('\n')];
    case 'link':
      return [link(node, node, node.children, state)];
    case 'image':
      return [image(node, node, node.alt ?? '')];
    case 'linkReference': {
      const target = definitionOf(node, state);
      if (target) return [link(node, target, node.children, state)];
      return convertInline(node.children, state);
    }
    case 'imageReference': {
      const target = definitionOf(node, state);
      return target ? [image(node, target, node.alt ?? '')] : [text(node.alt ?? '')];
    }
    case 'footnoteReference':
      checkScope(node, state.footnotes.get(node.identifier) ?? [], label(node), state);
      return [{ type: 'gzFootnoteReference', label: node.identifier }];
    case 'html':
      return convertRaw(node, state);
    case 'textDirective':
      return restoreDirective(node, state);
    case 'mdxJsxTextElement':
    case 'mdxJsxFlowElement':
      return convertJsx(node, 'inline', state);
    case 'mdxTextExpression':
    case 'mdxFlowExpression':
      refuseCode(node, state);
      return [];
    default:
      report(state, node, 'error', 'block-in-line', 'A block stands within a line of text.', {
        expected: 'words, links and inline components',
        fix: 'Put it on lines of its own, with an empty line before and after.',
      });
      return [];
  }
}

function link(
  node: { position?: Position | undefined },
  target: Pick<Link, 'url' | 'title'>,
  children: readonly Nodes[],
  state: ConvertState,
): ElementContent {
  const properties: Properties = { href: withoutHiddenCharacters(target.url) };
  if (target.title) properties['title'] = withoutHiddenCharacters(target.title);
  return at(element('a', properties, convertInline(children, state)), node);
}

function image(
  node: { position?: Position | undefined },
  target: Pick<Image, 'url' | 'title'>,
  alt: string,
): ElementContent {
  const properties: Properties = {
    src: withoutHiddenCharacters(target.url),
    alt: withoutHiddenCharacters(alt),
  };
  if (target.title) properties['title'] = withoutHiddenCharacters(target.title);
  return at(element('img', properties), node);
}

function definitionOf(
  node: Nodes & { identifier: string },
  state: ConvertState,
): Pick<Link, 'url' | 'title'> | null {
  const found = state.definitions.get(node.identifier);
  if (!found) return null;
  return checkScope(node, found.scope, `[${node.identifier}]`, state) ? found.node : null;
}

function label(node: { identifier: string }): string {
  return `[^${node.identifier}]`;
}

/** A definition inside an Audience block may be used only inside that block. */
function checkScope(
  node: Nodes,
  scope: readonly Nodes[],
  label: string,
  state: ConvertState,
): boolean {
  if (scope.every((block) => state.scope.includes(block))) return true;
  report(
    state,
    node,
    'error',
    'definition-out-of-reach',
    `${label} is defined inside an <Audience> block and used outside of it.`,
    { fix: 'Move the definition out of the block, or the use into it.' },
  );
  return false;
}

function convertRaw(node: Nodes & { value: string }, state: ConvertState): ElementContent[] {
  if (/^\s*<!--(?:(?!-->)[\s\S])*-->\s*$/.test(node.value)) return [];
  state.hasRaw = true;
  return [at({ type: 'raw', value: withoutHiddenCharacters(node.value) }, node)];
}

const COMMENT = /^\s*(\/\*(?:(?!\*\/)[\s\S])*\*\/\s*)*$/;

function refuseCode(node: Nodes & { value: string }, state: ConvertState): void {
  if (node.type !== 'mdxjsEsm') {
    if (COMMENT.test(node.value)) return;
    const found = `{${node.value}}`;
    report(state, node, 'error', 'expression', 'Notes are data: expressions do not run.', {
      expected: 'text, or a comment {/* … */}',
      found: found.length > 60 ? `${found.slice(0, 57)}…` : found,
      fix: 'Write the value itself. For a brace as text write \\{ or put it in `code`.',
    });
    return;
  }
  const first = node.value.split('\n')[0] ?? '';
  const word = first.startsWith('export') ? 'export' : 'import';
  const isModule =
    /^import\s+(['"]|[\w*{][^]*\sfrom\s*['"])|^export\s+(default|const|let|var|function|class|async|\{|\*)/.test(
      first,
    );
  report(
    state,
    node,
    'error',
    'module-code',
    `A paragraph that begins with "${word} " is read as program code.`,
    {
      expected: 'text; components need no import',
      found: first.length > 60 ? `${first.slice(0, 57)}…` : first,
      fix: isModule
        ? 'Delete the line: every component of the vocabulary is there without an import.'
        : `If it is a sentence, begin with another word, or write the first letter as &#${word.codePointAt(0) ?? 0}; (&#${word.codePointAt(0) ?? 0};${word.slice(1)}).`,
    },
  );
}

function isLoose(list: List): boolean {
  return (
    list.spread === true || list.children.some((item) => item.spread ?? item.children.length > 1)
  );
}

function convertList(list: List, state: ConvertState): ElementContent {
  const loose = isLoose(list);
  const properties: Properties = {};
  if (list.ordered && typeof list.start === 'number' && list.start !== 1) {
    properties['start'] = list.start;
  }
  const items = list.children.map((item) => convertItem(item, loose, state));
  return at(element(list.ordered ? 'ol' : 'ul', properties, items), list);
}

function convertItem(item: ListItem, loose: boolean, state: ConvertState): ElementContent {
  const children: ElementContent[] = [];
  const properties: Properties = {};
  if (typeof item.checked === 'boolean') properties['dataTask'] = item.checked ? 'done' : 'open';
  if (loose) return at(element('li', properties, convertFlow(item.children, state)), item);
  for (const child of item.children) {
    const inline = child.type === 'paragraph' || standsInLine(child);
    if (inline && children.length > 0) children.push(text('\n'));
    if (child.type === 'paragraph') children.push(...convertInline(child.children, state));
    else if (inline) children.push(...convertInline([child], state));
    else children.push(...convertFlow([child], state));
  }
  return at(element('li', properties, children), item);
}

const ALIGN = { left: 'gz-start', center: 'gz-center', right: 'gz-end' } as const;

function convertTable(table: Table, state: ConvertState): ElementContent {
  const rows = table.children.map((row, index) => {
    const cells: ElementContent[] = (table.align ?? []).map((align, column) => {
      const cell = row.children[column];
      const properties: Properties = align ? { className: [ALIGN[align]] } : {};
      if (index === 0) properties['scope'] = 'col';
      const content = cell ? convertInline(cell.children, state) : [];
      // An empty header cell is a cell: a header without words names nothing.
      const isHeader = index === 0 && content.some((node) => !isBlank(node));
      if (!isHeader) delete properties['scope'];
      return at(element(isHeader ? 'th' : 'td', properties, content), cell ?? row);
    });
    return at(element('tr', {}, cells), row);
  });
  const body = rows.slice(1);
  const parts: ElementContent[] = [element('thead', {}, rows.slice(0, 1))];
  if (body.length > 0) parts.push(element('tbody', {}, body));
  return at(element('table', {}, parts), table);
}
