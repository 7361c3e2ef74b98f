/** For tools that don't read templates themselves; `astro check` uses their real types. */
declare module '*.astro' {
  const component: (props: Record<string, unknown>) => unknown;
  export default component;
}
