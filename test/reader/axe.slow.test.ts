/// <reference lib="dom" />
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { chromium, describeWith } from '../requirements.ts';
import { type Ground, layGround } from './ground.ts';
import { layouts } from './reader-site.ts';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

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

describeWith(chromium(), 'axe', () => {
  let ground: Ground;
  beforeAll(async () => {
    ground = await layGround();
  });
  afterAll(() => ground?.close());

  test.each(Object.entries(layouts))('finds nothing in: %s', async (_, url) => {
    const page = await ground.open({ reducedMotion: 'reduce' });
    await page.goto(url);
    await page.evaluate(axe);
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
    await page.context().close();
    expect(found).toEqual([]);
  });

  test('and no page complains', () => expect(ground.complaints).toEqual([]));
});
