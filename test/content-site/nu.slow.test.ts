import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { createBuilder } from '../../src/build.ts';
import { loadConfig } from '../../src/config/load.ts';
import type { Config } from '../../src/model/config.ts';
import { describeWith, java } from '../requirements.ts';

const checker = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');
const root = fileURLToPath(new URL('../../', import.meta.url));
const sites = fileURLToPath(new URL('../sites/', import.meta.url));
const scratch = mkdtempSync(join(tmpdir(), 'rutter-nu-'));
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface Message {
  readonly type: string;
  readonly url?: string;
  readonly lastLine?: number;
  readonly message: string;
  readonly extract?: string;
}

/**
 * The checker knows the attributes of MathML 3. In MathML Core each element has those of HTML and SVG
 * (https://www.w3.org/TR/mathml-core/#global-attributes), and a wide formula has to scroll by keyboard.
 */
const unknownToChecker = /^Attribute “tabindex” not allowed on element “math” at this point\.$/;

/** What the Nu HTML checker (https://validator.github.io/validator/) finds wrong in a built site. */
function errorsIn(outDir: string): readonly string[] {
  const { stderr, error } = spawnSync(
    'java',
    ['-jar', checker, '--errors-only', '--skip-non-html', '--format', 'json', outDir],
    { encoding: 'utf8', maxBuffer: 2 ** 28 },
  );
  if (error !== undefined) throw error;
  const { messages }: { messages: readonly Message[] } = JSON.parse(stderr);
  const wrong = messages.filter(({ message }) => !unknownToChecker.test(message));
  return wrong.map(({ url, lastLine, message, extract }) =>
    [url?.slice(url.indexOf(outDir) + outDir.length), lastLine, message, extract].join(' '),
  );
}

async function built(from: string, name: string, over: Partial<Config> = {}): Promise<string> {
  const config = await loadConfig({ root: from });
  const folder = join(scratch, name);
  const outDir = join(folder, 'dist');
  const stateDir = join(folder, 'state');
  const evidence = join(config.stateDir, 'evidence');
  if (existsSync(evidence)) cpSync(evidence, join(stateDir, 'evidence'), { recursive: true });
  // Whether links lead somewhere is for another test.
  const checks = { ...config.checks, links: 'warn', anchors: 'warn', images: 'warn' } as const;
  const own: Config = { ...config, theme: 'default', outDir, stateDir, checks, ...over };
  await createBuilder(own).build({ now: Date.parse('2030-01-01'), jobs: 1 });
  expect(existsSync(outDir)).toBe(true);
  return outDir;
}

describeWith(java(), 'the HTML of a site passes the Nu checker', () => {
  test('our own, sanitized or not, with relative links or not', { timeout: 120_000 }, async () => {
    expect(errorsIn(await built(root, 'own'))).toEqual([]);
    const config = await loadConfig({ root });
    const markdown = { ...config.markdown, sanitize: true };
    const site = { ...config.site, relativeLinks: true };
    expect(errorsIn(await built(root, 'strict', { markdown, site }))).toEqual([]);
  });

  // A site with mistakes on purpose is not published.
  const whole = readdirSync(sites).filter(
    (name) => !name.includes('.') && !['collisions', 'links'].includes(name),
  );
  test.each(whole)('%s', { timeout: 120_000 }, async (name) => {
    const copy = join(scratch, `${name}-source`);
    cpSync(join(sites, name), copy, { recursive: true });
    expect(errorsIn(await built(copy, name))).toEqual([]);
  });
});
