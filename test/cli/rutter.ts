import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onTestFinished } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

function newest(folder: string): number {
  const names = readdirSync(folder, { recursive: true, withFileTypes: true });
  const times = names
    .filter((one) => one.isFile())
    .map((one) => statSync(join(one.parentPath, one.name)).mtimeMs);
  return Math.max(0, ...times);
}

let known: string | undefined;

/**
 * The compiled `rutter.js`: that of `lib`, or where `lib` is older than the sources, one compiled
 * aside, which other test files and other people in the tree do not disturb.
 */
export function compiled(): string {
  known ??= findCompiled();
  return known;
}

function findCompiled(): string {
  const changed = Math.max(newest(join(root, 'src')), newest(join(root, 'themes')));
  const lib = join(root, 'lib/src/cli/rutter.js');
  if (existsSync(lib) && newest(join(root, 'lib')) >= changed) return lib;
  const parent = join(root, 'node_modules/.cache/rutter-test');
  const folder = join(parent, String(Math.round(changed)));
  const bin = join(folder, 'lib/src/cli/rutter.js');
  if (existsSync(bin)) return bin;
  mkdirSync(parent, { recursive: true });
  const making = mkdtempSync(join(parent, 'making-'));
  try {
    const tsc = join(root, 'node_modules/.bin/tsc');
    execFileSync(tsc, ['-p', root, '--outDir', join(making, 'lib')], { stdio: 'pipe' });
  } catch (error) {
    // A type error somewhere in the tree is for `npm run types`; the code is emitted all the same.
    if (!existsSync(join(making, 'lib/src/cli/rutter.js'))) throw error;
  }
  for (const part of ['src', 'themes']) {
    cpSync(join(root, part), join(making, 'lib', part), {
      recursive: true,
      filter: (from) => statSync(from).isDirectory() || !/\.tsx?$/.test(from),
    });
  }
  cpSync(join(root, 'package.json'), join(making, 'package.json'));
  symlinkSync(join(root, 'node_modules'), join(making, 'node_modules'));
  // As in the package: what `rutter eject` writes is copied from there.
  symlinkSync(join(root, 'themes'), join(making, 'themes'));
  try {
    renameSync(making, folder);
  } catch {
    // Another test file was quicker.
    rmSync(making, { recursive: true, force: true });
  }
  for (const name of readdirSync(parent)) {
    const old = Date.now() - statSync(join(parent, name)).mtimeMs > 3_600_000;
    if (old) rmSync(join(parent, name), { recursive: true, force: true });
  }
  return bin;
}

export interface RunOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

export interface Ran {
  readonly status: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** The command as a child process, with an environment that says nothing of ours. */
export function start(args: readonly string[], { cwd, env }: RunOptions = {}): ChildProcess {
  const { PATH = '', HOME = '' } = process.env;
  return spawn(process.execPath, [compiled(), ...args], { cwd, env: { PATH, HOME, ...env } });
}

export function run(args: readonly string[], options: RunOptions = {}): Promise<Ran> {
  return ended(start(args, options), options.input);
}

export function ended(child: ChildProcess, input = ''): Promise<Ran> {
  let stdout = '';
  let stderr = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    stdout += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    stderr += text;
  });
  child.stdin?.on('error', () => {});
  child.stdin?.end(input);
  return new Promise((resolve) => {
    child.on('close', (status) => resolve({ status, stdout, stderr }));
  });
}

/** Resolves with the first match in what a process prints on one of its streams. */
export function said(child: ChildProcess, pattern: RegExp): Promise<RegExpExecArray> {
  return new Promise((resolve, reject) => {
    let text = '';
    const look = (chunk: string) => {
      text += chunk;
      const match = pattern.exec(text);
      if (match !== null) resolve(match);
    };
    child.stdout?.setEncoding('utf8').on('data', look);
    child.stderr?.setEncoding('utf8').on('data', look);
    child.on('close', () => reject(new Error(`ended without saying ${pattern}:\n${text}`)));
  });
}

/** A folder with these files, gone after the test. */
export function folderWith(files: Readonly<Record<string, string>> = {}): string {
  const folder = mkdtempSync(join(tmpdir(), 'rutter-cli-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  write(folder, files);
  return folder;
}

export function write(folder: string, files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), text);
  }
}
