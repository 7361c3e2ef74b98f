import type { ElementContent, Properties } from 'hast';
import { find, html } from 'property-information';
import { VOID } from './elements.ts';

/**
 * Nodes as HTML (WHATWG serialisation). Not hast-util-to-html: that leaves `<` and `>` bare in
 * attributes, which is valid but lets `</script>` and `]]>` stand in pages and feeds, and it took
 * a fifth of the time of a body. Raw nodes are our own highlighted code; callers build every node.
 */
export function printHtml(nodes: readonly ElementContent[]): string {
  let out = '';
  for (const node of nodes) {
    if (node.type === 'text') out += escapeText(node.value);
    else if (node.type === 'raw') out += node.value;
    else if (node.type === 'element') {
      out += `<${node.tagName}${printAttributes(node.properties)}>`;
      if (!VOID.has(node.tagName)) out += `${printHtml(node.children)}</${node.tagName}>`;
    }
  }
  return out;
}

/** As `printHtml`, for feeds and mail: without what only a page has. */
export function printBare(nodes: readonly ElementContent[]): string {
  let out = '';
  for (const node of nodes) {
    if (node.type === 'text') out += escapeText(node.value);
    else if (node.type === 'raw') out += node.value;
    else if (node.type === 'element') {
      const bare = node.data?.bare;
      if (bare === 'nothing') continue;
      if (bare !== undefined) out += printBare(bare === 'children' ? node.children : bare);
      else {
        const { properties, data } = node;
        const own = data?.scrolls === true ? { ...properties, tabIndex: undefined } : properties;
        out += `<${node.tagName}${printAttributes(own)}>`;
        if (!VOID.has(node.tagName)) out += `${printBare(node.children)}</${node.tagName}>`;
      }
    }
  }
  return out;
}

/** Text for between tags: no sign is left that could end or open anything, CDATA included. */
export function escapeText(value: string): string {
  return value.replace(/[&<>]/g, (sign) =>
    sign === '&' ? '&amp;' : sign === '<' ? '&lt;' : '&gt;',
  );
}

/** Text for between the double quotes of an attribute's value. */
export function escapeAttribute(value: string): string {
  return escapeText(value).replace(/"/g, '&quot;');
}

function printAttributes(properties: Properties): string {
  let out = '';
  for (const key of Object.keys(properties)) {
    const value = properties[key];
    if (value === undefined || value === null || value === false) continue;
    const name = (html.property[key] ?? find(html, key)).attribute;
    if (value === true) out += ` ${name}`;
    else {
      const text = Array.isArray(value) ? value.join(' ') : String(value);
      out += ` ${name}="${escapeAttribute(text)}"`;
    }
  }
  return out;
}
