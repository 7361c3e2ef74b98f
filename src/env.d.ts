/// <reference types="astro/client" />
/// <reference types="@astrojs/starlight/virtual" />

declare namespace App {
  interface Locals {
    gazette: {
      page: import('./views/page.ts').PageModel;
      t: import('./language/strings.ts').Translate;
    };
  }
}
