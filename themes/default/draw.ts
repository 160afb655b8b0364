import type { Site, View } from '../../src/model/site.ts';
import type { Html } from './html.ts';
import { archive } from './layouts/archive.ts';
import { doc } from './layouts/doc.ts';
import { front, home } from './layouts/home.ts';
import { list } from './layouts/list.ts';
import { notFound } from './layouts/not-found.ts';
import { page } from './layouts/page.ts';
import { period } from './layouts/period.ts';
import { post } from './layouts/post.ts';
import { runbook } from './layouts/runbook.ts';
import { runbooks } from './layouts/runbooks.ts';
import { taxonomy } from './layouts/taxonomy.ts';
import { term } from './layouts/term.ts';
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
    case 'taxonomy':
      return taxonomy(view, site);
    case 'term':
      return term(view, site);
    case 'archive':
      return archive(view, site);
    case 'period':
      return period(view, site);
    case 'not-found':
      return notFound(view, site);
  }
}

function drawPage(view: PageView, site: Site): Html {
  if (view.page.kind === 'page' && view.url === site.config.home) return home(view, site);
  if (view.page.kind === 'runbook') return runbook(view, site);
  if (view.page.kind === 'doc') return doc(view, site);
  if (view.page.kind === 'post') return post(view, site);
  return page(view, site);
}
