import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { EngineName } from '../../src/model/config.ts';
import { type Diagnostic, UserError } from '../../src/model/diagnostic.ts';
import type { Report } from '../../src/model/report.ts';
import { loadEvidence } from '../../src/report/evidence.ts';
import { type VerifyEvent, type VerifyResult, verify } from '../../src/verify.ts';
import { folderWith } from '../cli/rutter.ts';
import { bubblewrap, describeWith, docker, type Requirement } from '../requirements.ts';

const site = new URL('../runbooks/', import.meta.url).pathname;

function toldOf(one: Diagnostic): readonly string[] {
  const place = one.span === undefined ? '' : `:${one.span.start.line}:${one.span.start.column}`;
  return [
    `${one.file ?? ''}${place} ${one.severity} ${one.code}  ${one.message}`,
    ...(one.details ?? []).map((line) => `  ${line}`),
    ...(one.hint === undefined ? [] : [`  hint: ${one.hint}`]),
  ];
}

/** What a report says, without what differs between engines and machines. */
function outcomeOf(report: Report): string {
  const steps = report.steps.map((step) =>
    [
      step.number,
      step.id,
      step.status,
      ...(step.reason === undefined ? [] : [`(${step.reason})`]),
    ].join(' '),
  );
  const text = [report.status, ...steps, ...report.diagnostics.flatMap(toldOf)].join('\n');
  const neutral = text.replace(
    /install it on this machine, or name an image/g,
    'name another image',
  );
  return `${neutral.replaceAll(report.ground?.name ?? '\0', 'GROUND')}\n`;
}

/** The owners of the sandboxes that this process has in the engine. */
const containers = (): readonly string[] =>
  execFileSync('docker', ['ps', '-a', '--format', '{{.Label "rutter.owner"}}'], {
    encoding: 'utf8',
  })
    .split('\n')
    .filter((owner) => owner !== '' && JSON.parse(owner)[1] === process.pid);

const engines: readonly (readonly [EngineName, Requirement])[] = [
  ['docker', docker()],
  ['bubblewrap', bubblewrap()],
];

