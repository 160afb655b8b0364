import type { OutputFile } from '../../src/model/output.ts';
import { type Asset, asset, compact, read } from './files.ts';
import { earlyFonts, fontFaces } from './fonts.ts';
import { withSchemes } from './schemes.ts';

export { type Asset, asset, compact, read } from './files.ts';

/** In the order in which they are joined: later ones build on earlier ones. */
export const styles: readonly string[] = [
  'tokens',
  'base',
  'frame',
  'header',
  'brand',
  'menus',
  'navigation',
  'article',
  'prose',
  'code',
  'tabs',
  'callouts',
  'media',
  'behaviour',
  'proof',
  'step',
  'runbook',
  'lists',
  'runbooks',
  'posts',
  'home',
  'search-open',
  'print',
];

/** Of what only some pages load: each is a sheet of its own, beside the joined ones. */
export const ownSheets: readonly string[] = ['work', 'search', 'status', 'maths', 'embed'];

/** All that a theme can put a style in the place of. */
export const styleNames: readonly string[] = [...styles, ...ownSheets];

/** What is left alone: strings, templates without others in them, and regular expressions. */
const literal =
  /'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\[\s\S])*`|\/(?![*/ ])(?:[^/\\\n[]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\/[a-z]*/g;

/** A script as our formatter writes it, without comments and without blanks that mean nothing. */
export function withoutComments(script: string): string {
  const lines = script.replace(/^\s*\/\/.*\n/gm, '').replace(/^\s+/gm, '');
  let made = '';
  let at = 0;
  for (const { index, 0: kept } of lines.matchAll(literal)) {
    made += withoutBlanks(lines.slice(at, index)) + kept;
    at = index + kept.length;
  }
  return (made + withoutBlanks(lines.slice(at)))
    .replace(/([;{,(])\n/g, '$1')
    .replace(/\n([?:).&|])/g, '$1');
}

function withoutBlanks(code: string): string {
  return code.replace(/ ?([=!]==|=>|&&|\|\||\?\?|[<>]=|[-+*]=|[?:=<>{},;()]) ?/g, '$1');
}

/**
 * All styles as one sheet.
 * @param own By name: in the place of one of ours, or after them all.
 * @param last After those.
 * @param hasFonts Whether it brings the theme's own fonts.
 */
export function styleSheet(
  own: Readonly<Record<string, string>> = {},
  last: readonly string[] = [],
  hasFonts = true,
): Asset {
  const isOwn = (name: string) => Object.hasOwn(own, name);
  const added = Object.keys(own).filter((name) => !styleNames.includes(name));
  const texts = [
    ...(hasFonts ? [fontFaces] : []),
    ...styles.map((name) => (isOwn(name) ? own[name] : compact(read(`styles/${name}.css`)))),
    ...added.sort().map((name) => own[name]),
    ...last,
  ];
  return asset('style', 'css', texts.map((text = '') => withSchemes(text)).join(''));
}

const style = styleSheet();
/** Run before anything is drawn. */
const earlyScripts = ['scheme', 'sidebar'];
/** Run when a page has been read, on every page. */
const scripts = ['scheme-switch', 'copy', 'tabs', 'toc', 'menus', 'anchors', 'zoom', 'search-open'];

function joined(names: readonly string[]): string {
  return names.map((name) => withoutComments(read(`client/${name}.js`))).join('');
}

const scheme = asset('scheme', 'js', joined(earlyScripts));
const script = asset('rutter', 'js', joined(scripts));
const icon = asset('icon', 'svg', read('client/icon.svg'));

/** Where they are, relative to the site's base. */
export interface AssetPaths {
  readonly style: string;
  readonly scheme: string;
  readonly script: string;
  readonly icon: string;
  /** Fonts that are fetched beside the style sheet. */
  readonly fonts: readonly string[];
  /** Sheets of the site's theme in the place of those that only some pages load, by the paths of these. */
  readonly sheets?: Readonly<Record<string, string>> | undefined;
}

export const assetPaths: AssetPaths = {
  style: style.path,
  scheme: scheme.path,
  script: script.path,
  icon: icon.path,
  fonts: earlyFonts,
};

export const assetFiles: readonly OutputFile[] = [style, scheme, script, icon].map((one) => ({
  ...one,
  from: 'theme default',
}));

/** What only some pages are given: style sheets and scripts that they name, and further files that those name. */
export interface Needed {
  readonly styles: readonly OutputFile[];
  readonly scripts?: readonly OutputFile[];
  /** Its scripts change what a reader sees at first: nothing is painted before they have run. */
  readonly isEarly?: boolean;
  readonly files: readonly OutputFile[];
  /** Scripts that a build publishes by itself, to be run before these. */
  readonly published?: readonly string[];
}
