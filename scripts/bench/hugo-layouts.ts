import type { SiteFile } from './gazette-site.ts';

/**
 * Hugo's templates: a frame as a portal's, with a bounded sidebar, a table of contents, a pager, links
 * to the other languages and RSS. Hugo makes the sidebar once for each language and not for each
 * page, as whoever cares about time would tell it to.
 */
export const hugoLayouts: readonly SiteFile[] = [
  [
    'layouts/_default/baseof.html',
    `<!doctype html>
<html lang="{{ .Lang }}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{ .Title }} | {{ site.Title }}</title>
<meta name="description" content="{{ .Description }}">
<link rel="canonical" href="{{ .Permalink }}">
{{ range .AllTranslations }}<link rel="alternate" hreflang="{{ .Lang }}" href="{{ .Permalink }}">
{{ end }}{{ with .OutputFormats.Get "rss" }}<link rel="alternate" type="application/rss+xml" href="{{ .RelPermalink }}">
{{ end }}<link rel="stylesheet" href="/site.css">
</head>
<body>
<a class="skip" href="#main">Skip to content</a>
<header>
<a href="{{ site.Home.RelPermalink }}">{{ site.Title }}</a>
<nav aria-label="Languages"><ul>{{ range .AllTranslations }}<li><a href="{{ .RelPermalink }}" lang="{{ .Lang }}">{{ .Language.LanguageName }}</a></li>{{ end }}</ul></nav>
</header>
{{ partialCached "sidebar.html" . .Lang }}
<main id="main">{{ block "main" . }}{{ end }}</main>
<footer>{{ site.Title }}, {{ site.Params.day }}</footer>
</body>
</html>
`,
  ],
  [
    'layouts/partials/sidebar.html',
    `<nav aria-label="Releases">
{{ range (site.GetPage "/releases").Sections }}<details open><summary><a href="{{ .RelPermalink }}">{{ .Title }}</a></summary>
<ul>{{ range first 8 .RegularPages.ByDate.Reverse }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul></details>
{{ end }}</nav>
`,
  ],
  [
    'layouts/_default/single.html',
    `{{ define "main" }}<article data-pagefind-body>
<h1>{{ .Title }}</h1>
<p><time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 Jan 2006" }}</time></p>
{{ .Content }}
</article>
<aside aria-label="On this page">{{ .TableOfContents }}</aside>
<nav aria-label="Older and newer">{{ with .PrevInSection }}<a rel="prev" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}
{{ with .NextInSection }}<a rel="next" href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</nav>
{{ end }}
`,
  ],
  [
    'layouts/_default/list.html',
    `{{ define "main" }}<h1>{{ .Title }}</h1>
{{ .Content }}
<ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a> <time datetime="{{ .Date.Format "2006-01-02" }}">{{ .Date.Format "2 Jan 2006" }}</time> {{ .Description }}</li>
{{ end }}</ul>
{{ end }}
`,
  ],
  [
    'layouts/index.html',
    `{{ define "main" }}<h1>{{ .Title }}</h1>
{{ .Content }}
<ul>{{ range first 25 site.RegularPages.ByDate.Reverse }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>
{{ end }}</ul>
{{ end }}
`,
  ],
  [
    'layouts/shortcodes/aside.html',
    `<aside class="note {{ .Get 0 }}">
<p class="title">{{ .Get 1 | default (.Get 0 | humanize) }}</p>

{{ .Inner }}

</aside>
`,
  ],
  [
    'layouts/shortcodes/card.html',
    `<div class="card">
<p class="title">{{ .Get 0 }}</p>

{{ .Inner }}

</div>
`,
  ],
  [
    'layouts/shortcodes/steps.html',
    `<div class="steps">

{{ .Inner }}

</div>
`,
  ],
  ['layouts/shortcodes/badge.html', `<span class="badge {{ .Get 1 }}">{{ .Get 0 }}</span>`],
  ['layouts/shortcodes/tabs.html', `<div class="tabs">{{ .Inner }}</div>\n`],
  [
    'layouts/shortcodes/tab.html',
    `<section><h4>{{ .Get 0 }}</h4>{{ .Inner | markdownify }}</section>`,
  ],
  [
    'static/site.css',
    `body { font-family: system-ui, sans-serif; line-height: 1.6; margin: 0 auto; max-width: 80rem; padding: 1rem }
.note, .card { border-inline-start: 0.25rem solid; padding-inline-start: 1rem }
.title { font-weight: 600 }
.badge { border: 1px solid; border-radius: 0.25rem; padding: 0 0.25rem }
.highlight pre { overflow: auto; padding: 1rem }
.hl { background: #eee; display: block }
table { border-collapse: collapse }
th, td { border-block-end: 1px solid; padding: 0.25rem 0.5rem; text-align: start }
`,
  ],
];
