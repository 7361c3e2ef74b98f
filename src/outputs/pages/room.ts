import type { Edition } from '../../catalog/edition.ts';
import { pageAddress, toFile } from '../../model/address.ts';
import type { PageModel } from '../../views/page.ts';
import type { OutputFile, OutputRoom } from '../output.ts';
import { pageModel, type PageContext } from './page-model.ts';
import { planPages } from './plan.ts';

/** What the room of pages needs: the frame's facts and something that renders a model as HTML. */
export interface PagesContext {
  readonly page: PageContext;
  readonly render: (page: PageModel) => Promise<string>;
}

/** HTML pages, rendered one by one from their models. */
export const room: OutputRoom<PagesContext> = {
  name: 'pages',
  async *emit(edition: Edition, context: PagesContext): AsyncGenerator<OutputFile> {
    for (const planned of planPages(edition)) {
      const html = await context.render(pageModel(context.page, planned));
      yield { path: toFile(pageAddress(edition, planned.path)), bytes: html };
    }
  },
};
