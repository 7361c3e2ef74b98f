import type { Element, ElementContent } from 'hast';
import type { Nodes } from 'mdast';
import type { MdxJsxFlowElement } from 'satteri';
import { makeComponent } from './components.ts';
import { convertFlow, convertInline } from './convert.ts';
import { isBlank } from './element.ts';
import { HOLDS, HOLDS_PHRASING, PHRASING, STANDS_IN, VOID } from './elements.ts';
import { sanitizeShell, toProperties } from './sanitize.ts';
import { report } from './state.ts';
import type { ConvertState } from './state.ts';
import { suggest } from './suggest.ts';
import { vocabulary } from './vocabulary/index.ts';

type Jsx = Nodes & { type: 'mdxJsxFlowElement' | 'mdxJsxTextElement' };

/** Where a tag belongs. An Audience belongs where the parser found it. */
export function jsxPlace(node: Jsx): 'block' | 'inline' {
  const name = node.name ?? '';
  const place = vocabulary.get(name)?.place;
  if (place === 'block' || place === 'inline') return place;
  if (place === 'any') return node.type === 'mdxJsxTextElement' ? 'inline' : 'block';
  return PHRASING.has(name) ? 'inline' : 'block';
}

/** A tag of MDX: a component of the vocabulary, or an HTML element, which is sanitised. */
export function convertJsx(
  node: Jsx,
  where: 'block' | 'inline',
  state: ConvertState,
): ElementContent[] {
  const name = node.name ?? '';
  const attributes = literalAttributes(node, state);
  if (/^[a-z][a-z0-9]*$/.test(name)) return convertHtml(node, name, attributes, where, state);
  const component = vocabulary.get(name);
  if (!component) {
    const known = [...vocabulary.keys()];
    const near = suggest(name, known);
    report(
      state,
      node,
      'error',
      'unknown-component',
      name === '' ? 'An empty tag <> stands here.' : `<${name}> is not in the vocabulary.`,
      {
        expected: known.join(', '),
        found: `<${name}>`,
        fix: near
          ? `Did you mean <${near}>?`
          : `Use a component of the vocabulary, or write \\<${name}> for the text.`,
      },
    );
    // What it holds is checked but not kept: a misspelled <Audience> must not let anything out.
    (where === 'inline' ? convertInline : convertFlow)(node.children, state);
    return [];
  }
  if (where === 'inline' && component.place === 'block') {
    report(state, node, 'error', 'block-in-line', `<${name}> stands within a line of text.`, {
      expected: `<${name}> on lines of its own`,
      fix: 'Put the tags on lines of their own, with an empty line before and after.',
    });
  }
  const audience = name === 'Audience';
  const inner: ConvertState = {
    ...state,
    scope: audience ? [...state.scope, node] : state.scope,
    parent: audience ? state.parent : name,
  };
  const kind = component.children === 'any' ? where : component.children;
  const made = makeComponent(name, attributes, node, state, () =>
    kind === 'block'
      ? convertFlow(node.children, inner)
      : convertInline(unwrapParagraphs(node.children), inner),
  );
  state.hasRaw ||= inner.hasRaw;
  return made ? [made] : [];
}

/** `<Term>` on lines of its own holds a paragraph by the parser's light: its words are meant. */
function unwrapParagraphs(nodes: readonly Nodes[]): Nodes[] {
  return nodes.flatMap((node): Nodes[] => (node.type === 'paragraph' ? node.children : [node]));
}

