import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { githubAnnotations, githubSummary } from '../../src/report/github.ts';
import { jsonReport, type RunFindings } from '../../src/report/json.ts';
import { junitReport } from '../../src/report/junit.ts';
import { publishedSchema, runSchema } from '../../src/report/schema.ts';
import { reportLine, totalLine } from '../../src/report/summary.ts';
import { exampleReport, failedReport } from './examples.ts';

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
    expect(text.match(/^\| .* \|$/gm)).toHaveLength(6);
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
      '1 runbook in 1 image (4 runs): 1 passed, 1 failed, 1 interrupted, 1 not run, 1 page with mistakes 2.5 s',
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
