import js from '@eslint/js';
import astro from 'eslint-plugin-astro';
import globals from 'globals';
import tseslint from 'typescript-eslint';
import rooms from './scripts/lint/rooms.mjs';

/** The build clock (src/model/clock.ts) is the only way to the time; nothing is left to chance. */
const wallClock = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
    message: 'The time comes in as a Clock (src/model/clock.ts): `new Date()` makes builds differ.',
  },
  {
    selector: 'CallExpression[callee.name="Date"]',
    message: 'The time comes in as a Clock (src/model/clock.ts): `Date()` makes builds differ.',
  },
  {
    selector: 'MemberExpression[object.name="Date"][property.name="now"]',
    message: 'The time comes in as a Clock (src/model/clock.ts): `Date.now` makes builds differ.',
  },
  {
    selector: 'MemberExpression[object.name="Date"][property.value="now"]',
    message: 'The time comes in as a Clock (src/model/clock.ts): `Date.now` makes builds differ.',
  },
  {
    selector: 'MemberExpression[object.name="Temporal"][property.name="Now"]',
    message:
      'The time comes in as a Clock (src/model/clock.ts): `Temporal.Now` makes builds differ.',
  },
];
const chance = [
  {
    selector: 'MemberExpression[object.name="Math"][property.name="random"]',
    message: 'Output is deterministic: derive the value from the content instead of Math.random.',
  },
];
const locale = [
  {
    selector: 'CallExpression[callee.property.name="localeCompare"][arguments.length<2]',
    message: 'Sort by code unit (`<`), or name the locale: the default one is the machine’s.',
  },
  {
    selector:
      'CallExpression[callee.property.name=/^toLocale(Date|Time)?String$/][arguments.length=0]',
    message: 'Name the locale: the default one is the machine’s.',
  },
  {
    selector: 'NewExpression[callee.object.name="Intl"][arguments.length=0]',
    message: 'Name the locale: the default one is the machine’s.',
  },
];

/** A Date in the machine's own zone is a day earlier in Anchorage and a day later on Kiritimati. */
const localTime = [
  {
    selector:
      'MemberExpression[property.name=/^(get|set)(FullYear|Year|Month|Date|Day|Hours|Minutes|Seconds|Milliseconds|TimezoneOffset)$/]',
    message:
      'This is in the machine’s time zone, where it may be another day: see src/model/day.ts.',
  },
  {
    selector: 'MemberExpression[property.name=/^to(Locale)?(Date|Time)String$/]',
    message: 'This is in the machine’s time zone, where it may be another day: see Format.',
  },
];
/** Days are text that is compared and counted as such (src/model/day.ts), never a moment. */
const moments = [
  {
    selector: 'NewExpression[callee.name="Date"][arguments.length>0]',
    message:
      'A day is no moment: count with src/model/day.ts, write with src/language/format.ts. A Date may shift it.',
  },
  {
    selector:
      'NewExpression[callee.property.name="DateTimeFormat"]:not(:has(Property[key.name="timeZone"]))',
    message: 'Name the time zone: the default one is the machine’s.',
  },
];

/** Node reads files as they are named: a relative import without its extension fails at run time. */
const extensions = {
  patterns: [
    {
      regex: '^\\.\\.?/(?!.*\\.[a-z0-9]+(\\?.*)?$)',
      message: 'Write the file’s extension: Node runs these files without a bundler.',
    },
  ],
};

export default tseslint.config(
  {
    ignores: [
      '**/node_modules/',
      '**/dist/',
      '.astro/',
      '.gazette/',
      'coverage/',
      'public/',
      'content/',
      'tests/policies/*/*/**',
      'tests/**/fixtures/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  js.configs.recommended,
  {
    files: ['**/*.ts'],
    extends: [tseslint.configs.recommendedTypeChecked],
    languageOptions: {
      parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname },
    },
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-unused-vars': [
        'error',
        { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
      ],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/require-array-sort-compare': ['error', { ignoreStringArrays: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true },
      ],
      // An async function without await keeps an interface's shape.
      '@typescript-eslint/require-await': 'off',
    },
  },
  {
    // Declarations that add to a global namespace can't import.
    files: ['**/*.d.ts'],
    rules: { '@typescript-eslint/consistent-type-imports': 'off' },
  },
  ...astro.configs.recommended,
  {
    files: ['**/*.{js,mjs}'],
    languageOptions: { globals: globals.node },
  },
  {
    files: ['**/*.astro', '**/*.astro/*.{js,ts}'],
    languageOptions: { globals: { ...globals.browser, ...globals.node } },
    // astro check does this one, with the types at hand.
    rules: { 'no-undef': 'off' },
  },
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-var': 'error',
      'object-shorthand': 'error',
      'prefer-const': 'error',
      'no-restricted-syntax': ['error', ...chance],
    },
  },
  {
    files: ['src/**', 'scripts/**'],
    plugins: { rooms },
    rules: {
      'rooms/arrows': 'error',
      'rooms/astro-only-in-pages': 'error',
      'no-restricted-imports': ['error', extensions],
      'no-restricted-syntax': ['error', ...wallClock, ...chance, ...locale],
    },
  },
  {
    // All that is built. What runs in the reader's browser knows the reader's day, and is let off.
    files: ['src/**'],
    ignores: ['src/components/client/**', 'src/components/search/**'],
    rules: {
      'no-restricted-syntax': [
        'error',
        ...wallClock,
        ...chance,
        ...locale,
        ...localTime,
        ...moments,
      ],
    },
  },
  {
    // Those that turn a day into words, or a moment of UTC into a feed's.
    files: ['src/language/format.ts', 'src/language/week.ts', 'src/outputs/feeds/rss.ts'],
    rules: { 'no-restricted-syntax': ['error', ...wallClock, ...chance, ...locale, ...localTime] },
  },
  {
    // The one place that reads the machine's time.
    files: ['src/model/clock.ts'],
    rules: { 'no-restricted-syntax': ['error', ...chance, ...locale, ...localTime] },
  },
  {
    // Scripts in a template run in the reader's browser, where "now" and the locale are the reader's.
    files: ['**/*.astro/*.{js,ts}'],
    rules: { 'no-restricted-syntax': ['error', ...chance] },
  },
  {
    // Tests assert on what parsers of other people return, much of it untyped.
    files: ['tests/**/*.ts'],
    rules: {
      'no-control-regex': 'off',
      '@typescript-eslint/no-explicit-any': 'off',
      '@typescript-eslint/no-unsafe-argument': 'off',
      '@typescript-eslint/no-unsafe-assignment': 'off',
      '@typescript-eslint/no-unsafe-call': 'off',
      '@typescript-eslint/no-unsafe-member-access': 'off',
      '@typescript-eslint/no-unsafe-return': 'off',
    },
  },
);
