import type { View } from '../../../src/model/site.ts';
import type { Translate } from '../words.ts';

/** What a view is called: its own title, or the theme's name for what has no author. */
export function viewTitle(view: View, t: Translate): string {
  switch (view.kind) {
    case 'tags':
      return t('tags');
    case 'not-found':
      return t('notFound');
    case 'list':
    case 'tag': {
      const { page } = view.pagination;
      return page === 1 ? view.title : t('titleAndPage', { title: view.title, page });
    }
    default:
      return view.title;
  }
}
