/**
 * The arrows of the house, as an ESLint plugin.
 *
 * `src/` is a row of rooms. A file may import from its own room and from rooms further left, never
 * from one to its right, nor from a room beside it. Only the last row knows Astro. See src/README.md.
 */
import path from 'node:path';

/** The rows, from the left: rooms in one row stand beside each other. */
export const rows = [
  ['model'],
  ['language'],
  ['render'],
  ['catalog'],
  ['policies', 'views'],
  ['outputs', 'importers'],
  ['publish'],
  ['site', 'pages', 'components', 'styles', 'content.config.ts', 'env.d.ts'],
];

const astroRow = rows.length - 1;
const astroModule = /^(?:astro(?:[:/].*)?|@astrojs\/.*)$/;

/** The room of an absolute path, or undefined outside of `src/`. */
function roomOf(file, root) {
  const inside = path.relative(path.join(root, 'src'), file);
  if (inside === '' || inside.startsWith('..') || path.isAbsolute(inside)) return undefined;
  return inside.split(path.sep)[0];
}

const rowOf = (room) => rows.findIndex((row) => row.includes(room));

/** Calls `check(node, specifier)` for each import, export … from, import() and import type. */
function onImports(check) {
  const visit = (node) => {
    const source = node.source;
    if (source?.type === 'Literal' && typeof source.value === 'string') check(source, source.value);
    else if (source?.type === 'TemplateLiteral' && source.expressions.length === 0) {
      check(source, source.quasis[0].value.cooked);
    }
  };
  return {
    ImportDeclaration: visit,
    ExportNamedDeclaration: visit,
    ExportAllDeclaration: visit,
    ImportExpression: visit,
    TSImportType: visit,
    // import.meta.resolve, import.meta.glob and require reach files as well.
    CallExpression(node) {
      const { callee } = node;
      const called =
        (callee.type === 'Identifier' && callee.name === 'require') ||
        (callee.type === 'MemberExpression' && callee.object.type === 'MetaProperty');
      if (!called) return;
      for (const argument of node.arguments) {
        const parts = argument.type === 'ArrayExpression' ? argument.elements : [argument];
        for (const part of parts) {
          if (part?.type === 'Literal' && typeof part.value === 'string') check(part, part.value);
        }
      }
    },
  };
}

const arrows = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      unknown:
        '`src/{{room}}` is not a room of the house. Put the file in one of: {{rooms}} (or add the room to scripts/lint/rooms.mjs and src/README.md).',
      right:
        '`{{from}}` may not import from `{{to}}`, which is to its right: {{order}}. Move what both need to the left.',
      beside:
        '`{{from}}` may not import from `{{to}}`, which stands beside it. Move what both need to the left.',
      outside:
        '`src` may not import from `{{to}}`: only src, packages and node: modules are built into the engine.',
    },
  },
  create(context) {
    const root = context.cwd;
    const from = roomOf(context.filename, root);
    if (from === undefined) return {};
    const fromRow = rowOf(from);
    if (fromRow === -1) {
      return {
        Program(node) {
          context.report({
            node,
            messageId: 'unknown',
            data: { room: from, rooms: rows.flat().join(', ') },
          });
        },
      };
    }
    const order = rows.map((row) => row.join(', ')).join(' ← ');
    return onImports((node, specifier) => {
      const clean = specifier.replace(/[?#].*$/, '');
      let target;
      if (/^\.\.?(?:\/|$)/.test(clean)) {
        target = path.resolve(path.dirname(context.filename), clean);
      } else if (/^\/src\//.test(clean)) target = path.join(root, clean);
      else return;
      const to = roomOf(target, root);
      if (to === undefined) {
        // The shared row is Astro's own: configuration and package.json are read from there only.
        if (fromRow === astroRow) return;
        context.report({
          node,
          messageId: 'outside',
          data: { to: path.relative(root, target).split(path.sep).join('/') },
        });
        return;
      }
      if (to === from) return;
      const toRow = rowOf(to);
      // Astro's row is one house: pages use components, components use site.
      if (toRow === fromRow && fromRow === astroRow) return;
      if (toRow === fromRow) context.report({ node, messageId: 'beside', data: { from, to } });
      else if (toRow > fromRow || toRow === -1) {
        context.report({ node, messageId: 'right', data: { from, to, order } });
      }
    });
  },
};

const astroOnlyInPages = {
  meta: {
    type: 'problem',
    schema: [],
    messages: {
      import:
        '`{{specifier}}` is Astro: only {{rooms}} know it. Keep this room free of the framework.',
      file: 'Templates (.astro) live in src/{pages,components,site} only.',
    },
  },
  create(context) {
    const room = roomOf(context.filename, context.cwd);
    if (room === undefined || rowOf(room) === astroRow) return {};
    const report = (node, specifier) => {
      context.report({
        node,
        messageId: 'import',
        data: { specifier, rooms: rows[astroRow].join(', ') },
      });
    };
    return {
      ...onImports((node, specifier) => {
        if (astroModule.test(specifier) || /\.astro(?:\?.*)?$/.test(specifier)) {
          report(node, specifier);
        }
      }),
      Program(node) {
        if (context.filename.endsWith('.astro')) context.report({ node, messageId: 'file' });
      },
    };
  },
};

export default { rules: { arrows, 'astro-only-in-pages': astroOnlyInPages } };
