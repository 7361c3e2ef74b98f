/// <reference types="astro/client" />
/// <reference types="@astrojs/starlight/virtual" />
/// <reference types="@astrojs/starlight" />

declare namespace App {
  interface Locals {
    gazette: {
      page: import('./views/page.ts').PageModel;
      t: import('./language/strings.ts').Translate;
    };
  }
}
