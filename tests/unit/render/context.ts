import type { RenderContext } from '../../../src/render/context.ts';
import { cutForAudience } from '../../../src/render/cut.ts';
import { renderBody } from '../../../src/render/html.ts';
import { parseBody } from '../../../src/render/parse.ts';
import type { ParsedBody, Rendered } from '../../../src/render/body.ts';

/** A context in which every link resolves, local files exist, and strings show their key. */
export function testContext(more: Partial<RenderContext> = {}): RenderContext {
  return {
    locale: 'en',
    t: (key, values) => (values ? `${key}(${Object.values(values).join(',')})` : key),
    resolveLink: (href) => ({ href }),
    resolveAsset: (path) => ({ src: `/assets/${path.replace('./', '')}`, width: 4, height: 3 }),
    lookup: (kind, id) => ({
      title: `${kind} ${id}`,
      href: `/${kind}/${id}/`,
      summary: 'What it is.',
    }),
    ...more,
  };
}

export function parse(text: string, format: 'md' | 'mdx' = 'mdx', firstLine = 1): ParsedBody {
  return parseBody({ format, text, file: `note.${format}`, firstLine });
}

/** Parse, cut for `reads`, render. */
export function render(
  text: string,
  format: 'md' | 'mdx' = 'mdx',
  more: Partial<RenderContext> = {},
  reads: readonly string[] = ['user'],
): Rendered {
  return renderBody(cutForAudience(parse(text, format).tree, new Set(reads)), testContext(more));
}

/** `line code` of each finding. */
export function told(body: ParsedBody): string[] {
  return body.findings.map((finding) => `${finding.line ?? '?'} ${finding.code}`);
}
