import { z } from 'zod';
import { daySchema, line, link, localised, reference, webAddress } from './common.ts';

const audienceId = z
  .string()
  .regex(/^[a-z][a-z0-9-]*$/, 'must be small letters, digits and hyphens, as it is in addresses');

export const audienceSchema = z.strictObject({
  id: audienceId.describe('The id of the audience, as it is in addresses.'),
  label: localised().optional().describe('What readers see; the id when absent.'),
  includes: z
    .array(reference())
    .default([])
    .describe('Other audiences whose texts this audience reads too.'),
  root: z
    .boolean()
    .default(false)
    .describe('Whether its edition is at the root; the first audience when none says so.'),
  listed: z.boolean().default(true).describe('Whether other editions offer a switch to this one.'),
  site: webAddress()
    .optional()
    .describe('The address of its edition when it is served from another host.'),
});
export type AudienceDeclaration = z.infer<typeof audienceSchema>;

export const localeSchema = z.strictObject({
  code: line().describe('The BCP 47 tag of the language, such as en or pt-BR.'),
  label: line().optional().describe('The name of the language in itself.'),
  dir: z.enum(['ltr', 'rtl']).optional().describe('The direction of writing, when not as usual.'),
});
export type LocaleDeclaration = z.infer<typeof localeSchema>;

/** portal.yaml */
export const portalSchema = z.strictObject({
  title: localised().describe('The name of the portal, or one for each locale.'),
  description: localised().optional().describe('What the portal is, in a sentence.'),
  site: webAddress()
    .optional()
    .describe('The address at which the portal is served; it may have a path.'),
  organisation: z
    .strictObject({
      name: line().describe('The name of the organisation.'),
      url: webAddress().optional().describe('Its address.'),
      email: line().optional().describe('Its mail address.'),
    })
    .optional()
    .describe('Who publishes the portal: the author in feeds and advisories.'),
  tagAuthority: z
    .string()
    .regex(
      /^[a-z0-9.-]+,\d{4}(?:-\d{2}(?:-\d{2})?)?$/,
      'must be a domain, a comma and a date, such as example.com,2026',
    )
    .optional()
    .describe('The authority of feed ids (RFC 4151); the host of site when absent.'),
  locales: z
    .array(localeSchema)
    .min(1)
    .default([{ code: 'en' }])
    .describe('The languages; the first is the language in which notes are written.'),
  defaultLocale: reference()
    .optional()
    .describe('The locale at the root, in which notes are written; the first when absent.'),
  audiences: z
    .array(audienceSchema)
    .min(1)
    .default([{ id: 'user', includes: [], root: true, listed: true }])
    .describe('Who reads: one edition for each.'),
  tiers: z
    .array(
      z.strictObject({
        tier: z.number().int().min(0).max(3).describe('The number of the tier.'),
        label: localised().describe('What readers see.'),
        description: localised().optional().describe('What the tier means.'),
      }),
    )
    .default([])
    .describe('What the tiers of releases are called.'),
  policies: z
    .record(z.string(), z.enum(['off', 'warning', 'error']))
    .default({})
    .describe('The severity of each rule, by its name.'),
  calendar: z
    .strictObject({
      freezes: z
        .array(
          z.strictObject({
            title: localised().describe('What readers see.'),
            from: daySchema().describe('The first day of the freeze.'),
            to: daySchema().describe('The last day of the freeze.'),
            products: z
              .array(reference())
              .default([])
              .describe('The products that it concerns; all of them when empty.'),
            audience: z
              .array(reference())
              .optional()
              .describe('The audiences who see it; the root audience when absent.'),
          }),
        )
        .default([])
        .describe('Times in which nothing is released.'),
    })
    .default({ freezes: [] })
    .describe('Rules of the release calendar.'),
  home: z
    .strictObject({
      recent: z.number().int().min(1).default(3).describe('How many releases of each product.'),
      endsSoonDays: z
        .number()
        .int()
        .min(1)
        .default(90)
        .describe('How many days ahead support counts as ending soon.'),
      comingDays: z
        .number()
        .int()
        .min(1)
        .default(30)
        .describe('How many days ahead the calendar looks.'),
    })
    .default({ recent: 3, endsSoonDays: 90, comingDays: 30 })
    .describe('What the home page shows.'),
  links: z
    .array(
      z.strictObject({
        label: localised().describe('The words of the link.'),
        url: link().describe('Where it leads.'),
        audience: z
          .array(reference())
          .optional()
          .describe('The audiences who see it; the root audience when absent.'),
      }),
    )
    .default([])
    .describe('Links in the footer, such as imprint and privacy.'),
});
export type PortalData = z.infer<typeof portalSchema>;
