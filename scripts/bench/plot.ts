/** A bar: what it stands for, how long it is, and its number in words. */
export interface Bar {
  readonly label: string;
  readonly value: number;
  readonly text: string;
  /** Ours are of another tone; each label says whose it is all the same. */
  readonly isOurs: boolean;
}

/** Bars on one scale, under a heading. */
export interface Panel {
  readonly heading: string;
  readonly bars: readonly Bar[];
}

const width = 480;
const margin = 16;
const bar = { height: 12, step: 46, text: 16 } as const;
const head = { size: 17, height: 40, after: 20 } as const;

/** The colours of src/styles/tokens.css, which a picture can't ask for. */
const style = `
    text { font: ${bar.text}px system-ui, -apple-system, 'Segoe UI', Roboto, 'Noto Sans', sans-serif }
    .paper { fill: #fcfaf5 } .ink { fill: #191713 } .line { fill: #dcd5c6 }
    .ours { fill: #1f35c7 } .theirs { fill: #5e584c }
    .head { font-size: ${head.size}px; font-weight: 700 } .value { font-variant-numeric: tabular-nums }
    @media (prefers-color-scheme: dark) {
      .paper { fill: #11110f } .ink { fill: #f3eee2 } .line { fill: #37342d }
      .ours { fill: #aab8ff } .theirs { fill: #b3ab9b }
    }
  `;

/**
 * Draws bars as an SVG that stands alone: on paper of its own, light or dark as its reader wants it,
 * with its numbers as text. Labels stand above their bars, so that it reads on a phone too.
 */
export function drawPlot(
  { title, description }: { readonly title: string; readonly description: string },
  panels: readonly Panel[],
): string {
  const parts: string[] = [];
  let y = margin;
  for (const { heading, bars } of panels) {
    parts.push(
      `<text class="ink head" x="${margin}" y="${y + head.size}">${escape(heading)}</text>`,
    );
    y += head.height;
    const most = Math.max(...bars.map(({ value }) => value));
    for (const one of bars) {
      parts.push(drawBar(one, y, most));
      y += bar.step;
    }
    y += head.after;
  }
  const height = y;
  return `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${height}" width="${width}" height="${height}" role="img" aria-labelledby="title desc">
  <title id="title">${escape(title)}</title>
  <desc id="desc">${escape(description)}</desc>
  <style>${style}</style>
  <rect class="paper" width="${width}" height="${height}"/>
  ${parts.join('\n  ')}
</svg>
`;
}

function drawBar({ label, value, text, isOurs }: Bar, y: number, most: number): string {
  const room = width - 2 * margin;
  // What took any time at all is seen.
  const length = Math.max(2, most > 0 ? (value / most) * room : 0);
  const top = y + bar.text + 6;
  return [
    `<text class="ink" x="${margin}" y="${y + bar.text - 2}">${escape(label)}</text>`,
    `<text class="ink value" x="${width - margin}" y="${y + bar.text - 2}" text-anchor="end">${escape(text)}</text>`,
    `<rect class="line" x="${margin}" y="${top + bar.height / 2}" width="${room}" height="1"/>`,
    `<rect class="${isOurs ? 'ours' : 'theirs'}" x="${margin}" y="${top}" width="${length.toFixed(1)}" height="${bar.height}"/>`,
  ].join('\n  ');
}

function escape(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
