import type { Site, View } from '../../../src/model/site.ts';
import { assetPaths } from '../assets.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import type { Translate } from '../words.ts';
import { viewTitle } from './view-title.ts';

/** `<head>`. The one blocking script is the tiny one that keeps a chosen scheme from flashing. */
export function head(view: View, site: Site, t: Translate): Html {
  const { base, title, url } = site.config;
  const own = viewTitle(view, t);
  const description = view.description || site.config.description;
  return html`
    <head>
    <meta charset="utf-8">
    <title>${own === title || own === '' ? title : `${own} · ${title}`}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    ${description !== '' && html`<meta name="description" content="${description}">`}
    ${view.kind === 'not-found' && html`<meta name="robots" content="noindex">`}
    <script src="${base + assetPaths.scheme}"></script>
    <link rel="stylesheet" href="${base + assetPaths.style}">
    <link rel="icon" type="image/svg+xml" href="${base + assetPaths.icon}">
    ${
      url !== undefined &&
      view.kind !== 'not-found' &&
      html`<link rel="canonical" href="${url.replace(/\/$/, '') + view.url}">`
    }
    ${lines(
      site.feeds.map(
        (feed) =>
          html`<link rel="alternate" type="application/atom+xml" title="${feed.title}" href="${feed.url}">`,
      ),
    )}
    <script defer src="${base + assetPaths.script}" data-copy="${t('copy')}" data-copied="${t('copied')}" data-light="${t('light')}" data-dark="${t('dark')}"></script>
    </head>
  `;
}
