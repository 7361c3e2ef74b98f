import { hrefKind } from '../render/links.ts';
import type { PlannedFile, SourceFile } from './importer.ts';

export interface LinkContext {
  readonly source: SourceFile;
  /** 1-based line of the source file on which the text begins. */
  readonly firstLine: number;
  /** Folder of the note in the portal folder; files beside the note go there. */
  readonly folder: string;
  readonly linkBase?: string | undefined;
  /** The address in the portal of a note that this import brings, by a path that leads to it. */
  readonly noteAddress?: ((path: string) => string | null) | undefined;
}

/** Where a link or image leads after the import, and why not where it led. */
export interface Target {
  /** Null when it can lead nowhere. */
  readonly to: string | null;
  /** Whether an image stays one; links and images of other hosts are links. */
  readonly image: boolean;
  readonly what: string;
  readonly why: string;
}

export interface Targets {
  /** Files that came along so far, by their path in the portal folder. */
  readonly files: ReadonlyMap<string, PlannedFile>;
  /** Null for a link that stays as it is. */
  readonly linkTarget: (url: string) => Target | null;
  /** Null for an image that stays as it is. */
  readonly imageTarget: (url: string) => Target | null;
}

/** Decides for each link and image of one note where it leads; brings files beside the note along. */
export function findTargets(context: LinkContext, anchors: ReadonlySet<string>): Targets {
  const files = new Map<string, PlannedFile>();
  const { linkBase } = context;

  function bring(url: string, image: boolean): Target | null {
    const asset = context.source.asset(url);
    if ('refused' in asset) {
      const rest = image ? 'its description stays as text' : 'its words stay as text';
      const what = image ? 'image beside the note' : 'link to a file beside the note';
      return { to: null, image, what, why: `${asset.refused}; ${rest}` };
    }
    const path = `${context.folder}/${asset.path}`;
    files.set(path, { path, content: asset.bytes, from: context.source.path });
    const to = `./${asset.path.split('/').map(encodeURIComponent).join('/')}`;
    const why = 'it came along; its address is written anew';
    return [url, `./${url}`].includes(to) ? null : { to, image, what: 'file beside the note', why };
  }

  function fromRoot(url: string): string | null {
    if (linkBase === undefined || !URL.canParse(url, linkBase)) return null;
    return new URL(url, linkBase).href;
  }

  function linkTarget(url: string): Target | null {
    const target = (to: string | null, what: string, why: string): Target => ({
      to,
      image: false,
      what,
      why,
    });
    if (url.startsWith('#')) {
      if (anchors.has(decodeAddress(url.slice(1)))) return null;
      const what = 'link to an anchor that is not in the note';
      return target(null, what, `no heading makes the anchor; its words stay as text`);
    }
    if (url.startsWith('//')) {
      return target(`https:${url}`, 'link without a scheme', 'https: was put before it');
    }
    const kind = hrefKind(url);
    if (kind === 'external') return null;
    if (kind === 'refused') {
      const scheme = /^[^:/]*:/u.exec(url)?.[0].toLowerCase() ?? 'a host';
      const why = 'only http, https, mailto and tel are links in a portal; its words stay as text';
      return target(null, `link with ${scheme}`, why);
    }
    const address = context.noteAddress?.(decodeAddress(url.replace(/[?#].*$/su, ''))) ?? null;
    if (address !== null) {
      return target(address, 'link to a note of the same import', 'it leads to its page now');
    }
    if (!url.startsWith('/')) {
      if (url === '') return target(null, 'link without an address', 'its words stay as text');
      return bring(url, false);
    }
    const what = 'link from the root of its old site';
    const to = fromRoot(url);
    return to === null
      ? target(null, what, 'its words stay as text; --link-base URL keeps such links')
      : target(to, what, `made absolute with ${linkBase ?? ''}`);
  }

  function imageTarget(url: string): Target | null {
    const remote = /^https?:\/\//iu.test(url)
      ? url
      : url.startsWith('//')
        ? `https:${url}`
        : url.startsWith('/')
          ? fromRoot(url)
          : null;
    if (remote !== null) {
      const why = 'a portal loads nothing from other hosts; it is a link now';
      return { to: remote, image: false, what: 'remote image', why };
    }
    if (/^(?:[a-z][a-z0-9+.-]*:|\/|#|$)/iu.test(url)) {
      const why = 'it is no file beside the note; its description stays as text';
      return { to: null, image: false, what: 'image without a file', why };
    }
    return bring(url, true);
  }

  return { files, linkTarget, imageTarget };
}

/** Percent-decodes an address; as it is when it isn't encoded rightly. */
export function decodeAddress(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
