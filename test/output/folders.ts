import { execFileSync } from 'node:child_process';
import {
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  realpathSync,
  rmSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { OutputFile } from '../../src/model/output.ts';
import { manifestName } from '../../src/output/manifest.ts';

/** A folder of the test's own, removed with it. */
export function scratch(): { root: string; outDir: string; stateDir: string } {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'rutter-output-')));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  return { root, outDir: join(root, 'dist'), stateDir: join(root, '.rutter') };
}

export function files(contents: Readonly<Record<string, string>>): OutputFile[] {
  return Object.entries(contents).map(([path, text]) => ({ path, contents: text }));
}

/** Text of every file below a folder by path; links as `-> target`; the manifest left out. */
export function treeOf(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()) {
    const stats = lstatSync(join(folder, name));
    if (stats.isFile() && name !== manifestName)
      found[name] = readFileSync(join(folder, name), 'utf8');
    else if (stats.isSymbolicLink()) found[name] = '-> link';
  }
  return found;
}

/** Inode and time of each file: what a build that changes nothing must keep. */
export function identities(folder: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const { ino, mtimeMs } = lstatSync(join(folder, name));
    found[name] = `${ino} ${mtimeMs}`;
  }
  const { ino, mtimeMs } = lstatSync(folder);
  return { ...found, '.': `${ino} ${mtimeMs}` };
}

/** What builds have left in a state folder, beside what they keep on purpose: records and the spare. */
export function leftIn(stateDir: string): string[] {
  const kept = /^(publish-[0-9a-f]{8}\.(files|folders)|staging-[0-9a-f]{8}-spare)$/;
  return readdirSync(stateDir).filter((name) => !kept.test(name));
}

/** A file system of its own at a folder, for the test; undefined where mounting is not allowed. */
export function mountAt(folder: string): boolean {
  mkdirSync(folder, { recursive: true });
  try {
    execFileSync('mount', ['-t', 'tmpfs', 'tmpfs', folder], { stdio: 'ignore' });
  } catch {
    return false;
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', folder]);
  });
  return true;
}
