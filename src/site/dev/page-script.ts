/** What pages of the development server are told. */
export interface Told {
  /** Names the reading of the portal, and the templates, that pages are made by now. */
  readonly reading: string;
  /** What is wrong with the notes, as text. */
  readonly findings: readonly string[];
}

/** Where they are told of it. */
export const EVENTS = '/_gazette-dev/events';

/** Puts the script into a page. */
export function withScript(html: string, reading: string): string {
  const values = JSON.stringify([reading, EVENTS]).replaceAll('<', '\\u003c');
  const script = `<script>(${listen.toString()})(...${values})</script>`;
  return html.includes('</head>')
    ? html.replace('</head>', () => `${script}</head>`)
    : script + html;
}

/**
 * Runs in pages of the development server, on its own: loads a page again when it would be made of
 * something else by now, and shows what is wrong with the notes for as long as it is.
 */
function listen(made: string, events: string): void {
  let source: EventSource | null = null;
  let panel: HTMLElement | null = null;
  let closed = '';

  const show = (findings: readonly string[]): void => {
    panel?.remove();
    panel = null;
    const key = findings.join('\n');
    if (findings.length === 0 || key === closed) return;
    panel = document.createElement('section');
    panel.id = 'gazette-findings';
    panel.lang = 'en';
    panel.dir = 'ltr';
    panel.setAttribute('aria-label', 'Errors in the notes');
    panel.style.cssText =
      'position:fixed;inset:auto 0 0 0;z-index:2147483647;max-height:50vh;overflow:auto;padding:1rem;' +
      'background:#2a0d0d;color:#fff;border-top:3px solid #ff6b6b;font:14px/1.5 ui-monospace,monospace';
    const close = document.createElement('button');
    close.type = 'button';
    close.textContent = 'Hide';
    close.style.cssText = 'float:right;padding:.25rem .75rem;font:inherit;cursor:pointer';
    close.onclick = () => {
      closed = key;
      panel?.remove();
    };
    panel.append(close);
    for (const finding of findings) {
      const text = document.createElement('pre');
      text.style.cssText =
        'margin:0 0 .75rem;white-space:pre-wrap;background:none;color:inherit;font:inherit;border:0';
      text.textContent = finding;
      panel.append(text);
    }
    (document.body ?? document.documentElement).append(panel);
  };

  // A browser has few connections to one server: pages that nobody sees hold none.
  const update = (): void => {
    if (document.visibilityState === 'hidden') {
      source?.close();
      source = null;
    } else if (source === null) {
      source = new EventSource(events);
      source.onmessage = ({ data }: MessageEvent<string>) => {
        const { reading, findings } = JSON.parse(data) as Told;
        if (reading !== made) location.reload();
        else if (document.body === null) addEventListener('DOMContentLoaded', () => show(findings));
        else show(findings);
      };
    }
  };
  document.addEventListener('visibilitychange', update);
  // A page that comes back from the history begins to listen again.
  addEventListener('pagehide', () => {
    source?.close();
    source = null;
  });
  addEventListener('pageshow', update);
  update();
}
