import type { Site, View } from '../../src/model/site.ts';
import type { Html } from './html.ts';
import { doc } from './layouts/doc.ts';
import { front, home } from './layouts/home.ts';
import { list } from './layouts/list.ts';
import { notFound } from './layouts/not-found.ts';
import { page } from './layouts/page.ts';
import { post } from './layouts/post.ts';
import { runbook } from './layouts/runbook.ts';
import { runbooks } from './layouts/runbooks.ts';
import { tag } from './layouts/tag.ts';
import { tags } from './layouts/tags.ts';
import type { PageView } from './view.ts';

/** Which layout draws which view. */
export function draw(view: View, site: Site): Html {
  switch (view.kind) {
    case 'page':
      return drawPage(view, site);
    case 'home':
      return front(view, site);
    case 'list':
      return list(view, site);
    case 'runbooks':
      return runbooks(view, site);
    case 'tags':
      return tags(view, site);
    case 'tag':
      return tag(view, site);
    case 'not-found':
      return notFound(view, site);
  }
}

function drawPage(view: PageView, site: Site): Html {
  if (view.page.kind === 'page' && view.url === site.config.base) return home(view, site);
  if (view.page.kind === 'runbook') return runbook(view, site);
  if (view.page.kind === 'doc') return doc(view, site);
  if (view.page.kind === 'post') return post(view, site);
  return page(view, site);
}
