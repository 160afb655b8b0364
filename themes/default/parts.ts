import type { Parts } from './contract.ts';
import { article, articleHead } from './parts/article.ts';
import { authors } from './parts/author-card.ts';
import { brand } from './parts/brand.ts';
import { breadcrumbs } from './parts/breadcrumbs.ts';
import { browse } from './parts/browse.ts';
import { captured } from './parts/captured.ts';
import { coverage } from './parts/coverage.ts';
import { articleEnd } from './parts/end.ts';
import { entryList } from './parts/entry-list.ts';
import { footer } from './parts/footer.ts';
import { head } from './parts/head.ts';
import { header } from './parts/header.ts';
import { imageProof } from './parts/image-proof.ts';
import { listHead } from './parts/list-head.ts';
import { languageMenu, versionMenu } from './parts/menus.ts';
import { meta } from './parts/meta.ts';
import { notices } from './parts/notices.ts';
import { pager } from './parts/pager.ts';
import { pagination } from './parts/pagination.ts';
import { preview } from './parts/preview.ts';
import { proofBanner } from './parts/proof.ts';
import { prose } from './parts/prose.ts';
import { related } from './parts/related.ts';
import { runbookFacts } from './parts/runbook-facts.ts';
import { runbookFilter } from './parts/runbook-filter.ts';
import { runbookLinks } from './parts/runbook-links.ts';
import { runbookTable } from './parts/runbook-table.ts';
import { schemeSwitch } from './parts/scheme-switch.ts';
import { searchBox } from './parts/search-box.ts';
import { searchButton } from './parts/search-button.ts';
import { searchLinks } from './parts/search-links.ts';
import { series, seriesNext } from './parts/series-box.ts';
import { sidebar } from './parts/sidebar.ts';
import { sourceLine } from './parts/source-line.ts';
import { step } from './parts/step.ts';
import { stepImages } from './parts/step-images.ts';
import { stepStrip } from './parts/step-strip.ts';
import { structuredData } from './parts/structured-data.ts';
import { toTop } from './parts/to-top.ts';
import { toc } from './parts/toc.ts';
import { updates } from './parts/updates.ts';
import { variables } from './parts/variables.ts';
import { wallTile } from './parts/wall-tile.ts';
import { work } from './parts/work.ts';
import { slots } from './slots.ts';

export const parts: Parts = {
  ...slots,
  head,
  preview,
  structuredData,
  header,
  brand,
  searchButton,
  versionMenu,
  languageMenu,
  schemeSwitch,
  notices,
  toTop,
  footer,
  breadcrumbs,
  article,
  articleHead,
  meta,
  toc,
  updates,
  series,
  prose,
  articleEnd,
  seriesNext,
  related,
  authors,
  sourceLine,
  pager,
  sidebar,
  runbookFacts,
  proofBanner,
  stepStrip,
  imageProof,
  variables,
  work,
  step,
  stepImages,
  captured,
  listHead,
  browse,
  entryList,
  pagination,
  runbookFilter,
  runbookTable,
  runbookLinks,
  wallTile,
  coverage,
  searchBox,
  searchLinks,
};
