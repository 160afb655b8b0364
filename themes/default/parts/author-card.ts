import type { AuthorLink } from '../../../src/model/site.ts';
import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { lines } from '../lines.ts';
import { authorLink } from './meta.ts';
import { phrase } from './phrase.ts';

/** Who wrote a page, at its end: those of whom the site says more than a name. */
export function authors(
  { t }: PageProps,
  { authors }: { readonly authors: readonly AuthorLink[] },
): Html | undefined {
  const known = authors.filter(({ bio, avatar }) => bio !== undefined || avatar !== undefined);
  if (known.length === 0) return undefined;
  return html`
    <aside class="authors" aria-label="${t('writtenBy')}">
    ${lines(known.map((author) => card(author)))}
    </aside>
  `;
}

function card(author: AuthorLink): Html {
  const { bio } = author;
  return html`
    <div class="author-card">
    ${portrait(author)}
    <p><strong>${authorLink(author)}</strong>${bio !== undefined && html`<br>${phrase(bio)}`}</p>
    </div>
  `;
}

/** The name stands beside it. */
export function portrait({ avatar }: Pick<AuthorLink, 'avatar'>): Html | undefined {
  if (avatar === undefined) return undefined;
  return html`<img class="portrait" src="${avatar}" alt="" width="64" height="64" loading="lazy">`;
}
