import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parse, render } from './context.ts';

interface Block {
  audience: string | null;
  shape: number;
  inner: Block[];
}

const NAMES = ['user', 'admin', 'partner'];

const block = fc.letrec<{ block: Block }>((tie) => ({
  block: fc.record({
    audience: fc.constantFrom(null, ...NAMES),
    shape: fc.nat(9),
    inner: fc.oneof(
      { maxDepth: 3, depthIdentifier: 'blocks' },
      fc.constant<Block[]>([]),
      fc.array(tie('block'), { maxLength: 2, depthIdentifier: 'blocks' }),
    ),
  }),
})).block;

/** Writes blocks as MDX and notes for each planted word which names it needs. */
function write(
  blocks: readonly Block[],
  needs: readonly string[],
  planted: Map<string, string[]>,
): string {
  return blocks
    .map(({ audience, shape, inner }) => {
      const own = audience === null ? needs : [...needs, audience];
      const word = `planted${planted.size}x`;
      planted.set(word, [...own]);
      const shapes = [
        `text ${word}`,
        `## Heading ${word}`,
        `\`\`\`js title="${word}.js"\nconst ${word} = 1;\n\`\`\``,
        `- entry\n- ${word}\n  - deeper ${word}`,
        `| a | b |\n|---|---|\n| ${word} | c |`,
        `> quoted ${word}`,
        `a[^${word}]\n\n[^${word}]: note ${word}`,
        `:::tip[${word}]\n${word}\n:::`,
        `[${word}](https://example.com/${word} "${word}")`,
        `<Card title="${word}">\n\n${word}\n\n</Card>`,
      ];
      const text = `${shapes[shape] ?? ''}\n\n${write(inner, own, planted)}`;
      return audience === null ? text : `<Audience only="${audience}">\n\n${text}\n\n</Audience>`;
    })
    .join('\n\n');
}

test('no word planted for others survives, and every word of one’s own does', () => {
  fc.assert(
    fc.property(fc.array(block, { maxLength: 4 }), fc.subarray(NAMES), (blocks, reads) => {
      const planted = new Map<string, string[]>();
      const text = write(blocks, [], planted);
      expect(parse(text).findings).toEqual([]);
      const all = JSON.stringify(render(text, 'mdx', {}, reads));
      for (const [word, needs] of planted) {
        expect(all.includes(word), word).toBe(needs.every((name) => reads.includes(name)));
      }
    }),
    { numRuns: 150, seed: 20261121 },
  );
});
