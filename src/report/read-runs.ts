import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Diagnostic, diagnostic } from '../model/diagnostic.ts';
import { type RunReport, runSchema } from './schema.ts';

/** The JSON report of one run of `verify`, and the file that it was in. */
export interface RunFile {
  readonly file: string;
  readonly run: RunReport;
}

export interface RunFiles {
  /** Sorted by their paths. */
  readonly runs: readonly RunFile[];
  readonly diagnostics: readonly Diagnostic[];
}

/** V8 holds no longer string than 512 MiB, and a run is far smaller. */
const largestBytes = 256 * 2 ** 20;

/**
 * Reads every `*.json` file in these folders and the folders in them, as `verify --json-file` writes
 * them; a path may also be such a file. Each that is no whole report is a diagnostic. Links are not
 * followed: what the folders hold came from other machines.
 */
export async function readRuns(paths: readonly string[]): Promise<RunFiles> {
  const runs: RunFile[] = [];
  const diagnostics: Diagnostic[] = [];
  const files = new Set<string>();
  for (const path of paths) {
    const found = await reportsIn(path);
    if ('problem' in found) diagnostics.push(unreadable(path, found.problem));
    else for (const file of found.files) files.add(file);
  }
  for (const file of [...files].sort()) {
    const read = await readRun(file);
    if ('run' in read) runs.push({ file, run: read.run });
    else diagnostics.push(unreadable(file, read.problem));
  }
  return { runs, diagnostics };
}

type Found = { readonly files: readonly string[] } | { readonly problem: string };

async function reportsIn(path: string): Promise<Found> {
  try {
    if ((await stat(path)).isFile()) return { files: [path] };
    const entries = await readdir(path, { recursive: true, withFileTypes: true });
    const files = entries.filter((one) => one.isFile() && one.name.endsWith('.json'));
    return { files: files.map((one) => join(one.parentPath, one.name)) };
  } catch (error) {
    return { problem: reasonOf(error) };
  }
}

async function readRun(
  file: string,
): Promise<{ readonly run: RunReport } | { readonly problem: string }> {
  try {
    const { size } = await stat(file);
    if (size > largestBytes) return { problem: 'it is larger than is read' };
    const parsed = runSchema.safeParse(JSON.parse(await readFile(file, 'utf8')));
    if (parsed.success) return { run: parsed.data };
    const [issue] = parsed.error.issues;
    return { problem: `${issue?.path.map(String).join('.') || 'it'}: ${issue?.message}` };
  } catch (error) {
    return { problem: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof SyntaxError) return 'it is no JSON, or only a part of one';
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && error.code === 'ENOENT' ? 'it does not exist' : error.message;
}

function unreadable(file: string, why: string): Diagnostic {
  return diagnostic({
    code: 'merge-unreadable',
    message: `\`${file}\` is no whole report of \`verify\`: ${why}`,
    hint: 'name folders with what `rutter verify --json-file` wrote, and nothing else that ends in `.json`',
  });
}
