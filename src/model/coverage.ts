import type { Coverage } from './report.ts';

/** That of all pages together. */
export function totalCoverage(pages: readonly Coverage[]): Coverage {
  const sum = (part: keyof Coverage): number => pages.reduce((all, one) => all + one[part], 0);
  return { run: sum('run'), skipped: sum('skipped'), plain: sum('plain') };
}

/** The share of the shell blocks that are steps without `skip`, 0 to 1; 1 where there are none. */
export function coveredShare({ run, skipped, plain }: Coverage): number {
  const all = run + skipped + plain;
  return all === 0 ? 1 : run / all;
}

/** `62.5 %`, never rounded up to what it is not. */
export function percent(share: number): string {
  return `${Math.floor(share * 1000 + 1e-9) / 10} %`;
}

/** `198 of 210 shell blocks are steps (94.2 %), 2 more are skipped, 10 are not`. */
export function coverageWords(coverage: Coverage): string {
  const { run, skipped, plain } = coverage;
  const all = run + skipped + plain;
  if (all === 0) return 'there is no shell block';
  return [
    `${run} of ${all} shell ${all === 1 ? 'block is a step' : 'blocks are steps'} (${percent(coveredShare(coverage))})`,
    ...(skipped > 0 ? [`${skipped} more ${skipped === 1 ? 'is' : 'are'} skipped`] : []),
    ...(plain > 0 ? [`${plain} ${plain === 1 ? 'is' : 'are'} not`] : []),
  ].join(', ');
}
