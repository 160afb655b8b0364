// The same chrome written three ways, for scripts/bench/layout.

const sections = Array.from({ length: 12 }, (_, section) => ({
  label: `Part ${section + 1}: "Signals" & <buoys>`,
  links: Array.from({ length: 10 }, (_, at) => ({
    label: `Chapter ${section * 10 + at + 1}, tides & streams`,
    url: `/docs/part-${section + 1}/chapter-${at + 1}/?from=sidebar&to=page`,
  })),
}));
const headings = Array.from({ length: 30 }, (_, at) => ({
  text: `Heading ${at + 1}: when \`a < b\``,
  id: `heading-${at + 1}`,
}));
const current = '/docs/part-4/chapter-5/?from=sidebar&to=page';
const links = ['Docs', 'Runbooks', 'Posts', 'Tags'].map((label) => ({
  label,
  url: `/${label.toLowerCase()}/`,
}));
const site = { title: 'Harbour & Light', description: 'Sailing directions for "servers"' };
const body = '<p>The article, as the pipeline made it.</p>';

/** With the theme's own `html` and `attribute`. */
export function byTemplate({ html, attribute, trusted }) {
  const item = (link) => html`
    <li><a href="${link.url}"${attribute('aria-current', link.url === current && 'page')}>${link.label}</a></li>
  `;
  const part = (section) => html`
    <li><span class="group">${section.label}</span>
    <ul>
    ${section.links.map((link) => [item(link), '\n'])}
    </ul>
    </li>
  `;
  const entry = (one) => html`
    <li><a href="#${one.id}">${one.text}</a></li>
  `;
  return () =>
    `<!doctype html>\n${html`
      <html lang="${'en'}">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <title>${`A page · ${site.title}`}</title>
      <meta name="description" content="${site.description}">
      <link rel="stylesheet" href="${'/assets/style.css'}">
      </head>
      <body>
      <header class="site-header"><a class="brand" href="${'/'}">${site.title}</a>
      <nav aria-label="Site"><ul>
      ${links.map((link) => [item(link), '\n'])}
      </ul></nav>
      </header>
      <nav class="sidebar" aria-label="Pages"><ul>
      ${sections.map((section) => [part(section), '\n'])}
      </ul></nav>
      <main id="main"><article>${trusted(body)}</article></main>
      <nav class="toc" aria-label="On this page"><ul>
      ${headings.map((one) => [entry(one), '\n'])}
      </ul></nav>
      <footer><p>${site.title}</p></footer>
      </body>
      </html>
    `}`;
}

/** What cannot be beaten, and must not be used: nothing is escaped but by hand. */
export function byPlainStrings() {
  const quote = (text) =>
    text
      .replaceAll('&', '&amp;')
      .replaceAll('<', '&lt;')
      .replaceAll('>', '&gt;')
      .replaceAll('"', '&quot;');
  const item = (link) =>
    `<li><a href="${quote(link.url)}"${link.url === current ? ' aria-current="page"' : ''}>${quote(link.label)}</a></li>\n`;
  return () => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>A page · ${quote(site.title)}</title>
<meta name="description" content="${quote(site.description)}">
<link rel="stylesheet" href="/assets/style.css">
</head>
<body>
<header class="site-header"><a class="brand" href="/">${quote(site.title)}</a>
<nav aria-label="Site"><ul>
${links.map(item).join('')}
</ul></nav>
</header>
<nav class="sidebar" aria-label="Pages"><ul>
${sections
  .map(
    (section) => `<li><span class="group">${quote(section.label)}</span>
<ul>
${section.links.map(item).join('')}
</ul>
</li>
`,
  )
  .join('')}
</ul></nav>
<main id="main"><article>${body}</article></main>
<nav class="toc" aria-label="On this page"><ul>
${headings.map((one) => `<li><a href="#${one.id}">${quote(one.text)}</a></li>\n`).join('')}
</ul></nav>
<footer><p>${quote(site.title)}</p></footer>
</body>
</html>`;
}

/** As JSX compiles: `h(type, props, ...children)`; `text` escapes where the library does not. */
export function byTree(h, text = (words) => words) {
  const item = (link) =>
    h(
      'li',
      null,
      h(
        'a',
        { href: link.url, 'aria-current': link.url === current ? 'page' : undefined },
        text(link.label),
      ),
    );
  return () =>
    h(
      'html',
      { lang: 'en' },
      h(
        'head',
        null,
        h('meta', { charset: 'utf-8' }),
        h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
        h('title', null, text(`A page · ${site.title}`)),
        h('meta', { name: 'description', content: site.description }),
        h('link', { rel: 'stylesheet', href: '/assets/style.css' }),
      ),
      h(
        'body',
        null,
        h(
          'header',
          { class: 'site-header' },
          h('a', { class: 'brand', href: '/' }, text(site.title)),
          h('nav', { 'aria-label': 'Site' }, h('ul', null, ...links.map(item))),
        ),
        h(
          'nav',
          { class: 'sidebar', 'aria-label': 'Pages' },
          h(
            'ul',
            null,
            ...sections.map((section) =>
              h(
                'li',
                null,
                h('span', { class: 'group' }, text(section.label)),
                h('ul', null, ...section.links.map(item)),
              ),
            ),
          ),
        ),
        h('main', { id: 'main' }, h('article', { dangerouslySetInnerHTML: { __html: body } })),
        h(
          'nav',
          { class: 'toc', 'aria-label': 'On this page' },
          h(
            'ul',
            null,
            ...headings.map((one) => h('li', null, h('a', { href: `#${one.id}` }, text(one.text)))),
          ),
        ),
        h('footer', null, h('p', null, text(site.title))),
      ),
    );
}
