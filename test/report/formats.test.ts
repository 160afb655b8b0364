import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ago } from '../../src/report/ago.ts';
import { githubAnnotations } from '../../src/report/github.ts';
import { githubSummary } from '../../src/report/github-summary.ts';
import { jsonReport, type RunFindings } from '../../src/report/json.ts';
import { junitReport } from '../../src/report/junit.ts';
import { publishedSchema, runSchema } from '../../src/report/schema.ts';
import { reportLine, totalLine } from '../../src/report/summary.ts';
import { exampleReport, exampleStep, failedReport } from './examples.ts';

const findings: RunFindings = {
  reports: [
    exampleReport(),
    failedReport(),
    exampleReport({ status: 'not-run', ground: undefined, reason: 'no image', steps: [] }),
    exampleReport({ status: 'error', reason: 'interrupted', steps: [] }),
  ],
  diagnostics: [
    { code: 'runbook-info', severity: 'error', message: 'a mistake', file: 'content/a.md' },
  ],
  exitCode: 1,
  durationMs: 2500,
};

describe('JSON', () => {
  test('is what the schema says', () => {
    const value: unknown = JSON.parse(jsonReport(findings));
    expect(runSchema.parse(value)).toEqual(value);
    expect(value).toMatchObject({
      schema: 1,
      summary: {
        runbooks: 1,
        runs: 4,
        brokenPages: 1,
        passed: 1,
        failed: 1,
        error: 1,
        notRun: 1,
        steps: 5,
        exitCode: 1,
      },
    });
  });
  test('the published schema is that of the code (UPDATE_SCHEMA=1 writes it)', () => {
    const file = new URL('../../src/report/schema/report.json', import.meta.url);
    if (process.env.UPDATE_SCHEMA) writeFileSync(file, publishedSchema());
    // By value: the formatter has its own mind about white space.
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(JSON.parse(publishedSchema()));
  });
});

