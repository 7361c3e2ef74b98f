import { describe, expect, it } from 'vitest';
import { highlightLines } from '../../../src/render/code/highlight.ts';

const mdx = '# Note\n\n<Aside type="caution">\n  **Back up** first.\n</Aside>';

describe('highlightLines', () => {
  it('colours components in MDX and front matter in Markdown', () => {
    expect(highlightLines(mdx, 'mdx').join('\n')).toContain('<span class="c">Aside');
    expect(highlightLines('---\ntitle: "A"\n---\n', 'markdown').join('\n')).toContain(
      '<span class="s">"A"',
    );
  });

  // Coffee, C and others may stand inside of MDX and Markdown: their grammars must change nothing.
  it('gives the same whatever was highlighted before', () => {
    const code = `${mdx}\n\n\`\`\`c\nint main(void) { return 0; }\n\`\`\`\n`;
    const before = highlightLines(code, 'mdx');
    const markdown = highlightLines(code, 'markdown');
    for (const grammar of ['c', 'tsx', 'css', 'html', 'mdx', 'markdown']) {
      highlightLines('int main(void) { return 0; }', grammar);
    }
    expect(highlightLines(code, 'mdx')).toEqual(before);
    expect(highlightLines(code, 'markdown')).toEqual(markdown);
  });
});
