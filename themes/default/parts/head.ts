import type { View } from '../../../src/model/site.ts';
import type { PageProps } from '../contract.ts';
import { attribute, type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { earlyScripts, neededScripts, neededStyles } from '../needs.ts';
import { sitePath } from '../site-path.ts';
import { absolute } from './preview.ts';
import { viewTitle } from './view-title.ts';

/** `<head>`. The one blocking script is the tiny one that keeps a chosen scheme from flashing. */
export function head(props: PageProps): Html {
  const { view, site, t, assets, parts } = props;
  const { base, title, url } = site.config;
  const { icon } = props.options;
  const own = viewTitle(view, t);
  const description = view.description || site.config.description;
  const origin = url?.replace(/\/$/, '');
  const { canonical, markdown } = view.head ?? {};
  const early = earlyScripts(view);
  const seen = { title: own || title, description, origin };
  return html`
    <head>
    <meta charset="utf-8">
    <title>${own === title || own === '' ? title : `${own} · ${title}`}</title>
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    ${description !== '' && html`<meta name="description" content="${description}">`}
    ${isHidden(view) && html`<meta name="robots" content="noindex">`}
    <script src="${base + assets.scheme}"></script>
    <link rel="stylesheet" href="${base + assets.style}">
    ${lines(earlyFonts(props).map((path) => html`<link rel="preload" as="font" type="font/woff2" href="${base + path}" crossorigin>`))}
    ${lines(neededStyles(view, assets).map((path) => html`<link rel="stylesheet" href="${base + path}">`))}
    <link rel="icon" type="${icon?.type ?? 'image/svg+xml'}" href="${icon === undefined ? base + assets.icon : sitePath(icon.path, site)}">
    ${
      origin !== undefined &&
      canonical !== undefined &&
      html`<link rel="canonical" href="${absolute(canonical, origin)}">`
    }
    ${
      origin !== undefined &&
      lines(
        (view.head?.alternates ?? []).map(
          (one) =>
            html`<link rel="alternate" hreflang="${one.language}" href="${origin + one.url}">`,
        ),
      )
    }
    ${lines(
      [...(view.head?.feeds ?? []), ...site.feeds].map(
        (feed) =>
          html`<link rel="alternate" type="${feed.type}" title="${feed.title}" href="${feed.url}">`,
      ),
    )}
    ${
      markdown !== undefined && html`<link rel="alternate" type="text/markdown" href="${markdown}">`
    }
    ${parts.preview(props, seen)}
    ${parts.structuredData(props, seen)}
    <script defer src="${base + assets.script}" data-copy="${t('copy')}" data-copied="${t('copied')}" data-link-copied="${t('linkCopied')}" data-enlarge="${t('enlarge')}" data-close="${t('close')}"></script>
    ${lines(neededScripts(view).map((path) => html`<script defer${attribute('blocking', early.includes(path) && 'render')} src="${base + path}"></script>`))}
    ${parts.headEnd(props)}
    </head>
  `;
}

/** What search engines are asked to leave out. */
function isHidden(view: View): boolean {
  return (
    view.kind === 'not-found' || (view.head !== undefined && view.head.canonical === undefined)
  );
}

/** Of a site that is opened from a disk browsers read no file ahead. */
function earlyFonts({ site, assets }: PageProps): readonly string[] {
  return site.config.relativeLinks ? [] : assets.fonts;
}
