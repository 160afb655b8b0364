import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const source = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** All rules, those of best practice among them; in the dark only those that look at colours. */
const rules: Readonly<Record<'light' | 'dark', RunOptions>> = {
  light: {
    resultTypes: ['violations'],
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  },
  dark: {
    resultTypes: ['violations'],
    runOnly: { type: 'rule', values: ['color-contrast', 'link-in-text-block'] },
  },
};

/** What axe finds in a page as it is now, wide and narrow, in the light and in the dark. */
export async function axeFinds(page: Page): Promise<readonly string[]> {
  await page.evaluate(source);
  const found: string[] = [];
  for (const width of [1280, 360]) {
    await page.setViewportSize({ width, height: 800 });
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      const { violations } = await page.evaluate(
        (asked) =>
          (
            globalThis as unknown as { axe: { run(options: RunOptions): Promise<AxeResults> } }
          ).axe.run(asked),
        rules[colorScheme],
      );
      for (const { id, nodes } of violations)
        for (const { target, failureSummary } of nodes)
          found.push(`${width} ${colorScheme} ${id} ${target.join(' ')}: ${failureSummary}`);
    }
  }
  return found;
}
