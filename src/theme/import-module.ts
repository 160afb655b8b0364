import { pathToFileURL } from 'node:url';
import { attribute, dataBlock, Html, html, trusted } from '../../themes/default/html.ts';
import { UserError } from '../model/diagnostic.ts';
import * as api from './api.ts';

/** Imports modules of themes, TypeScript or not, anew each time. */
export async function openImporter(root: string): Promise<(file: string) => Promise<unknown>> {
  const { createJiti } = await import('jiti');
  const jiti = createJiti(pathToFileURL(`${root}/`).href, {
    fsCache: false,
    moduleCache: false,
    // Both work where rutter is not installed beside the site.
    virtualModules: {
      rutter: { attribute, dataBlock, Html, html, trusted, UserError },
      'rutter/theme': api,
    },
  });
  return (file) => jiti.import(file);
}

export function firstLine(error: unknown): string {
  const [line = ''] = String(error instanceof Error ? error.message : error).split('\n', 1);
  return line;
}

export function stackOf(error: unknown): readonly string[] {
  const lines = error instanceof Error ? (error.stack ?? '').split('\n') : [];
  return lines.slice(0, 8).map((line) => line.trim());
}
