import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import type { PageView } from '../view.ts';
import type { Translate } from '../words.ts';
import { time } from './time.ts';

/** More names than these say little. */
const mostAuthors = 5;

/** Where the page comes from: when it was changed and by whom, where to edit it, where its history is. */
export function sourceLine({ view, site, t }: PageProps<PageView>): Html | undefined {
  const { page, history } = view;
  const { editUrl, historyUrl } = site.config;
  // What a loader has given stands in no file of the author's.
  if (page.source.path.startsWith('.rutter/')) return undefined;
  const path = page.source.path.split('/').map(encodeURIComponent).join('/');
  const link = (to: string, label: string): Html =>
    html`<a href="${to.replace(/\/?$/, '/') + path}">${label}</a>`;
  const parts = [
    ...(history === undefined ? [] : [html`<span>${changed(history, t)}</span>`]),
    ...(editUrl === undefined || !page.frontmatter.editLink ? [] : [link(editUrl, t('editPage'))]),
    ...(historyUrl === undefined ? [] : [link(historyUrl, t('pageHistory'))]),
  ];
  if (parts.length === 0) return undefined;
  return html`<p class="edit">${parts.map((part, at) => [at > 0 && ' · ', part])}</p>`;
}

function changed({ updated, authors }: NonNullable<PageView['history']>, t: Translate): Html {
  const date = time(updated, t);
  if (authors.length === 0) return t.html('changedOn', { date });
  const named = authors.slice(0, mostAuthors).join(', ');
  return t.html('changedOnBy', {
    date,
    authors: authors.length > mostAuthors ? `${named}, …` : named,
  });
}
