import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadConfig } from '../../src/config/load.ts';
import { readEntry } from '../../src/content/entry.ts';
import { readSources } from '../../src/content/read-source.ts';
import { scan } from '../../src/content/scan.ts';
import { createMarkdown } from '../../src/markdown/processor.ts';
import type { Entry } from '../../src/model/page.ts';
import type { Step } from '../../src/model/runbook.ts';
import { parseRunbook } from '../../src/runbook/read/parse.ts';

interface Read {
  readonly entry: Entry;
  readonly steps: readonly Step[];
}

const pages: Read[] = [];
const complaints: string[] = [];

beforeAll(async () => {
  const config = await loadConfig({ root: fileURLToPath(new URL('../../', import.meta.url)) });
  const found = scan(config);
  const { sources, diagnostics } = readSources(found.sources);
  complaints.push(...[...found.diagnostics, ...diagnostics].map((one) => one.message));
  const markdown = createMarkdown(config.markdown);
  for (const source of sources) {
    const { entry, diagnostics: found } = await readEntry(source, config);
    if (entry === undefined) throw new Error(`${source.path} is no page`);
    const tree = markdown.parse(source, entry.bodyStart);
    const parsed = parseRunbook({ tree, entry, title: entry.id, config });
    complaints.push(
      ...[...found, ...parsed.diagnostics].map((one) => `${one.file} ${one.message}`),
    );
    pages.push({ entry, steps: parsed.runbook?.steps ?? [] });
  }
});

function ofKind(kind: Entry['kind']): readonly Read[] {
  return pages.filter((page) => page.entry.kind === kind && !page.entry.id.endsWith('/index'));
}

describe('our own pages', () => {
  test('read without a complaint', () => expect(complaints).toEqual([]));

  test('are enough to be a demo', () => {
    expect(ofKind('runbook').length).toBeGreaterThanOrEqual(8);
    expect(ofKind('post').length).toBeGreaterThanOrEqual(5);
  });

  test('say in a sentence what they are about', () => {
    const silent = pages.filter((page) => !page.entry.frontmatter.description);
    expect(silent.map((page) => page.entry.id)).toEqual([]);
  });

  test('use every feature of a step somewhere', () => {
    const steps = pages.flatMap((page) => page.steps);
    const commands = steps.flatMap((step) => step.commands);
    const kinds = new Set(
      commands.flatMap((one) => one.expect?.lines ?? []).map((line) => line.kind),
    );
    expect([...kinds].sort()).toEqual(['any-lines', 'bytes', 'literal', 'regexp', 'wild']);
    expect(new Set(steps.map((step) => step.role)).size).toBe(6);
    expect(commands.some((one) => one.expect?.format === 'json')).toBe(true);
    expect(commands.some((one) => one.exit > 0)).toBe(true);
    for (const key of ['name', 'title', 'timeoutMs', 'skip', 'file'] as const) {
      expect(steps.some((step) => step[key] !== undefined)).toBe(true);
    }
    expect(steps.some((step) => step.hidden)).toBe(true);
  });
});

describe('our own runbooks', () => {
  test('prove that their checks can tell: fault, a check that fails, fix, a check that passes', () => {
    for (const { entry, steps } of ofKind('runbook')) {
      const roles = steps.map((step) => step.role);
      const fault = roles.indexOf('fault');
      const lastFix = roles.lastIndexOf('fix');
      const isCheck = (step: Step): boolean => step.role === 'check' && step.skip === undefined;
      expect(steps.slice(lastFix + 1).some(isCheck), `${entry.id}: a check at the end`).toBe(true);
      if (fault === -1) continue;
      const seen = steps.slice(fault + 1, lastFix);
      expect(
        seen.some((step) => step.commands.some((command) => command.exit > 0)),
        `${entry.id}: something fails between fault and fix`,
      ).toBe(true);
    }
  });
});
