import type { PreviewImage, Site } from '../../../src/model/site.ts';
import type { HeadFacts, PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';

/** What others show of a link to the page: Open Graph (https://ogp.me), and X's cards on top of it. */
export function preview(
  { view, site }: PageProps,
  { title, description, origin }: HeadFacts,
): Html {
  const page = view.kind === 'page' ? view.page : undefined;
  const isArticle = page !== undefined && page.kind !== 'page';
  const { published, changed, canonical } = view.head ?? {};
  const image = imageOf(view.head?.image, origin);
  const authors = isArticle && view.kind === 'page' ? (view.facts?.authors ?? []) : [];
  return html`
    <meta property="og:type" content="${isArticle ? 'article' : 'website'}">
    <meta property="og:site_name" content="${site.config.title}">
    <meta property="og:title" content="${title}">
    ${description !== '' && html`<meta property="og:description" content="${description}">`}
    ${
      origin !== undefined &&
      canonical !== undefined &&
      html`<meta property="og:url" content="${absolute(canonical, origin)}">`
    }
    ${localeOf(site) && html`<meta property="og:locale" content="${localeOf(site)}">`}
    ${
      image &&
      html`
        <meta property="og:image" content="${image.url}">
        ${image.width && html`<meta property="og:image:width" content="${image.width}">`}
        ${image.height && html`<meta property="og:image:height" content="${image.height}">`}
        ${image.alt !== '' && html`<meta property="og:image:alt" content="${image.alt}">`}
      `
    }
    ${isArticle && published && html`<meta property="article:published_time" content="${published}">`}
    ${isArticle && changed && html`<meta property="article:modified_time" content="${changed}">`}
    ${lines(authors.map(({ name }) => html`<meta property="article:author" content="${name}">`))}
    ${
      isArticle &&
      lines(
        page.frontmatter.tags.map((tag) => html`<meta property="article:tag" content="${tag}">`),
      )
    }
    <meta name="twitter:card" content="${image === undefined ? 'summary' : 'summary_large_image'}">
  `;
}

function imageOf(
  image: PreviewImage | undefined,
  origin: string | undefined,
): PreviewImage | undefined {
  if (image === undefined || (origin === undefined && image.url.startsWith('/'))) return undefined;
  return { ...image, url: absolute(image.url, origin ?? '') };
}

/** As Open Graph has it: `en_GB`. It knows no language without a country. */
function localeOf({ config }: Site): string | undefined {
  const [, language, country] =
    /^([a-z]{2,3})-(?:[A-Za-z]{4}-)?([A-Z]{2})$/.exec(config.language) ?? [];
  return language === undefined ? undefined : `${language}_${country}`;
}

/** A path with the base, or a URL. */
export function absolute(url: string, origin: string): string {
  return url.startsWith('/') ? origin + url : url;
}
