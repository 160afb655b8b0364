import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { pageUpdater } from '../../src/cli/verify/update-run.ts';
import { loadConfig } from '../../src/config/load.ts';
import { ownSource } from '../../src/model/located.ts';
import { changedRuns } from '../../src/plan/changed.ts';
import { planRuns } from '../../src/plan/runs.ts';
import { editsOf, withEdits } from '../../src/runbook/update/edit.ts';
import { findEngines } from '../../src/sandbox/engines.ts';
import { findRunbooks } from '../../src/verify/find-runbooks.ts';
import { verify } from '../../src/verify.ts';
import { told, write } from '../build/mini-site.ts';
import { folderWith } from '../cli/rutter.ts';
import { bubblewrap, describeWith } from '../requirements.ts';

const page = `---
title: Page
---

\`\`\`sh
echo before >file
\`\`\`

<!--@include: ./_steps.md#set-up-->

<<< @/scripts/look.sh#look

\`\`\`console name=last
$ cat file
wrong
\`\`\`
`;

const site = (more: Readonly<Record<string, string>> = {}) =>
  folderWith({
    'content/runbooks/page.md': page,
    'content/runbooks/_steps.md': `# Steps\n\n## Set up\n\n\`\`\`sh name=set-up\ntest -f file\necho two >>file\n\`\`\`\n\n\`\`\`console name=shows\n$ cat file\nbefore\nnone\n\`\`\`\n\n## Other\n\n\`\`\`sh\nexit 1\n\`\`\`\n`,
    'scripts/look.sh': '#!/bin/sh\nfalse\n# #region look\ngrep -q two file\n# #endregion look\n',
    ...more,
  });

describe('steps in files that a runbook includes', () => {
  test('are steps of the page, at their own places', async () => {
    const root = site();
    const { runbooks, diagnostics } = await findRunbooks(await loadConfig({ root }), []);
    expect(told(diagnostics)).toEqual([]);
    const [runbook] = runbooks;
    expect(runbooks).toHaveLength(1);
    expect(runbook?.steps.map(({ id, commands }) => [id, commands[0]?.script])).toEqual([
      ['step-1', 'echo before >file'],
      ['set-up', 'test -f file\necho two >>file'],
      ['shows', 'cat file'],
      ['step-4', 'grep -q two file'],
      ['last', 'cat file'],
    ]);
  });

  test('change the digest of the page when they change, and count as changed', async () => {
    const root = site();
    const config = await loadConfig({ root });
    const read = async () => {
      const { runbooks } = await findRunbooks(config, []);
      return { digest: runbooks[0]?.digest, runs: planRuns(runbooks, {}).runs };
    };
    const before = await read();
    expect((await read()).digest).toBe(before.digest);
    write(root, { 'scripts/look.sh': '# #region look\ngrep two file\n# #endregion look\n' });
    expect((await read()).digest).not.toBe(before.digest);
    const changed = (file: string) =>
      changedRuns(before.runs, { files: new Set([file]), shared: [] }).length;
    expect(
      ['scripts/look.sh', 'content/runbooks/_steps.md', 'content/runbooks/page.md'].map(changed),
    ).toEqual([1, 1, 1]);
    expect(changed('scripts/other.sh')).toBe(0);
  });

  test('that are missing keep the page from being run', async () => {
    const root = site({ 'scripts/look.sh': '' });
    const { runbooks, diagnostics } = await findRunbooks(await loadConfig({ root }), []);
    expect(runbooks).toEqual([]);
    expect(told(diagnostics)).toEqual([
      expect.stringMatching(/^content\/runbooks\/page.md:11:1 error include-region/),
    ]);
  });
});

describeWith(bubblewrap(), 'verify of a page with parts', () => {
  test('tells of a failure in the file that it stands in', async () => {
    const root = site();
    const { reports } = await verify({ root, engine: 'bubblewrap' });
    expect(told(reports[0]?.diagnostics ?? [])).toEqual([
      expect.stringMatching(/^content\/runbooks\/_steps.md:11:1 error step-output/),
    ]);
    write(root, {
      'content/runbooks/_steps.md': '## Set up\n\n```sh\necho two >>file\n```\n',
      'scripts/look.sh':
        '# #region look\ntrue\n\n\tfalse || true\n  grep -q three file\n# #endregion\n',
    });
    const again = await verify({ root, engine: 'bubblewrap' });
    expect(told(again.reports[0]?.diagnostics ?? [])).toEqual([
      expect.stringMatching(/^scripts\/look.sh:5:3 error step-exit/),
    ]);
  });

  test('--update writes into the page, and leaves parts alone', async () => {
    const root = site();
    const config = await loadConfig({ root });
    const { runbooks } = await findRunbooks(config, []);
    const [runbook] = runbooks;
    const [engine] = (await findEngines('bubblewrap', { defaultImage: config.verify.image }))
      .engines;
    if (runbook === undefined || engine === undefined) throw new Error('there is nothing to run');
    const signal = new AbortController().signal;
    const run = { runbook, image: undefined, engine, secrets: {}, signal };
    const { hunks, left } = await pageUpdater(config)(run);
    await engine[Symbol.asyncDispose]();
    const { text } = ownSource(runbook.source);
    expect(text).toBe(readFileSync(join(root, 'content/runbooks/page.md'), 'utf8'));
    expect(withEdits(text, editsOf(hunks))).toBe(page.replace('wrong', 'before\ntwo'));
    expect(hunks.map(({ line }) => line)).toEqual([15]);
    expect(told(left)).toEqual([
      expect.stringMatching(
        /^content\/runbooks\/_steps.md:12:1 warning update-left the output of step `shows` was not written: it stands in `content\/runbooks\/_steps.md`, which the page includes/,
      ),
    ]);
  });
});
