import { createHash } from 'node:crypto';
import { statSync } from 'node:fs';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import { type Config, isBuiltInTheme } from '../model/config.ts';
import { described } from '../model/described.ts';
import { readInputs } from './inputs.ts';
import { filesBelow, isAsSeen, openLedger, type SeenFile } from './ledger.ts';
import { readModules } from './modules.ts';
import { type OwnCode, readOwnCode } from './own-code.ts';
import { readPackages } from './packages.ts';
import { shortcodeFiles } from './shortcode-folders.ts';
import { themeOptionFiles, withNamed } from './theme-files.ts';

export type { SeenFile } from './ledger.ts';

/** What a site's pages are made by, beside the pages themselves. JSON-safe. */
export interface CodeDigest {
  /** The configuration: its `code`, and what it came to be, with the environment and the command line. */
  readonly config: string;
  /** The modules and packages of the configuration, and the files its `inputs` name. */
  readonly code: string;
  readonly theme: string;
  /** The functions that pages call by name. */
  readonly shortcodes: string;
  /** Rutter itself, with the packages it is made with. */
  readonly rutter: string;
  readonly seen: Seen;
}

/** What the digests were made from; where all of it looks the same, none of it need be read again. */
export interface Seen {
  /** What was asked for. */
  readonly question: string;
  readonly code: string;
  readonly theme: string;
  readonly shortcodes: string;
  /** Of Rutter. */
  readonly packages: string;
  readonly files: readonly SeenFile[];
}

/**
 * @param known an earlier answer, as it was recorded; anything else is ignored.
 */
export function codeDigest(config: Config, known?: unknown): CodeDigest {
  const own = readOwnCode();
  const question = questionOf(config, own);
  const before = seenOf(known);
  const isKnown =
    before !== undefined && before.question === question && isAsSeen(config.root, before.files);
  const seen = isKnown ? before : look(config, own, question);
  return {
    config: digest([seen.code, seen.shortcodes, described(placeless(config))]),
    code: seen.code,
    theme: seen.theme,
    shortcodes: seen.shortcodes,
    rutter: digest([...own.lines, seen.packages]),
    seen,
  };
}

/** The files that were read, and those that were looked for in vain. */
export function inputFiles(digest: Pick<CodeDigest, 'seen'>): readonly SeenFile[] {
  return digest.seen.files;
}

function questionOf(config: Config, { home }: OwnCode): string {
  const { root, configFile, theme, inputs, shortcodesDir } = config;
  const places = [home, configFile ?? root, shortcodesDir].map((path) => shown(root, path));
  const named = themeOptionFiles(config).map((path) => shown(root, path));
  return described([places, theme, inputs, [...shortcodeFiles(config).keys()], named]);
}

function look(config: Config, own: OwnCode, question: string): Seen {
  const { root, configFile } = config;
  const ledger = openLedger(root);
  const except = [config.stateDir, config.outDir];
  const reading = () => {
    const packages = readPackages(root, ledger, except);
    return { root, ledger, packages, except };
  };

  const forConfig = reading();
  const modules = configFile === undefined ? [] : readModules([configFile], forConfig);
  const inputs = readInputs(config.inputs, forConfig);
  const code = digest([
    modules.join('\n'),
    forConfig.packages.lines().join('\n'),
    inputs.join('\n'),
  ]);

  const forTheme = reading();
  const { entries, files, name } = themeParts(config, except, ledger);
  if (name !== undefined) forTheme.packages.add(name, root);
  const themeModules = readModules(entries, forTheme);
  const named = withNamed(themeOptionFiles(config), ledger).map(
    (file) => `${shown(root, file)} ${ledger.digest(file)}`,
  );
  const theme = digest([
    files.join('\n'),
    themeModules.join('\n'),
    forTheme.packages.lines().join('\n'),
    named.join('\n'),
  ]);

  const forShortcodes = reading();
  const functions = shortcodeFiles(config);
  const shortcodeModules = readModules([...functions.values()], forShortcodes);
  const shortcodes = digest([
    [...functions.keys()].join('\n'),
    shortcodeModules.join('\n'),
    forShortcodes.packages.lines().join('\n'),
  ]);

  const forRutter = reading();
  for (const one of own.packages) forRutter.packages.add(one, own.home);
  const packages = digest(forRutter.packages.lines());
  return { question, code, theme, shortcodes, packages, files: ledger.seen() };
}

interface ThemeParts {
  readonly entries: readonly string[];
  readonly files: readonly string[];
  /** The package that it is. */
  readonly name?: string;
}

/** A theme is found as `loadTheme` does; all in the folder of one may be read by it. */
function themeParts(
  { root, theme }: Config,
  except: readonly string[],
  ledger: ReturnType<typeof openLedger>,
): ThemeParts {
  // Their code is Rutter's own; which of them it is, is not.
  if (isBuiltInTheme(theme)) return { entries: [], files: [theme] };
  const path = resolve(root, theme);
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  if (isFolder) {
    const all = filesBelow(ledger, path, except);
    const files = withNamed(all, ledger).map(
      (file) => `${shown(path, file)} ${ledger.digest(file)}`,
    );
    const code = all.filter((file) => /\.[cm]?[jt]s$/.test(file));
    return { entries: [join(path, 'index'), ...code], files };
  }
  const isPath = ledger.has(path) || isAbsolute(theme) || theme.startsWith('.');
  return isPath ? { entries: [path], files: [] } : { entries: [], files: [], name: theme };
}

/** The configuration without the place it is at, so that it is the same one in another. */
function placeless(config: Config): unknown {
  const { root, configFile, collections, data, ...rest } = config;
  const shownRest = Object.fromEntries(
    Object.entries(rest).map(([key, value]) =>
      /Dir$/.test(key) ? [key, shown(root, String(value))] : [key, value],
    ),
  );
  // A schema is code, and its inside is no business of ours.
  const known = collections.map(({ schema, loader, ...one }) => [
    one,
    schema?.['~standard'].vendor,
    loader === undefined ? undefined : [loader.maxAgeMs, loader.lock],
  ]);
  return [known, Object.keys(data), shownRest];
}

function shown(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/');
}

/** Of parts: `['a', 'b']` is another than `['ab']`. */
function digest(parts: readonly string[]): string {
  const hash = createHash('sha256');
  for (const part of parts) hash.update(`${part.length}:${part}`);
  return hash.digest('base64url').slice(0, 32);
}

function seenOf(value: unknown): Seen | undefined {
  const seen = typeof value === 'object' && value !== null ? Reflect.get(value, 'seen') : undefined;
  if (typeof seen !== 'object' || seen === null) return undefined;
  const { question, code, theme, shortcodes, packages, files } = seen as Readonly<
    Record<string, unknown>
  >;
  const isSound =
    [question, code, theme, shortcodes, packages].every((one) => typeof one === 'string') &&
    Array.isArray(files) &&
    files.every((one) => typeof one?.file === 'string' && typeof one.stamp === 'string');
  return isSound ? (seen as Seen) : undefined;
}
