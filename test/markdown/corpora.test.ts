import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { readFrontMatter } from '../../src/content/front-matter.ts';
import { createMarkdown } from '../../src/markdown/processor.ts';
import { sourceFile } from '../../src/model/source.ts';
import { describeWith } from '../requirements.ts';
import { everyBlock, plainOptions } from './rendering.ts';

const folder = fileURLToPath(new URL('../../../shared/corpora/', import.meta.url));

/** Not a matter of set-up: these texts are beside some work trees and not part of the repository. */
const present = existsSync(folder);
if (!present) console.info(`skipped: no texts of others at ${folder}`);

const needs = { name: 'corpora', missing: undefined };
if (present) {
  describeWith(needs, 'Markdown that nobody here wrote', () => {
    test('parses and renders', { timeout: 120_000 }, async () => {
      const markdown = createMarkdown(plainOptions);
      const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
        name.endsWith('.md'),
      );
      for (const name of files) {
        const source = sourceFile(name, readFileSync(folder + name, 'utf8'));
        const { bodyStart, diagnostics } = readFrontMatter(source);
        expect([name, diagnostics]).toEqual([name, []]);
        const tree = markdown.parse(source, bodyStart);
        const result = await markdown.render(tree, {
          source,
          resolve: (url) => ({ url }),
          steps: everyBlock(tree),
        });
        expect([name, result.diagnostics]).toEqual([name, []]);
        expect(result.rendered.body.length).toBeGreaterThan(0);
      }
    });
  });
} else test.skip('no texts of others beside this work tree', () => {});
