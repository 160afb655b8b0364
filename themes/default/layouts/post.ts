import type { PageProps } from '../contract.ts';
import type { Html } from '../html.ts';
import { noFacts } from '../parts/meta.ts';
import type { PageView } from '../view.ts';

/** A post: dated, tagged, between its neighbours in time. */
export function post(props: PageProps<PageView>): Html {
  const { view, parts, layouts } = props;
  const { page, facts = noFacts } = view;
  return layouts.document(props, {
    main: parts.article(props, {
      meta: parts.meta(props, { page, facts, readingTime: true }),
      end: parts.articleEnd(props),
    }),
  });
}
