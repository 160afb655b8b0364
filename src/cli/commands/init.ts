import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Run } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
import { ownName } from '../own-name.ts';
import { refusal } from '../refusal.ts';
import { bold, cyan, dim, green, safe } from '../safe-text.ts';
import { today } from '../today.ts';

const templates = fileURLToPath(new URL('../templates/', import.meta.url));

/** `npm pack` leaves files of that name out, so the template has no dot. */
const renamed: Readonly<Record<string, string>> = { gitignore: '.gitignore' };

export const run: Run = async ({ arguments: [given], print, cwd }) => {
  const folder = resolve(typeof given === 'string' ? given : '.');
  const shown = relative(cwd, folder) || '.';
  await refuseFull(folder, shown);
  const name = ownName(cwd);
  const date = today();
  const entries = await readdir(templates, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(templates, join(entry.parentPath, entry.name)))
    .sort();
  for (const file of files) {
    const target = join(folder, renamed[file] ?? file);
    const template = await readFile(join(templates, file), 'utf8');
    const text = template.replaceAll('{{date}}', date).replaceAll('{{rutter}}', name);
    await mkdir(dirname(target), { recursive: true });
    const path = relative(cwd, target).split(sep).join('/');
    if (file !== 'gitignore') {
      await writeFile(target, text, { flag: 'wx' });
      print.result(safe`  ${green('+')} ${path}`);
    } else if (await completeLines(target, text)) {
      print.result(safe`  ${green('+')} ${path}`);
    }
  }
  print.result(safe`${bold(`A new site in ${shown === '.' ? 'this folder' : shown}`)}. Next:`);
  const steps = [
    [`${name} dev --open`, 'write, with the page beside you'],
    [`${name} verify`, 'run its runbook in a sandbox'],
    [`${name} build`, 'make the site, badge included'],
  ] as const;
  const width = Math.max(...steps.map(([command]) => command.length));
  if (shown !== '.') print.result(safe`  ${cyan(`cd ${shown}`)}`);
  for (const [command, does] of steps) {
    print.result(safe`  ${cyan(command.padEnd(width))}  ${dim(does)}`);
  }
  return exitStatus.ok;
};

/** Adds the lines that a file lacks below those it has; whether there were any. */
async function completeLines(file: string, wanted: string): Promise<boolean> {
  const present = await readFile(file, 'utf8').catch((error: unknown) => {
    if (codeOf(error) === 'ENOENT') return '';
    throw error;
  });
  const known = new Set(present.split(/\r?\n/).map(bare));
  const missing = wanted
    .trimEnd()
    .split('\n')
    .filter((line) => !known.has(bare(line)));
  if (missing.length === 0) return false;
  const gap = present === '' || present.endsWith('\n') ? '' : '\n';
  await writeFile(file, `${gap}${missing.join('\n')}\n`, { flag: 'a' });
  return true;
}

/** `/dist/`, `dist/` and `dist` say the same of a folder at the top. */
function bare(line: string): string {
  return line
    .trim()
    .replace(/^(!?)\//, '$1')
    .replace(/\/$/, '');
}

/** What lies in a folder in which a site is only to begin; nothing of it is in the way. */
const harmlessNames =
  /^(\.git|\.gitignore|\.gitattributes|\.DS_Store|node_modules|package(-lock)?\.json|.+\.tgz|(README|LICEN[CS]E)(\.(md|txt))?)$/i;

async function refuseFull(folder: string, shown: string): Promise<void> {
  let names: readonly string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return;
    if (codeOf(error) === 'ENOTDIR') {
      throw refusal('init-not-empty', `\`${shown}\` is a file, no folder`);
    }
    throw error;
  }
  const found = names.filter((name) => !harmlessNames.test(name)).sort()[0];
  if (found === undefined) return;
  throw refusal(
    'init-not-empty',
    `the folder \`${shown}\` is not empty: it holds \`${found}\``,
    'name a new folder: `rutter init my-site`',
  );
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
