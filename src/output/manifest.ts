import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from '../model/output.ts';
import { manifestName, problemOfPath } from './output-path.ts';

export { manifestName };

const largestManifest = 256 * 1024 * 1024;
const digestForm = /^sha256:[0-9a-f]{64}$/;

/** The manifest of a published site; undefined where there is none or it is not one of ours. */
export async function readManifest(outDir: string): Promise<Manifest | undefined> {
  let text: string;
  try {
    text = await readFile(join(outDir, manifestName), 'utf8');
  } catch {
    return undefined;
  }
  return text.length > largestManifest ? undefined : parseManifest(text);
}

export function parseManifest(text: string): Manifest | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isRecord(value) || value.schema !== 1 || !isRecord(value.files)) return undefined;
  const files = new Map<string, ManifestEntry>();
  for (const [path, entry] of Object.entries(value.files)) {
    if (!isRecord(entry) || problemOfPath(path) !== undefined) return undefined;
    const { digest, bytes } = entry;
    if (typeof digest !== 'string' || !digestForm.test(digest)) return undefined;
    if (typeof bytes !== 'number' || !Number.isSafeInteger(bytes) || bytes < 0) return undefined;
    files.set(path, { digest, bytes });
  }
  return manifestOf(files);
}

export type ManifestEntry = Manifest['files'][string];

/** Sorted by code units: the same on every machine. */
export function manifestOf(files: ReadonlyMap<string, ManifestEntry>): Manifest {
  const sorted: Record<string, ManifestEntry> = Object.create(null);
  for (const path of [...files.keys()].sort()) {
    const entry = files.get(path);
    if (entry !== undefined) sorted[path] = { digest: entry.digest, bytes: entry.bytes };
  }
  return { schema: 1, files: sorted };
}

export function manifestText(manifest: Manifest): string {
  return `${JSON.stringify(manifest, undefined, 1)}\n`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