for (const [engine, requirement] of engines) {
  describeWith(requirement, `verify under ${engine}`, () => {
    let root: string;
    let result: VerifyResult;
    const events: VerifyEvent[] = [];
    beforeAll(async () => {
      root = mkdtempSync(join(tmpdir(), 'rutter-verify-'));
      cpSync(join(site, 'content'), join(root, 'content'), { recursive: true });
      result = await verify({ root, engine, onEvent: (event) => events.push(event) });
    }, 180_000);
    afterAll(() => rmSync(root, { recursive: true, force: true }));

    test('each runbook comes out as it is to', async () => {
      expect(result.reports.length).toBeGreaterThan(10);
      for (const report of result.reports) {
        // Its words name the engine and what it looked at.
        if (report.status === 'not-run') continue;
        const name = basename(report.runbook);
        await expect(outcomeOf(report), name).toMatchFileSnapshot(
          new URL(`../runbooks/expected/${name}.txt`, import.meta.url).pathname,
        );
      }
    });
    test('mistakes are told at their place, and nothing of their page is run', async () => {
      const text = `${result.diagnostics.flatMap(toldOf).join('\n')}\n`;
      await expect(text).toMatchFileSnapshot(
        new URL('../runbooks/expected/mistakes.txt', import.meta.url).pathname,
      );
      expect(result.reports.map((report) => report.runbook)).not.toContain('runbooks/mistakes');
    });
    test('the pages that are run', () => {
      const run = result.reports.map((report) => report.runbook);
      expect(run).toContain('docs/marked');
      for (const other of ['docs/plain', 'runbooks/index', 'runbooks/draft'])
        expect(run).not.toContain(other);
    });
    test('an image that cannot be had is not run, and says so', () => {
      const report = result.reports.find((one) => one.runbook === 'runbooks/not-provided');
      expect(report).toMatchObject({
        status: 'not-run',
        image: 'rutter.invalid/never:1',
        reason: 'no engine gives the image `rutter.invalid/never:1`',
        steps: [{ status: 'not-run' }],
        diagnostics: [
          {
            code: 'verify-not-run',
            severity: 'warning',
            details: expect.arrayContaining([expect.stringMatching(`^${engine}: it `)]),
          },
        ],
      });
      expect(report).not.toHaveProperty('ground');
    });
    test('ends with status 1, and evidence for all that ran', async () => {
      expect(result).toMatchObject({ exitCode: 1, stopped: false });
      const { evidence, diagnostics } = await loadEvidence(join(root, '.rutter'));
      expect(diagnostics).toEqual([]);
      const ran = result.reports
        .filter((one) => one.status !== 'not-run')
        .map((one) => one.runbook);
      expect(evidence.map((one) => one.runbook).sort()).toEqual([...ran].sort());
      const passes = evidence.find((one) => one.runbook === 'runbooks/passes');
      expect(passes).toMatchObject({ status: 'passed', ground: { engine } });
      expect(passes?.provenSince).toBe(passes?.startedAt);
    });
    test('says what it does while it does it', () => {
      const types = events
        .filter((one) => 'runbook' in one && one.runbook.id === 'docs/marked')
        .map((one) => one.type);
      expect(types).toEqual([
        'runbook-queued',
        'runbook-start',
        'step-start',
        'step-end',
        'runbook-end',
      ]);
      expect(events[0]).toMatchObject({ type: 'found', runs: result.reports.length });
    });
    test('paths choose, and a green run ends with 0', async () => {
      const paths = [join(root, 'content/runbooks/passes.md'), join(root, 'content/docs')];
      const chosen = await verify({ root, engine, paths });
      expect(chosen).toMatchObject({ exitCode: 0, diagnostics: [] });
      expect(chosen.reports.map((one) => one.runbook)).toEqual(['docs/marked', 'runbooks/passes']);
    });
    test('a draft runs where it is named', async () => {
      const chosen = await verify({
        root,
        engine,
        paths: [join(root, 'content/runbooks/draft.md')],
        save: false,
      });
      expect(chosen.reports).toMatchObject([{ runbook: 'runbooks/draft', status: 'failed' }]);
    });
    test('what was not run fails where it must not pass unseen', async () => {
      const paths = [join(root, 'content/runbooks/not-provided.md')];
      expect((await verify({ root, engine, paths })).exitCode).toBe(0);
      expect((await verify({ root, engine, paths, strict: true })).exitCode).toBe(1);
      const inCi = await verify({ root, engine, paths, ci: true });
      expect(inCi).toMatchObject({
        exitCode: 1,
        reports: [{ diagnostics: [{ severity: 'error' }] }],
      });
    });
    test('a stop in the middle comes back soon and leaves nothing', async () => {
      const controller = new AbortController();
      const paths = [
        join(root, 'content/runbooks/too-slow.md'),
        join(root, 'content/runbooks/passes.md'),
      ];
      const before = readFileSync(
        join(root, '.rutter/evidence/runbooks+too-slow@host.json'),
        'utf8',
      );
      const stopped = await verify({
        root,
        engine,
        paths,
        jobs: 1,
        force: true,
        signal: controller.signal,
        onEvent: (event) => {
          if (event.type !== 'step-start' || event.step.id !== 'wait') return;
          if (engine === 'docker') expect(containers()).toHaveLength(1);
          controller.abort();
        },
      });
      // `passes` comes first and is whole.
      expect(stopped).toMatchObject({
        stopped: true,
        reports: [{ status: 'passed' }, { status: 'error', reason: 'interrupted' }],
      });
      expect(readFileSync(join(root, '.rutter/evidence/runbooks+too-slow@host.json'), 'utf8')).toBe(
        before,
      );
      if (engine === 'docker') expect(containers()).toEqual([]);
    }, 60_000);
  });
}

describe('verify without running anything', () => {
  test('a path that is none is an error of usage', async () => {
    for (const [path, words] of [
      ['content/runbooks/pases.md', 'does not exist'],
      ['expected', 'holds no page'],
      ['content/docs/plain.md', 'has no step'],
      ['content/runbooks/index.md', 'has no step'],
    ] as const) {
      const failure = await verify({ root: site, paths: [join(site, path)], save: false }).catch(
        (error: unknown) => error,
      );
      if (!(failure instanceof UserError)) throw new Error(`${path} was taken`);
      expect(failure.diagnostics).toMatchObject([
        { code: 'verify-path', message: expect.stringContaining(words) },
      ]);
    }
  });
  test('so is a folder without a runbook, beside one that has some', async () => {
    const root = folderWith({
      'content/docs/plain.md': '# Plain\n\n```sh\ntrue\n```\n',
      'content/runbooks/draft.md': '---\ndraft: true\n---\n# Draft\n\n```sh\ntrue\n```\n',
      'content/posts/run.md': '---\ndate: 2026-01-01\n---\n# Run\n\n```sh run\ntrue\n```\n',
    });
    for (const folder of ['docs', 'runbooks']) {
      const paths = [join(root, 'content/posts'), join(root, 'content', folder)];
      await expect(verify({ root, paths })).rejects.toMatchObject({
        diagnostics: [{ code: 'verify-path', message: `\`${paths[1]}\` has no step to run` }],
      });
    }
  });
  test('a near miss is named', async () => {
    const failure = await verify({
      root: site,
      paths: [join(site, 'content/runbooks/pases.md')],
    }).catch((error) => error);
    expect(failure.diagnostics[0].hint).toBe('did you mean `content/runbooks/passes.md`?');
  });
  test('pages that hold no runbook need no sandbox', async () => {
    const result = await verify({
      root: site,
      paths: [join(site, 'content/docs'), join(site, 'content/runbooks/mistakes.md')].slice(1),
      save: false,
    });
    expect(result).toMatchObject({ exitCode: 1, reports: [] });
  });
});
