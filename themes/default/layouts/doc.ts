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
    toc: page.frontmatter.toc ? parts.toc(props, { headings: page.headings }) : undefined,
    main: html`
      ${parts.breadcrumbs(props)}
      ${parts.article(props, {
        meta: parts.meta(props, { page, facts }),
        end: parts.articleEnd(props),
      })}
    `,
  });
}
