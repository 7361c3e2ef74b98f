import type { ElementContent } from 'hast';
import type { Nodes } from 'mdast';
import type { z } from 'zod';
import type { ComponentNode } from './body.ts';
import { withoutHiddenCharacters } from './characters.ts';
import { isBlank } from './element.ts';
import { lineOf, report } from './state.ts';
import type { ConvertState } from './state.ts';
import { suggest } from './suggest.ts';
import { vocabulary } from './vocabulary/index.ts';
import type { Component } from './vocabulary/index.ts';

/**
 * A checked component node, or null when its attributes or content are wrong; the findings say
 * all that is wrong with it. Children are converted in any case, for theirs.
 */
export function makeComponent(
  name: string,
  given: ReadonlyMap<string, string | true>,
  node: Nodes,
  state: ConvertState,
  convertChildren: () => ElementContent[],
): ComponentNode | null {
  const component = vocabulary.get(name);
  if (!component) throw new Error(`The vocabulary has no ${name}.`);
  const attributes = checkAttributes(component, given, node, state);
  if (component.parent !== undefined && state.parent !== component.parent) {
    report(
      state,
      node,
      'error',
      'misplaced-component',
      `<${name}> stands outside of <${component.parent}>.`,
      {
        expected: `<${name}> directly inside <${component.parent}>`,
        fix: `Put <${component.parent}> … </${component.parent}> around it.`,
      },
    );
  }
  const children = convertChildren();
  const fits = checkChildren(component, children, node, state);
  if (!attributes || !fits) return null;
  const kept = component.only ? children.filter((child) => !isBlank(child)) : children;
  return {
    type: 'gzComponent',
    name,
    attributes,
    children: kept,
    data: { line: lineOf(node, state) },
  };
}

function checkAttributes(
  component: Component,
  given: ReadonlyMap<string, string | true>,
  node: Nodes,
  state: ConvertState,
): ComponentNode['attributes'] | null {
  const values = Object.create(null) as Record<string, string | true>;
  for (const [key, value] of given) {
    values[key] = value === true ? true : withoutHiddenCharacters(value);
  }
  const result = component.attributes.safeParse({ ...values });
  if (result.success) return result.data as ComponentNode['attributes'];
  const known = Object.keys(component.attributes.shape);
  for (const issue of result.error.issues) {
    reportIssue(component, issue, known, given, node, state);
  }
  return null;
}

function reportIssue(
  component: Component,
  issue: z.core.$ZodIssue,
  known: readonly string[],
  given: ReadonlyMap<string, string | true>,
  node: Nodes,
  state: ConvertState,
): void {
  const tag = `<${component.name}>`;
  if (issue.code === 'unrecognized_keys') {
    for (const key of issue.keys) {
      const near = suggest(key, known);
      report(state, node, 'error', 'unknown-attribute', `${tag} has no attribute "${key}".`, {
        field: key,
        expected: known.length > 0 ? known.join(', ') : 'no attributes',
        found: key,
        fix: near ? `Did you mean "${near}"?` : `Delete "${key}".`,
      });
    }
    return;
  }
  const field = String(issue.path[0] ?? '');
  const value = given.get(field);
  const expected = expectation(issue);
  if (value === undefined) {
    report(state, node, 'error', 'missing-attribute', `${tag} has no "${field}".`, {
      field,
      expected,
      found: 'nothing',
      fix: `Write <${component.name} ${field}="…">.`,
    });
    return;
  }
  const wantsBare = issue.code === 'invalid_type' && issue.expected === 'boolean';
  const near =
    issue.code === 'invalid_value' && value !== true
      ? suggest(value, issue.values.map(String))
      : undefined;
  report(state, node, 'error', 'wrong-attribute', `"${field}" of ${tag} is not right.`, {
    field,
    expected,
    found: value === true ? `${field} without a value` : `${field}="${value}"`,
    fix: wantsBare
      ? `Write ${field} alone, or leave it out.`
      : near
        ? `Did you mean "${near}"?`
        : `Write ${field}="…" with ${expected}.`,
  });
}

function expectation(issue: z.core.$ZodIssue): string {
  if (issue.code === 'invalid_value') return issue.values.map(String).join(', ');
  if (issue.code === 'invalid_type') {
    return issue.expected === 'boolean' ? 'the bare name, without a value' : 'text in quotes';
  }
  if (issue.code === 'too_small') return 'text that is not empty';
  return issue.message;
}

/** A child's name as an author wrote it; Audience is looked through, or passed over. */
function* childNames(children: readonly ElementContent[], through = true): Generator<string> {
  for (const child of children) {
    if (child.type === 'gzComponent') {
      if (child.name !== 'Audience') yield child.name;
      else if (through) yield* childNames(child.children);
    } else if (child.type === 'element') yield child.tagName;
    else if (!isBlank(child)) yield child.type === 'text' ? 'text' : child.type;
  }
}

function checkChildren(
  component: Component,
  children: readonly ElementContent[],
  node: Nodes,
  state: ConvertState,
): boolean {
  const tag = `<${component.name}>`;
  const names = [...childNames(children)];
  if (component.children === 'none') {
    if (names.length === 0) return true;
    report(state, node, 'error', 'unexpected-content', `${tag} takes no content.`, {
      expected: `<${component.name} … />`,
      fix: `Close the tag at once, and move what stands inside behind it.`,
    });
    return false;
  }
  if (component.filled === true && names.length === 0) {
    report(state, node, 'error', 'missing-content', `${tag} is empty.`, {
      expected: 'words inside',
      fix: `Write <${component.name} …>words</${component.name}>.`,
    });
    return false;
  }
  const only = component.only;
  if (!only) return true;
  const wrong = names.find((name) => !only.includes(name));
  const expected = only.map((name) => SPOKEN[name] ?? `<${name}>`).join(' or ');
  // Each audience may have a list of its own; for everybody there is one.
  const common = [...childNames(children, false)].length;
  if (wrong === undefined && names.length > 0 && common <= (component.most ?? Infinity)) {
    return true;
  }
  report(state, node, 'error', 'wrong-content', `${tag} does not hold what it should.`, {
    expected: component.most === 1 ? `exactly one ${expected}` : `${expected}, and nothing else`,
    found:
      wrong === undefined
        ? names.length === 0
          ? 'nothing'
          : names.join(', ')
        : (SPOKEN[wrong] ?? wrong),
    fix: `Move anything else before or after ${tag}, with empty lines around the tags.`,
  });
  return false;
}

const SPOKEN: Readonly<Record<string, string>> = {
  ol: 'numbered list',
  ul: 'list',
  p: 'a paragraph',
  gzCode: 'a code block',
  gzFootnote: 'a footnote',
};