describe('JUnit XML', () => {
  const xml = junitReport(findings);
  test('counts suites and cases', () => {
    expect(xml).toMatch(
      /^<\?xml version="1.0" encoding="UTF-8"\?>\n<testsuites name="rutter verify" tests="8" failures="2" errors="1"/,
    );
    expect(xml.match(/<testsuite /g)).toHaveLength(5);
    expect(xml.match(/<testcase /g)).toHaveLength(8);
    expect(xml.match(/<skipped /g)).toHaveLength(3);
  });
  test('is well-formed whatever was printed', () => {
    expect(xml).not.toMatch(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u);
    // What is left without the tags holds no markup.
    const open: string[] = [];
    const rest = xml.replace(
      /<(\/?)([a-z-]+)((?: [a-z]+="[^"<]*")*)(\/?)>/g,
      (_, end, name, __, empty) => {
        if (end === '/') expect(open.pop()).toBe(name);
        else if (empty === '') open.push(name);
        return '';
      },
    );
    expect(open).toEqual([]);
    expect(rest.replace(/^<\?xml[^>]*>/, '')).not.toMatch(/[<>]|&(?!(?:amp|lt|gt|quot|#13);)/);
  });
  test('a case names the failure, its place, and keeps the output', () => {
    expect(xml).toContain('type="step-exit"');
    expect(xml).toContain('content/a:b,c.md:7:1 step-exit');
    expect(xml).toContain('<system-out>a\n::error file=x::pwned');
  });
});

describe('GitHub', () => {
  test('annotations are one line each, with their properties escaped', () => {
    const lines = githubAnnotations(findings);
    expect(lines).toHaveLength(2);
    for (const line of lines) expect(line).not.toMatch(/[\r\n]/);
    expect(lines[0]).toBe('::error file=content/a.md,title=runbook-info::a mistake');
    expect(lines[1]).toContain(
      '::error file=content/a%3Ab%2Cc.md,line=7,endLine=7,col=1,endColumn=12,title=step-exit::step `evil` exited with 1, expected 0%0Astderr: a%0A',
    );
    expect(lines[1]).toContain('hint: 100%25 sure: do, this');
  });
  test('the summary is a table and the failures, and reads nothing as markup', () => {
    const text = githubSummary(findings);
    expect(text).toContain('1 passed, 1 failed, 1 stopped, 1 not run, 1 with mistakes');
    // Four runs and one skipped step, each table with its head.
    expect(text.match(/^\| .* \|$/gm)).toHaveLength(6 + 3);
    expect(text).not.toContain('<b>');
    expect(text).not.toContain('[l](');
    // The fence is longer than any that the output holds.
    expect(text).toContain('\n`````text\n');
    expect(text.match(/<details>/g)).toHaveLength(4);
  });
  test('the summary stays below what GitHub takes', () => {
    const reports = Array.from({ length: 400 }, () =>
      exampleReport({ ...failedReport(), reason: 'x'.repeat(50_000) }),
    );
    expect(Buffer.byteLength(githubSummary({ ...findings, reports }))).toBeLessThan(1024 * 1024);
  });
});

describe('lines for a terminal', () => {
  const same = (text: string): string => text;
  const plain = { green: same, red: same, yellow: same, dim: same, bold: same };
  test('one for each report, and one for all', () => {
    expect(findings.reports.map((report) => reportLine(report, plain))).toEqual([
      '✔ content/runbooks/disk-full.md in debian:12  1 step 1.2 s',
      '✖ content/runbooks/disk-full.md in debian:12  `evil` failed, 1 not run 1.2 s',
      '- content/runbooks/disk-full.md  not run: no image',
      '! content/runbooks/disk-full.md in debian:12  interrupted 1.2 s',
    ]);
    expect(totalLine(findings, plain)).toBe(
      '1 runbook in 1 image (4 runs): 1 passed, 1 failed, 1 interrupted, 1 not run, 1 page with mistakes, 1 step skipped 2.5 s',
    );
  });
  test('counts runbooks and images apart, and pages, not their mistakes', () => {
    const none = { reports: [], diagnostics: [], exitCode: 0, durationMs: 5 };
    expect(totalLine(none, plain)).toBe('0 runbooks: 0 passed 5 ms');
    const reports = ['a', 'b', 'c'].flatMap((runbook) =>
      ['debian:12', 'debian:13'].map((image) => exampleReport({ runbook, image })),
    );
    expect(totalLine({ ...none, reports }, plain)).toBe(
      '3 runbooks in 2 images (6 runs): 6 passed 5 ms',
    );
    const ofOurs = exampleReport({ runbook: 'd', image: undefined });
    expect(totalLine({ ...none, reports: [...reports, ofOurs] }, plain)).toBe(
      '4 runbooks in 2 images (7 runs): 7 passed 5 ms',
    );
    const mistake = { code: 'runbook-info', severity: 'error', message: 'm' } as const;
    const diagnostics = ['a.md', 'a.md', 'b.md', undefined].map((file) =>
      file === undefined ? mistake : { ...mistake, file },
    );
    expect(totalLine({ ...none, diagnostics }, plain)).toBe(
      '0 runbooks: 2 pages with mistakes 5 ms',
    );
    const lost = exampleReport({ status: 'error', reason: 'it went away' });
    expect(totalLine({ ...none, reports: [lost] }, plain)).toBe(
      '1 runbook: 1 stopped by the sandbox 5 ms',
    );
  });
});

describe('what is worth knowing of a pass', () => {
  const now = Date.parse('2026-01-31T12:30:00Z');
  const flaky = exampleReport({
    steps: [
      exampleStep({ id: 'fetch', attempts: 3 }),
      exampleStep({ id: 'jq', number: 2, status: 'skipped', reason: 'no `jq` here', commands: [] }),
      exampleStep({ id: 'disk', number: 3, status: 'skipped', reason: 'a disk', commands: [] }),
      exampleStep({ id: 'mount', number: 4, status: 'skipped', reason: 'a disk', commands: [] }),
    ],
  });
  const cached = exampleReport({ cached: true });
  const part = exampleReport({ partial: true });
  const all: RunFindings = {
    reports: [flaky, cached, part],
    diagnostics: [],
    exitCode: 0,
    durationMs: 10,
    coverage: { run: 7, skipped: 1, plain: 2 },
    shard: { index: 2, count: 3, plan: `sha256:${'0'.repeat(64)}`, runs: ['a', 'b', 'c', 'd'] },
  };
  const same = (text: string): string => text;
  const plain = { green: same, red: same, yellow: same, dim: same, bold: same };

  test('is in the JSON', () => {
    const value: unknown = JSON.parse(jsonReport(all));
    expect(runSchema.parse(value)).toEqual(value);
    expect(value).toMatchObject({
      summary: { passed: 3, flaky: 1, cached: 1, skippedSteps: 3, coverage: { run: 7 } },
      shard: { index: 2, count: 3 },
    });
  });
  test('reports of a version that did not count it are still read', () => {
    const { summary, ...rest } = JSON.parse(jsonReport(all));
    const { flaky: _, cached: __, skippedSteps: ___, coverage: ____, ...before } = summary;
    expect(runSchema.safeParse({ ...rest, summary: before }).success).toBe(true);
  });
  test('is in the JUnit report', () => {
    const xml = junitReport(all);
    expect(xml).toContain('<flakyFailure message="passed at attempt 3" type="flaky"/>');
    expect(xml).toContain('<skipped message="no `jq` here"/>');
    expect(xml).toContain(
      '<properties><property name="cached" value="proven at 2026-01-31T10:00:00Z, not run again"/></properties>',
    );
    expect(xml).toContain('<property name="partial" ');
  });
  test('a failure in a JUnit report has the diagnostic that names its step', () => {
    const diagnostic = { code: 'step-exit', severity: 'error' } as const;
    const xml = junitReport({
      ...all,
      reports: [
        exampleReport({
          status: 'failed',
          steps: [
            exampleStep({ id: 'server', status: 'failed' }),
            exampleStep({ id: 'later', status: 'failed' }),
          ],
          diagnostics: [
            { ...diagnostic, severity: 'warning', message: 'something else' },
            { ...diagnostic, message: 'step `later` exited with 1' },
            { ...diagnostic, message: 'background step `server` ended' },
          ],
        }),
      ],
    });
    const failures = [...xml.matchAll(/name="\d (\w+)"[^>]*><failure message="([^"]*)"/g)];
    expect(failures.map(([, step, message]) => [step, message])).toEqual([
      ['server', 'background step `server` ended'],
      ['later', 'step `later` exited with 1'],
    ]);
  });
  test('is in the annotations and the summary of GitHub', () => {
    expect(githubAnnotations(all)).toEqual([
      '::warning file=content/runbooks/disk-full.md,title=flaky::step `fetch` passed at attempt 3 in debian:12',
    ]);
    const text = githubSummary(all, now);
    expect(text).toContain('## Runbooks: 3 passed, 0 failed, 0 stopped, 0 not run, 1 flaky\n');
    expect(text).toContain('Shard 2 of 3: 3 of 4 runs.\n');
    expect(text).toContain(
      'Coverage: 7 of 10 shell blocks are steps (70 %), 1 more is skipped, 2 are not.\n',
    );
    expect(text).toContain('| proven 2 h ago |');
    expect(text).toContain('| 1 of the page |');
    expect(text).toMatch(
      /### Flaky steps\n\n\| page .*\n.*\n\| .* \| fetch \| passed at attempt 3 \|\n/,
    );
    expect(text).toMatch(/### Skipped steps\n\n\| page .*\n.*\n(?:\| .* \|\n){3}\n/);
    expect(text).toContain('| jq | no &#96;jq&#96; here |');
  });
  test('is on the lines for a terminal', () => {
    expect(all.reports.map((report) => reportLine(report, plain, now))).toEqual([
      '✔ content/runbooks/disk-full.md in debian:12  1 step, 3 skipped (no `jq` here; a disk), flaky: `fetch` (3 attempts) 1.2 s',
      '✔ content/runbooks/disk-full.md in debian:12  1 step proven 2 h ago',
      '✔ content/runbooks/disk-full.md in debian:12  1 step of the page 1.2 s',
    ]);
    expect(totalLine(all, plain)).toBe(
      '1 runbook in 1 image (3 runs): 3 passed (1 proven before), 1 flaky, 3 steps skipped 10 ms',
    );
  });
  test.each([
    [-5, 'just now'],
    [59, 'just now'],
    [60, '1 min ago'],
    [3599, '59 min ago'],
    [7200, '2 h ago'],
    [47 * 3600, '47 h ago'],
    [48 * 3600, '2 d ago'],
  ])('%i seconds are %s', (seconds, words) => {
    expect(ago('2026-01-31T12:30:00Z', now + seconds * 1000)).toBe(words);
  });
});
