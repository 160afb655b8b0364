import type { Root } from 'mdast';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import type { Coverage, PageCoverage } from '../model/report.ts';
import type { Runbook } from '../model/runbook.ts';
import type { SourceFile } from '../model/source.ts';
import { collectBlocks } from './read/blocks.ts';
import { shellLanguage } from './read/languages.ts';

/** What becomes of the shell blocks of a page: `sh`, `bash` and `console`, hidden ones too. */
export function coverageOf(page: {
  readonly tree: Root;
  readonly source: SourceFile;
  readonly runbook: Runbook | undefined;
}): PageCoverage {
  const { blocks } = collectBlocks(page.tree, page.source);
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

export function totalCoverage(pages: readonly Coverage[]): Coverage {
  const sum = (part: keyof Coverage): number => pages.reduce((all, one) => all + one[part], 0);
  return { run: sum('run'), skipped: sum('skipped'), plain: sum('plain') };
}

/** The share of the shell blocks that are run, 0 to 1; 1 where there are none. */
export function coveredShare({ run, skipped, plain }: Coverage): number {
  const all = run + skipped + plain;
  return all === 0 ? 1 : run / all;
}

/** `62.5 %`, never rounded up to what it is not. */
export function percent(share: number): string {
  return `${Math.floor(share * 1000 + 1e-9) / 10} %`;
}

/** `coverage: 198 of 210 shell blocks are run (94.2 %), 2 skipped, 10 are no steps`. */
export function coverageLine(coverage: Coverage): string {
  const { run, skipped, plain } = coverage;
  const all = run + skipped + plain;
  if (all === 0) return 'coverage: there is no shell block';
  return [
    `coverage: ${run} of ${all} shell ${all === 1 ? 'block is' : 'blocks are'} run (${percent(coveredShare(coverage))})`,
    ...(skipped > 0 ? [`${skipped} skipped`] : []),
    ...(plain > 0 ? [`${plain} ${plain === 1 ? 'is no step' : 'are no steps'}`] : []),
  ].join(', ');
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
      message: `${percent(share)} of the shell blocks are run, and ${percent(least)} are asked for`,
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
