/** Gazette's own parts of Starlight's page frame, by the name of the part they take the place of. */
const names = [
  'Banner',
  'ContentPanel',
  'FallbackContentNotice',
  'Footer',
  'Head',
  'Header',
  'Hero',
  'LanguageSelect',
  'MarkdownContent',
  'MobileMenuFooter',
  'MobileMenuToggle',
  'MobileTableOfContents',
  'PageFrame',
  'PageSidebar',
  'PageTitle',
  'Pagination',
  'Search',
  'Sidebar',
  'SiteTitle',
  'SkipLink',
  'SocialIcons',
  'TableOfContents',
  'ThemeProvider',
  'ThemeSelect',
  'TwoColumnContent',
] as const;

/** What `components` of Starlight's options takes (paths from the project's root). */
export const overrides: Record<string, string> = Object.fromEntries(
  names.map((name) => [name, `./src/components/frame/${name}.astro`]),
);
