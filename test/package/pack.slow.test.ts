import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const folder = mkdtempSync(join(tmpdir(), 'rutter-pack-'));

function run(command: string, ...args: string[]): string {
  return execFileSync(command, args, {
    cwd: folder,
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  });
}
const rutter = (...args: string[]) => run(join(folder, 'node_modules/.bin/rutter'), ...args);

describe('the package, installed in an empty folder elsewhere', () => {
  beforeAll(() => {
    execFileSync('npm', ['pack', '--ignore-scripts', '--silent', '--pack-destination', folder], {
      cwd: root,
    });
    const tarball = readdirSync(folder).find((name) => name.endsWith('.tgz'));
    writeFileSync(join(folder, 'package.json'), '{ "private": true, "type": "module" }\n');
    run(
      'npm',
      'install',
      '--silent',
      '--no-audit',
      '--no-fund',
      '--prefer-offline',
      `./${tarball}`,
    );
  }, 180_000);
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('the command runs', () => {
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
    expect(rutter('--version').trim()).toBe(version);
    expect(rutter('--help')).toContain('verify');
  });

  test('init and build make a site', () => {
    rutter('init', 'site');
    rutter('build', '--root', 'site');
    expect(readFileSync(join(folder, 'site/dist/index.html'), 'utf8')).toContain('</html>');
    expect(existsSync(join(folder, 'site/dist/404.html'))).toBe(true);
  });

  test('the public API is there, with its types', () => {
    writeFileSync(
      join(folder, 'use.ts'),
      [
        "import { build, defineConfig, verify, type Report } from 'rutter';",
        'export const config = defineConfig({ site: { title: "Use" } });',
        'export const titles = (reports: readonly Report[]): string[] => reports.map((one) => one.title);',
        "if (typeof build !== 'function' || typeof verify !== 'function') throw new Error('missing');",
        '',
      ].join('\n'),
    );
    execFileSync(
      join(root, 'node_modules/.bin/tsc'),
      ['--module', 'nodenext', '--strict', '--skipLibCheck', '--ignoreConfig', 'use.ts'],
      { cwd: folder },
    );
    run(process.execPath, 'use.js');
  });

  test('a piece of the theme is written, typed, and drawn as it was', () => {
    const page = () => readFileSync(join(folder, 'site/dist/index.html'), 'utf8');
    const before = page();
    rutter('eject', 'footer', '--root', 'site');
    const [name = ''] = readdirSync(join(folder, 'site')).filter((one) =>
      /^rutter\.config/.test(one),
    );
    const config = join(folder, 'site', name);
    const text = readFileSync(config, 'utf8').replace('defineConfig({', "$&\n  theme: './theme',");
    writeFileSync(config, text);
    execFileSync(
      join(root, 'node_modules/.bin/tsc'),
      [
        ...['--module', 'nodenext', '--target', 'es2023', '--strict', '--skipLibCheck'],
        ...['--noEmit', '--ignoreConfig', 'site/theme/parts/footer.ts'],
      ],
      { cwd: folder },
    );
    rutter('build', '--root', 'site');
    expect(page()).toBe(before);
  });

  test('holds what is needed and nothing of the tests', () => {
    const names = readdirSync(join(folder, 'node_modules/rutter'), { recursive: true }).map(String);
    expect(names).toContain('lib/src/report/schema/report.json');
    expect(names).toContain('lib/src/report/schema/status.json');
    expect(names).toContain('action.yml');
    const ours = /^(?:lib\/)?(?:test|content)\/|^src\/|^scripts\/(?!ci(?:$|\/))/;
    expect(names.filter((name) => ours.test(name))).toEqual([]);
  });
});
