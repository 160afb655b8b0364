import { expect, test } from 'vitest';
import { table } from './modules.ts';

const run = (wallMs: number) => ({ wallMs, cpuMs: wallMs, peakBytes: 1 });

test('a ratio is the median of the ratios of the rounds, not that of the medians', () => {
  const [first, second] = table.summarize([
    { name: 'a', runs: [run(10), run(20), run(90)] },
    { name: 'b', runs: [run(100), run(40), run(100)] },
  ]);
  expect(first?.ratios).toBeUndefined();
  expect(first?.medians.wallMs).toBe(20);
  expect(second?.medians.wallMs).toBe(100);
  expect(second?.ratios?.wallMs).toBe(0.5);
});
