import { describe, expect, test } from 'vitest';
import { profileLines } from '../../src/cli/profile-lines.ts';
import { openProgress, progressLines } from '../../src/cli/progress.ts';
import { ansi, type SafeText } from '../../src/cli/safe-text.ts';
import { folderWith, run } from './rutter.ts';

const plain = (lines: readonly SafeText[]) => lines.map((line) => ansi(line, false));

describe('build --profile', () => {
  test('says how long each phase, plugin and page took', () => {
    const lines = profileLines({
      phases: [
        { name: 'start', ms: 50, count: 1 },
        { name: 'content', ms: 150, count: 2 },
      ],
      threads: [{ name: 'render', ms: 1234.56, count: 2 }],
      plugins: [{ name: 'remarkParse', ms: 90, count: 7 }],
      pages: [{ id: 'docs/\u001b[2Ja', ms: 12 }],
    });
    expect(plain(lines)).toEqual([
      'where the time went, 200.0 ms in all',
      '  start           50.0 ms   25 %',
      '  content        150.0 ms   75 %, 2 times',
      'in worker threads, beside that',
      '  render        1234.6 ms  2 times',
      'plugins, all threads together',
      '  remarkParse     90.0 ms  100 %, 7 times',
      'the slowest pages',
      expect.stringMatching(/^ {2}docs\/[^\p{Cc}]*\[2Ja +12\.0 ms$/u),
    ]);
  });

  test('is a part of the JSON, from the start of the process on', async () => {
    const cwd = folderWith({ 'content/index.md': '# Home\n' });
    const { status, stdout } = await run(['build', '--json', '--profile'], { cwd });
    const { profile } = JSON.parse(stdout);
    expect(status).toBe(0);
    expect(profile.phases.slice(0, 2).map(({ name }: { name: string }) => name)).toEqual([
      'start',
      'configuration',
    ]);
    for (const { ms } of profile.phases) expect(ms).toBeGreaterThan(0);
    expect(profile.plugins).toContainEqual({ name: 'parse', ms: expect.any(Number), count: 1 });
    expect(profile.pages).toEqual([{ id: 'index', ms: expect.any(Number) }]);
    const without = await run(['build', '--json'], { cwd });
    expect(JSON.parse(without.stdout)).not.toHaveProperty('profile');
  });
});

describe('the progress of a build', () => {
  test('is one line', () => {
    const lines = [
      { total: 0, rendered: 0 },
      { total: 400, rendered: 12 },
      { total: 400, rendered: 400, files: 700 },
    ].flatMap((counts) => plain(progressLines(counts, 2000)));
    expect(lines.map((line) => line.slice(2))).toEqual([
      'reading · 2 s',
      '12/400 pages · 2 s',
      'writing 700 files · 2 s',
    ]);
  });

  test('is not drawn for a build that is quick, nor where there is no terminal', () => {
    const drawn: (readonly SafeText[])[] = [];
    for (const live of [true, false]) {
      const progress = openProgress({ live, view: (lines) => void drawn.push(lines) });
      progress.on({ type: 'scanned', pages: 3 });
      progress.close();
    }
    expect(drawn.flat()).toEqual([]);
  });
});
