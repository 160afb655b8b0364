import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import type { Report } from '../../src/model/report.ts';
import { verify } from '../../src/verify.ts';
import { bubblewrap, describeWith, docker, type Requirement } from '../requirements.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const engines: readonly (readonly ['docker' | 'bubblewrap', Requirement])[] = [
  ['docker', docker()],
  ['bubblewrap', bubblewrap()],
];

/** Pages that need what only an engine of containers has; elsewhere they are not run, with a word. */
const containersOnly = new Set(['content/docs/runbooks/services.md']);

for (const [engine, needs] of engines) {
  describeWith(needs, `our own pages under ${engine}`, () => {
    test('every step of the site does what its page says', { timeout: 300_000 }, async () => {
      const result = await verify({ root, engine, save: false });
      const cannot = (report: Report) =>
        engine === 'bubblewrap' && report.status === 'not-run' && containersOnly.has(report.file);
      const failures = result.reports
        .filter((report) => report.status !== 'passed' && !cannot(report))
        .map((report) => [
          report.file,
          report.reason ?? report.diagnostics.map((one) => `${one.message} ${one.details ?? ''}`),
        ]);
      expect(failures).toEqual([]);
      expect(result.diagnostics).toEqual([]);
      expect(result.reports.length).toBeGreaterThan(25);
      expect(result.exitCode).toBe(0);
    });
  });
}
