/** What parts and layouts of the default theme call beside each other, so that one of them works alone. */
export * from '../../themes/default/anchor.ts';
export { inLanguage } from '../../themes/default/by-language.ts';
export * from '../../themes/default/escape.ts';
export { periodLinks } from '../../themes/default/layouts/archive.ts';
export { lines } from '../../themes/default/lines.ts';
export * from '../../themes/default/needs.ts';
export { portrait } from '../../themes/default/parts/author-card.ts';
export * from '../../themes/default/parts/badge.ts';
export { crumbsOf } from '../../themes/default/parts/breadcrumbs.ts';
export * from '../../themes/default/parts/count-runbooks.ts';
export * from '../../themes/default/parts/diff.ts';
export * from '../../themes/default/parts/failure.ts';
export * from '../../themes/default/parts/ground.ts';
export { bars, siteLinks } from '../../themes/default/parts/header.ts';
export * from '../../themes/default/parts/icon.ts';
export * from '../../themes/default/parts/listed.ts';
export * from '../../themes/default/parts/mark.ts';
export { authorLink, noFacts } from '../../themes/default/parts/meta.ts';
export * from '../../themes/default/parts/own-language.ts';
export * from '../../themes/default/parts/period-name.ts';
export * from '../../themes/default/parts/phrase.ts';
export { absolute } from '../../themes/default/parts/preview.ts';
export * from '../../themes/default/parts/proof-notes.ts';
export * from '../../themes/default/parts/proof-words.ts';
export * from '../../themes/default/parts/run-chart.ts';
export { outcome } from '../../themes/default/parts/step-images.ts';
export * from '../../themes/default/parts/step-reference.ts';
export * from '../../themes/default/parts/step-state.ts';
export * from '../../themes/default/parts/step-traits.ts';
export * from '../../themes/default/parts/time.ts';
export * from '../../themes/default/parts/title.ts';
export { topId } from '../../themes/default/parts/to-top.ts';
export { latestUpdate } from '../../themes/default/parts/updates.ts';
export * from '../../themes/default/parts/versions.ts';
export * from '../../themes/default/parts/view-title.ts';
export { searchedPages } from '../../themes/default/searched-pages.ts';
export { shellWord } from '../../themes/default/shell-word.ts';
export * from '../../themes/default/shown-nodes.ts';
export * from '../../themes/default/site-path.ts';
export * from '../../themes/default/step-changes.ts';
export * from '../../themes/default/step-state.ts';
export { calendarDay } from '../model/calendar-day.ts';
export { coveredShare, percent, totalCoverage } from '../model/coverage.ts';
export { readingMinutes } from '../model/reading-time.ts';
export { isFlaky } from '../model/report.ts';
export {
  byNeed,
  countStates,
  lastPass,
  type RunbookRow,
  runbookRows,
  standingOf,
} from '../model/standing.ts';
export * from '../model/step-number.ts';
export { wallUrl } from '../model/wall.ts';
