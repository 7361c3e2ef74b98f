import type { Edition } from '../../catalog/edition.ts';
import { homeAddress, pageAddress, toFile } from '../../model/address.ts';
import type { OutputFile } from '../../outputs/output.ts';
import { roomsOf } from '../../outputs/rooms.ts';
import type { PageContext } from '../../outputs/pages/contents/content.ts';
import type { Counterpart } from '../../outputs/pages/switches.ts';
import { planPages, type PlannedPage } from '../../outputs/pages/plan.ts';
import { contextOf, pageContextOf, type Portal } from '../../publish/portal.ts';

/** An edition as the development server shows it: what nobody asks for is not made. */
export class DevEdition {
  readonly edition: Edition;
  readonly context: PageContext;
  readonly #portal: Portal;
  #pages: ReadonlyMap<string, PlannedPage> | null = null;
  readonly #rooms = new Map<string, Promise<ReadonlyMap<string, OutputFile>>>();

  constructor(
    portal: Portal,
    edition: Edition,
    counterparts: ReadonlyMap<string, Counterpart>,
    codeCache: Map<string, string>,
  ) {
    this.#portal = portal;
    this.edition = edition;
    const context = contextOf(portal, edition, { codeCache });
    this.context = pageContextOf(portal, context, counterparts, false);
  }

  /** The address of its front page, without the path of the site. */
  get home(): string {
    return homeAddress(this.edition);
  }

  /** A page by the file that it will be, with a slash in front: `/de/releases/index.html`. */
  page(file: string): PlannedPage | undefined {
    this.#pages ??= new Map(
      planPages(this.edition).map((page) => [
        `/${toFile(pageAddress(this.edition, page.path))}`,
        page,
      ]),
    );
    return this.#pages.get(file);
  }

  /** A feed, a redirect, data or a file. Rooms whose name is in the path are asked first. */
  async output(path: string): Promise<OutputFile | undefined> {
    const isLikely = ({ name }: { name: string }): number => (path.includes(name) ? 0 : 1);
    const rooms = roomsOf(this.edition)
      // A page that is none of the plan can only be one that leads to another.
      .filter(({ name }) => name === 'redirects' || !path.endsWith('.html'))
      .sort((a, b) => isLikely(a) - isLikely(b));
    for (const room of rooms) {
      let files = this.#rooms.get(room.name);
      if (files === undefined) {
        files = this.#emit(room);
        this.#rooms.set(room.name, files);
      }
      const file = (await files).get(path);
      if (file !== undefined) return file;
    }
    return undefined;
  }

  async #emit(room: ReturnType<typeof roomsOf>[number]): Promise<ReadonlyMap<string, OutputFile>> {
    const codeCache = new Map<string, string>();
    const standalone = contextOf(this.#portal, this.edition, {
      codeCache,
      standalone: true,
      page: this.context,
    });
    const files = new Map<string, OutputFile>();
    for await (const file of room.emit(this.edition, { page: this.context, standalone })) {
      files.set(file.path, file);
    }
    return files;
  }
}
