import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { noFacts } from '../parts/meta.ts';
import type { PageView } from '../view.ts';

/** A page of documentation: among its collection, with a table of contents. */
export function doc(props: PageProps<PageView>): Html {
  const { view, parts, layouts } = props;
  const { page, collection, facts = noFacts } = view;
  return layouts.document(props, {
    sidebar: parts.sidebar(props, { collection }),
    main: html`
      ${parts.breadcrumbs(props)}
      ${parts.article(props, {
        meta: parts.meta(props, { page, facts }),
        toc: true,
        end: parts.articleEnd(props),
      })}
    `,
  });
}
