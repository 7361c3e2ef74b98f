import { bundledLanguagesInfo } from 'shiki/langs';
import { suggest } from '../suggest.ts';

const PLAIN = new Set(['text', 'txt', 'plain', 'plaintext', 'none', 'log', 'output', 'ansi']);

/** Grammar by every name that a fence may use. */
const GRAMMARS: ReadonlyMap<string, string> = new Map(
  bundledLanguagesInfo.flatMap(({ id, aliases = [] }) =>
    [id, ...aliases].map((name) => [name, id] as const),
  ),
);

/** Names worth proposing to somebody who misspelled one. */
const COMMON = [
  'bash',
  'c',
  'cpp',
  'csharp',
  'css',
  'diff',
  'docker',
  'dotenv',
  'go',
  'graphql',
  'html',
  'http',
  'ini',
  'java',
  'javascript',
  'js',
  'json',
  'jsonc',
  'jsx',
  'kotlin',
  'markdown',
  'mdx',
  'nginx',
  'php',
  'powershell',
  'python',
  'ruby',
  'rust',
  'shell',
  'sql',
  'swift',
  'text',
  'toml',
  'ts',
  'tsx',
  'typescript',
  'xml',
  'yaml',
];

/** The grammar of a fence's language; null for plain text, undefined for an unknown name. */
export function grammarOf(lang: string | null): string | null | undefined {
  const name = (lang ?? '').toLowerCase();
  return name === '' || PLAIN.has(name) ? null : GRAMMARS.get(name);
}

export function suggestLanguage(lang: string): string | undefined {
  return suggest(lang, COMMON) ?? suggest(lang, [...GRAMMARS.keys()]);
}
