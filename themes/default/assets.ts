import { readFileSync } from 'node:fs';
import type { OutputFile } from '../../src/model/output.ts';
import { digestOf } from '../../src/model/source.ts';

/** In the order in which they are joined: later ones build on earlier ones. */
const styles = [
  'tokens',
  'base',
  'frame',
  'header',
  'menus',
  'navigation',
  'article',
  'prose',
  'code',
  'tabs',
  'callouts',
  'media',
  'proof',
  'step',
  'lists',
  'posts',
  'home',
  'print',
];

export interface Asset {
  readonly path: string;
  readonly contents: string | Uint8Array;
}

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

export function withoutComments(script: string): string {
  return script.replace(/^\s*\/\/.*\n/gm, '').replace(/^\s+/gm, '');
}

const style = asset(
  'style',
  'css',
  styles.map((one) => compact(read(`styles/${one}.css`))).join(''),
);
const scheme = asset('scheme', 'js', withoutComments(read('client/scheme.js')));
const script = asset(
  'rutter',
  'js',
  withoutComments(read('client/rutter.js') + read('client/tabs.js')),
);
const icon = asset('icon', 'svg', read('client/icon.svg'));

/** Where they are, relative to the site's base. */
export interface AssetPaths {
  readonly style: string;
  readonly scheme: string;
  readonly script: string;
  readonly icon: string;
}

export const assetPaths: AssetPaths = {
  style: style.path,
  scheme: scheme.path,
  script: script.path,
  icon: icon.path,
};

export const assetFiles: readonly OutputFile[] = [style, scheme, script, icon].map((one) => ({
  ...one,
  from: 'theme default',
}));

/** What only some pages are given: style sheets and scripts that they name, and further files that those name. */
export interface Needed {
  readonly styles: readonly OutputFile[];
  readonly scripts?: readonly OutputFile[];
  readonly files: readonly OutputFile[];
  /** Scripts that a build publishes by itself, to be run before these. */
  readonly published?: readonly string[];
}
