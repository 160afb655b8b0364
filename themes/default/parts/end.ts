import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import type { PageView } from '../view.ts';

/** What follows an article: what to read next, who wrote it, its neighbours. */
export function articleEnd(props: PageProps<PageView>): Html {
  const { view, parts } = props;
  return html`
    ${parts.seriesNext(props)}
    ${parts.related(props)}
    ${parts.authors(props, { authors: view.facts?.authors ?? [] })}
    ${parts.sourceLine(props)}
    ${parts.pager(props)}
  `;
}
