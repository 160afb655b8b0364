import type { PageProps } from '../contract.ts';
import { type Html, html } from '../html.ts';
import { noFacts } from '../parts/meta.ts';
import type { PageView } from '../view.ts';

/**
 * A runbook, for somebody who has been woken up: what it solves and how to tell, whether it still works,
 * then what to do.
 */
export function runbook(props: PageProps<PageView>): Html {
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
