import { lstatSync, readdirSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { CodeDigest } from '../config/code-digest.ts';
import { stampBeside } from '../content/files-beside.ts';
import type { Scanned } from '../content/scan.ts';
import { siteMermaid } from '../content/site-mermaid.ts';
import { headOf } from '../git/head.ts';
import type { Config } from '../model/config.ts';
import type { FileRead } from '../model/file-read.ts';
import { digestOf } from '../model/source.ts';
import { foreignStampOf, isYoung, type Stamp } from '../model/stamp.ts';

/**
 * A digest over the stamps of all that a build reads: content, public files, theme, configuration,
 * evidence, Rutter itself. Undefined where stamps do not tell: a file was written only just now, there
 * is something else than files and folders, or a collection has a schema of its own.
 * The files beside the pages are added by `withReads`.
 */
export function inputsDigest(
  config: Config,
  scanned: Scanned,
  { config: settings, theme, rutter }: CodeDigest,
): string | undefined {
  // Nobody can tell what a function looks at.
  const hasSchema = config.collections.some(({ schema }) => schema !== undefined);
  if (hasSchema || Object.keys(config.data).length > 0) return undefined;
  const at = Date.now();
  const lines: string[] = [];
  let told = true;
  const add = (path: string, stamp: Stamp | undefined): void => {
    if (stamp === undefined || isYoung(stamp, at)) told = false;
    else lines.push(`${path}\0${stamp}`);
  };
  for (const { path, stamp } of scanned.sources) add(path, stamp);
  for (const file of scanned.assets) add(relative(config.contentDir, file), stampAt(file));
  const { publicDir, dataDir, shortcodesDir } = config;
  for (const folder of [publicDir, dataDir, shortcodesDir, join(config.stateDir, 'evidence')]) {
    for (const file of filesIn(folder)) add(relative(config.root, file), stampAt(file));
  }
  for (const path of config.cards.enabled ? [...config.cards.fonts, config.cards.logo] : []) {
    if (path !== undefined) add(path, stampAt(join(config.root, path)));
  }
  if (config.git) {
    const head = headOf(config.root);
    if (head === undefined) told = false;
    else lines.push(`git\0${head}`);
  }
  const problems = scanned.diagnostics.map(({ message, file }) => `${file}\0${message}`);
  lines.push(`mermaid\0${siteMermaid(config)?.version}`);
  return told ? digestOf([settings, theme, rutter, ...lines, ...problems].join('\n')) : undefined;
}

/** Inputs with the files beside the pages, as they were read. Undefined where stamps do not tell. */
export function withReads(inputs: string, reads: readonly FileRead[]): string | undefined {
  const stamps = new Map(reads.map(({ path, stamp, digest }) => [path, { stamp, digest }]));
  const isTold = reads.every(({ stamp, digest }) => stamp !== '' || digest === '!missing');
  return isTold ? joined(inputs, stamps.keys(), (path) => stamps.get(path)?.stamp) : undefined;
}

/** The same for those files as they are now. */
export function withReadsNow(inputs: string, paths: readonly string[], root: string): string {
  return joined(inputs, paths, (path) => stampBeside(root, path));
}

function joined(
  inputs: string,
  paths: Iterable<string>,
  stampOf: (path: string) => Stamp | undefined,
): string {
  const lines = [...paths].sort().map((path) => `${path}\0${stampOf(path) ?? ''}`);
  return lines.length === 0 ? inputs : digestOf([inputs, ...lines].join('\n'));
}

function stampAt(file: string): Stamp | undefined {
  try {
    const stats = lstatSync(file, { bigint: true });
    return stats.isFile() ? foreignStampOf(stats) : undefined;
  } catch {
    return undefined;
  }
}

function filesIn(folder: string): string[] {
  const files: string[] = [];
  const waiting = [folder];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const entry of entriesOf(at)) {
      const path = join(at, entry.name);
      if (entry.isDirectory()) waiting.push(path);
      else files.push(path);
    }
  }
  return files.sort();
}

function entriesOf(folder: string) {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
