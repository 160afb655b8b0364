import { readFileSync } from 'node:fs';
import { digestOf } from '../../src/model/source.ts';

export interface Asset {
  readonly path: string;
  readonly contents: string | Uint8Array;
}

/** A file of the theme, by its path in it. */
export function read(path: string): string {
  return readFileSync(new URL(path, import.meta.url), 'utf8');
}

/** The digest in the name lets a server tell browsers to keep the file for ever. */
export function asset(name: string, ending: string, contents: string | Uint8Array): Asset {
  const digest = digestOf(contents).slice('sha256:'.length, 'sha256:'.length + 10);
  return { path: `assets/${name}.${digest}.${ending}`, contents };
}

/** Without comments and indentation; nothing else is changed, so that it stays readable. */
export function compact(css: string): string {
  return css
    .replace(/\/\*[\s\S]*?\*\//g, '')
    .replace(/^\s+/gm, '')
    .replace(/\{\n/g, '{')
    .replace(/;\n\}/g, '}')
    .replace(/;\n/g, ';');
}