function literalAttributes(node: Jsx, state: ConvertState): Map<string, string | true> {
  const attributes = new Map<string, string | true>();
  for (const attribute of (node as MdxJsxFlowElement).attributes) {
    if (attribute.type === 'mdxJsxExpressionAttribute') {
      report(
        state,
        node,
        'error',
        'spread-attribute',
        `<${node.name ?? ''}> spreads an expression.`,
        {
          expected: 'attributes written one by one: name="text"',
          found: `{${attribute.value}}`,
          fix: 'Write each attribute with its value in quotes.',
        },
      );
      continue;
    }
    const { name, value } = attribute;
    if (attributes.has(name)) {
      report(
        state,
        node,
        'error',
        'duplicate-attribute',
        `<${node.name ?? ''}> has "${name}" twice.`,
        {
          field: name,
          fix: `Keep one "${name}".`,
        },
      );
    }
    if (value !== null && typeof value === 'object') {
      report(
        state,
        node,
        'error',
        'expression-attribute',
        `"${name}" of <${node.name ?? ''}> is an expression.`,
        {
          field: name,
          expected: `${name}="text"`,
          found: `${name}={${value.value}}`,
          fix: /^(true|false)$/.test(value.value.trim())
            ? value.value.trim() === 'true'
              ? `Write ${name} alone.`
              : `Leave ${name} out.`
            : `Write ${name}="${value.value.replace(/^\s*['"`]|['"`]\s*$/g, '').replace(/"/g, '&quot;')}".`,
        },
      );
      // A value stands in, so that one mistake is not told twice.
      attributes.set(
        name,
        value.value.trim() === 'true' ? true : value.value.replace(/^\s*['"`]|['"`]\s*$/g, ''),
      );
      continue;
    }
    attributes.set(name, value ?? true);
  }
  return attributes;
}

function convertHtml(
  node: Jsx,
  name: string,
  attributes: ReadonlyMap<string, string | true>,
  where: 'block' | 'inline',
  state: ConvertState,
): ElementContent[] {
  const phrasing = HOLDS_PHRASING.has(name) || where === 'inline';
  const inner: ConvertState = { ...state, parent: name };
  const only = HOLDS.get(name);
  const kinder = name === 'details' ? liftSummary(node.children) : (node.children as Nodes[]);
  let children = VOID.has(name)
    ? []
    : only
      ? kinder.flatMap((child) => structural(child, inner))
      : phrasing
        ? convertInline(unwrapParagraphs(kinder), inner)
        : convertFlow(kinder, inner);
  state.hasRaw ||= inner.hasRaw;
  if (where === 'inline' && !PHRASING.has(name)) {
    report(state, node, 'error', 'block-in-line', `<${name}> stands within a line of text.`, {
      expected: `<${name}> on lines of its own`,
      fix: 'Put the tags on lines of their own, with an empty line before and after.',
    });
  }
  const parents = STANDS_IN.get(name);
  if (parents && !parents.includes(state.parent)) {
    report(
      state,
      node,
      'error',
      'misplaced-element',
      `<${name}> stands outside of <${parents.join('> or <')}>.`,
      {
        expected: `<${name}> directly inside <${parents.join('> or <')}>`,
        fix: `Put <${parents[0] ?? ''}> … </${parents[0] ?? ''}> around it.`,
      },
    );
    return children;
  }
  if (only) {
    const wrong = children.find(
      (child) =>
        !isBlank(child) &&
        !(child.type === 'element' && only.includes(child.tagName)) &&
        !isAudience(child),
    );
    if (wrong) {
      report(
        state,
        node,
        'error',
        'wrong-content',
        `<${name}> holds something else than <${only.join('>, <')}>.`,
        {
          expected: only.map((item) => `<${item}>`).join(', '),
          fix: `Put everything inside <${name}> into those.`,
        },
      );
    }
    children = children.filter((child) => child !== wrong && !isBlank(child));
  }
  if (name === 'details') {
    const first = children.find((child) => !isBlank(child));
    if (first?.type !== 'element' || first.tagName !== 'summary') {
      report(
        state,
        node,
        'error',
        'missing-content',
        '<details> does not begin with a <summary>.',
        {
          expected: '<summary>words</summary> as the first thing inside',
          fix: 'Add the <summary>, or use <Details summary="…">.',
        },
      );
    }
  }
  const { element: shell, strip, removed } = sanitizeShell(name, toProperties([...attributes]));
  if (removed.length > 0) reportRemoved(node, name, removed, state);
  if (strip) return [];
  if (!shell) return children;
  const result: Element = { ...shell, children };
  if (node.position) result.position = node.position;
  return [result];
}

/** `<summary>` at the beginning of a line of text, as HTML authors write it, is a part of its own. */
function liftSummary(nodes: readonly Nodes[]): Nodes[] {
  return nodes.flatMap((node): Nodes[] => {
    const first = node.type === 'paragraph' ? node.children[0] : undefined;
    if (node.type !== 'paragraph' || first?.type !== 'mdxJsxTextElement') return [node];
    if (first.name !== 'summary') return [node];
    return [first, { ...node, children: node.children.slice(1) }];
  });
}

function structural(node: Nodes, state: ConvertState): ElementContent[] {
  if (node.type === 'paragraph') return node.children.flatMap((child) => structural(child, state));
  if (node.type === 'mdxJsxTextElement' || node.type === 'mdxJsxFlowElement') {
    return convertJsx(node, 'block', state);
  }
  return node.type === 'text' && isBlank(node) ? [] : convertFlow([node], state);
}

function isAudience(node: ElementContent): boolean {
  return node.type === 'gzComponent' && node.name === 'Audience';
}

/** Says what sanitising took out, so that nothing goes in silence. */
export function reportRemoved(
  node: Parameters<typeof report>[1],
  name: string,
  removed: readonly string[],
  state: ConvertState,
): void {
  const tag = removed.includes(`<${name}>`);
  report(
    state,
    node,
    'warning',
    'html-removed',
    tag
      ? `<${name}> is left out: notes may not use it.`
      : `${removed.join(', ')} of <${name}> ${removed.length === 1 ? 'is' : 'are'} left out: notes may not use ${removed.length === 1 ? 'it' : 'them'}.`,
    {
      expected: 'Markdown, or simple HTML without style, script, forms or frames',
      found: tag ? `<${name}>` : removed.join(', '),
      fix: tag ? `Delete <${name}>, or write \`<${name}>\` to show it as text.` : 'Delete it.',
    },
  );
}
