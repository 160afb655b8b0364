import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { onTestFinished } from 'vitest';
import { type BuildResult, createBuilder } from '../../src/build.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { Config } from '../../src/model/config.ts';
import type { Diagnostic } from '../../src/model/diagnostic.ts';

export const sites = join(import.meta.dirname, '../sites');
export const plainTheme = join(sites, 'plain-theme.ts');
/** Pages of every mini-site are dated before it, but for those of the future. */
export const now = Date.parse('2026-06-01T00:00:00Z');

/** A folder of the test's own with these files, removed with the test. */
export function makeSite(files: Readonly<Record<string, string>> = {}): string {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'rutter-site-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  write(root, { 'content/about.md': '# About\n', ...files });
  return root;
}

export function write(root: string, files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** With the theme of these tests, and without a search, which has tests of its own. */
export async function configOf(root: string, theme = plainTheme): Promise<Config> {
  const config = await loadConfig({ root });
  return { ...withoutSearch(config), theme };
}

export function withoutSearch(config: Config): Config {
  const { search: _, ...site } = config.site;
  return { ...config, site, search: { enabled: false } };
}

export async function buildSite(root: string): Promise<BuildResult & { outDir: string }> {
  const config = await configOf(root);
  return { ...(await createBuilder(config).build({ now })), outDir: config.outDir };
}

/** `file:line:column code message (hint)`, one a line. */
export function told(diagnostics: readonly Diagnostic[]): string[] {
  return diagnostics.map(({ file, span, severity, code, message, hint, related }) => {
    const place = [file, span?.start.line, span?.start.column].filter((one) => one !== undefined);
    const more = related?.map((one) => ` [${one.file}: ${one.message}]`).join('') ?? '';
    const where = place.length === 0 ? '' : `${place.join(':')} `;
    return `${where}${severity} ${code} ${message}${hint === undefined ? '' : ` (${hint})`}${more}`;
  });
}

/** Every text below a folder by its path. */
export function textsOf(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  if (!existsSync(folder)) return found;
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    if (statSync(join(folder, name)).isFile())
      found[name] = readFileSync(join(folder, name), 'latin1');
  }
  return found;
}

/**
 * Builds `test/sites/<name>` in a folder of its own. Of the folder `expected/`, `paths.txt` is the list
 * of what was published, `diagnostics.txt` what was said, and every other file is one of the site.
 * RUTTER_UPDATE=1 writes what came out over those files, to be reviewed.
 */
export async function runMiniSite(
  name: string,
): Promise<{ actual: Record<string, string>; expected: Record<string, string> }> {
  const root = makeSite();
  rmSync(join(root, 'content'), { recursive: true });
  cpSync(join(sites, name), root, { recursive: true });
  const { diagnostics, outDir, manifest } = await buildSite(root);
  const expectedDir = join(sites, name, 'expected');
  const expected: Record<string, string> = {};
  const actual: Record<string, string> = {};
  for (const path of Object.keys(textsOf(expectedDir))) {
    const text =
      path === 'paths.txt'
        ? lines(Object.keys(manifest?.files ?? {}))
        : path === 'diagnostics.txt'
          ? lines(told(diagnostics))
          : readFileSync(join(outDir, path), 'utf8');
    if (process.env.RUTTER_UPDATE === '1') writeFileSync(join(expectedDir, path), text);
    actual[path] = text;
    expected[path] = readFileSync(join(expectedDir, path), 'utf8');
  }
  return { actual, expected };
}

function lines(all: readonly string[]): string {
  return all.map((one) => `${one}\n`).join('');
}
