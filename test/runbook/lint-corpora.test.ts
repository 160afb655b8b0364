import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import remarkGfm from 'remark-gfm';
import remarkParse from 'remark-parse';
import { unified } from 'unified';
import { describe, expect, test } from 'vitest';
import type { Command, Expectation } from '../../src/model/runbook.ts';
import type { Engine, Session } from '../../src/model/sandbox.ts';
import { compare } from '../../src/runbook/compare/compare.ts';
import { coverageOf } from '../../src/runbook/coverage.ts';
import { lintRunbook } from '../../src/runbook/lint/lint.ts';
import { parseShell } from '../../src/runbook/lint/shell/parse.ts';
import { findEngines } from '../../src/sandbox/engines.ts';
import { bubblewrap, describeWith } from '../requirements.ts';
import { parsePage, verifyConfig } from './page.ts';
import { updated } from './updated.ts';

const folder = fileURLToPath(new URL('../../../shared/corpora/', import.meta.url));
/** Texts of others lie beside some work trees and are no part of the repository. */
const found = existsSync(folder)
  ? readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((one) => one.endsWith('.md'))
  : [];

describe.skipIf(found.length === 0)('pages of others (skipped: no ../shared/corpora)', () => {
  test('are read, looked through and counted as runbooks', { timeout: 120_000 }, async () => {
    let steps = 0;
    for (const name of found) {
      const text = readFileSync(folder + name, 'utf8');
      const { runbook, diagnostics } = parsePage(text);
      if (runbook === undefined) continue;
      steps += runbook.steps.length;
      for (const one of lintRunbook(runbook).diagnostics) {
        expect(one.span?.end.offset).toBeGreaterThan(one.span?.start.offset ?? Infinity);
      }
      const tree = unified().use(remarkParse).use(remarkGfm).parse(text);
      const { run, skipped, plain } = coverageOf({ tree, source: runbook.source, runbook });
      expect([run, skipped, plain]).toEqual([runbook.steps.length, 0, 0]);
      if (diagnostics.some((one) => one.severity === 'error')) continue;
      expect((await updated(text, [])).text).toBe(text);
    }
    expect(steps).toBeGreaterThan(150);
  });
});

/** Blocks of `$ ` commands as transcripts, and of the rest those that only define functions. */
function asTranscripts(text: string): string {
  return text.replace(/^```(?:sh|shell|bash)\n([\s\S]*?)^```$/gm, (block, content: string) => {
    if (/^\$ /m.test(content)) {
      const from = content.search(/^\$ /m);
      return `\`\`\`console\n${content.slice(from)}\`\`\``;
    }
    const items = parseShell(content) ?? [];
    const isDefinition =
      items.length > 0 && items.every(({ first }) => first.commands[0]?.kind === 'function');
    return isDefinition ? `\`\`\`bash\n${content}\`\`\`` : block.replace(/^```\w+/, '```text');
  });
}

const bible = `${folder}shell/pure-bash-bible.md`;

async function inSession<T>(work: (session: Session) => Promise<T>): Promise<T> {
  const { engines } = await findEngines('bubblewrap');
  const [engine] = engines;
  if (engine === undefined) throw new Error('no engine');
  await using _engine: Engine = engine;
  const { limits } = verifyConfig;
  await using sandbox = await engine.start({
    ...{ network: 'none', privileges: 'strict', limits, env: {} },
    ...{ lifetimeMs: 120_000, label: 'corpora' },
  });
  await using session = await sandbox.open();
  return await work(session);
}

if (existsSync(bible)) {
  describeWith(bubblewrap(), 'the commands of pure-bash-bible', () => {
    test('are all reached, in one shell', { timeout: 120_000 }, async () => {
      const page = parsePage(asTranscripts(readFileSync(bible, 'utf8')));
      const steps = page.runbook?.steps ?? [];
      const count = { typed: 0, reached: 0, succeeded: 0, shown: 0, same: 0 };
      await inSession(async (session) => {
        // As at a prompt, where the texts were tried: a failure within a function does not end it.
        await session.run({ script: 'set +e +o pipefail', timeoutMs: 10_000 });
        for (const step of steps) {
          for (const command of step.commands) {
            const ran = await session.run({ script: command.script, timeoutMs: 10_000 });
            if (step.language !== 'console') continue;
            count.typed += 1;
            if (ran.ended === 'exit') count.reached += 1;
            if (ran.exitCode === 0) count.succeeded += 1;
            const shown = withoutRemarks(command);
            if (shown === undefined) continue;
            count.shown += 1;
            if (compare(shown, ran).same) count.same += 1;
          }
        }
      });
      console.info(`pure-bash-bible: ${JSON.stringify(count)}`);
      expect(count.typed).toBe(83);
      expect(count.reached).toBe(83);
      expect(count.succeeded).toBe(81);
      expect(count.same).toBeGreaterThanOrEqual(30);
    });
  });
} else test.skip('no pure-bash-bible beside this work tree', () => {});

/** What is shown as output; lines with `#` are remarks there. */
function withoutRemarks({ expect: expected }: Command): Expectation | undefined {
  const lines = expected?.lines.filter((line) => !line.raw.startsWith('#')) ?? [];
  return expected === undefined || lines.every(({ raw }) => raw.trim() === '')
    ? undefined
    : { ...expected, lines };
}
