import type { PageProps } from '../contract.ts';
import type { Html } from '../html.ts';
import type { PageView } from '../view.ts';

/** A page that stands alone, such as "about". */
export function page(props: PageProps<PageView>): Html {
  const { parts, layouts } = props;
  return layouts.document(props, {
    main: parts.article(props, { end: parts.articleEnd(props) }),
  });
}
