import type { Root } from 'mdast';
import { coveredShare, percent, totalCoverage } from '../model/coverage.ts';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { Coverage, PageCoverage } from '../model/report.ts';
import type { Runbook } from '../model/runbook.ts';
import type { SourceFile } from '../model/source.ts';
import { builtInBlocks } from './read/blocks.ts';
import { shellLanguage } from './read/languages.ts';

/** What becomes of the shell blocks of a page: `sh`, `bash` and `console`, hidden ones too. */
export function coverageOf(page: {
  readonly tree: Root;
  readonly source: SourceFile;
  readonly runbook: Runbook | undefined;
}): PageCoverage {
  const blocks = builtInBlocks(page.tree, page.source);
  const steps = new Map(page.runbook?.steps.map((step) => [step.span.start.offset, step]));
  const reasons = new Set<string>();
  let [run, skipped, plain] = [0, 0, 0];
  for (const block of blocks.filter(({ info }) => shellLanguage(info.language) !== undefined)) {
    const step = steps.get(block.offset);
    if (step === undefined) plain += 1;
    else if (step.skip === undefined) run += 1;
    else {
      skipped += 1;
      reasons.add(step.skip);
    }
  }
  return { file: page.source.path, run, skipped, plain, reasons: [...reasons] };
}

const mostPages = 10;

/** The diagnostic of too small a share, with the pages that have the most to do; none where it is enough. */
export function coverageLow(pages: readonly PageCoverage[], least: number): readonly Diagnostic[] {
  const share = coveredShare(totalCoverage(pages));
  if (share >= least) return [];
  const open = (page: Coverage): number => page.skipped + page.plain;
  const worst = pages
    .filter((page) => open(page) > 0)
    .sort((a, b) => open(b) - open(a) || (a.file < b.file ? -1 : 1));
  const named = worst.slice(0, mostPages).map((page) => `${page.file}: ${partsOf(page)}`);
  const left = worst.length - named.length;
  return [
    diagnostic({
      code: 'coverage-low',
      message: `${percent(share)} of the shell blocks are steps without \`skip\`, and ${percent(least)} are asked for`,
      hint: 'mark blocks `run`, take a `skip` away, or show in a `text` block what is no command',
      details: [...named, ...(left > 0 ? [`and ${left} more pages`] : [])],
    }),
  ];
}

function partsOf({ skipped, plain, reasons }: PageCoverage): string {
  return [
    ...(plain > 0 ? [`${plain} no steps`] : []),
    ...(skipped > 0 ? [`${skipped} skipped (${reasons.join('; ')})`] : []),
  ].join(', ');
}
