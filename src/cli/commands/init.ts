import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { dirname, join, relative, resolve, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Run } from '../command.ts';
import { exitStatus } from '../exit-status.ts';
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
  const date = today();
  const entries = await readdir(templates, { recursive: true, withFileTypes: true });
  const names = entries
    .filter((entry) => entry.isFile())
    .map((entry) => relative(templates, join(entry.parentPath, entry.name)))
    .sort();
  for (const name of names) {
    const target = join(folder, renamed[name] ?? name);
    const text = await readFile(join(templates, name), 'utf8');
    await mkdir(dirname(target), { recursive: true });
    await writeFile(target, text.replaceAll('{{date}}', date), { flag: 'wx' });
    print.result(safe`  ${green('+')} ${relative(cwd, target).split(sep).join('/')}`);
  }
  print.result(safe`${bold(`A new site in ${shown}`)}. Next:`);
  const steps = [
    ...(shown === '.' ? [] : [[`cd ${shown}`, ''] as const]),
    ['rutter dev --open', 'write, with the page beside you'] as const,
    ['rutter verify', 'run its runbook in a sandbox'] as const,
    ['rutter build', 'make the site, badge included'] as const,
  ];
  for (const [command, does] of steps) {
    print.result(safe`  ${cyan(command.padEnd(17))}  ${dim(does)}`);
  }
  return exitStatus.ok;
};

/** What may lie in a folder that is still new. */
const harmlessNames = new Set(['.git', '.DS_Store']);

async function refuseFull(folder: string, shown: string): Promise<void> {
  let names: readonly string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? error.code : undefined;
    if (code === 'ENOENT') return;
    if (code === 'ENOTDIR') throw refusal('init-not-empty', `\`${shown}\` is a file, no folder`);
    throw error;
  }
  const found = names.filter((name) => !harmlessNames.has(name)).sort()[0];
  if (found === undefined) return;
  throw refusal(
    'init-not-empty',
    `the folder \`${shown}\` is not empty: it holds \`${found}\``,
    'name a new folder: `rutter init my-site`',
  );
}
