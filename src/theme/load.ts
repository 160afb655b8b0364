import { resolve } from 'node:path';
import type { Overrides } from '../../themes/default/extend.ts';
import type { BaseTheme, OwnTheme } from '../../themes/default/make-theme.ts';
import { tellOfKey } from '../config/tell-of-key.ts';
import { type Config, isBuiltInTheme } from '../model/config.ts';
import {
  type Diagnostic,
  type DiagnosticInput,
  diagnostic,
  UserError,
} from '../model/diagnostic.ts';
import type { Words } from '../model/locale.ts';
import type { Theme } from '../model/theme.ts';
import type { OptionSpecs } from '../model/theme-options.ts';
import { chainOf, type Extension, isExtension } from './define.ts';
import type { ExtensionProblem } from './extension-problems.ts';
import { entryOf, findTheme, missingHint } from './find.ts';
import type { Mistake } from './mistake.ts';
import type { OptionsConfig } from './options.ts';
import { themeProblems } from './problems.ts';

export type ThemeConfig = Pick<Config, 'theme' | 'root'> &
  Partial<Pick<Config, 'publicDir' | 'configFile' | 'themeOptions' | 'locales' | 'site'>>;

/**
 * The theme a configuration names: `default`, `plain`, a file or folder (relative to the site's root),
 * or a package the site has installed. A theme of the user's is read anew each time and may be
 * TypeScript. It is a whole one, or has only what it changes of one of ours.
 * @throws UserError with all that is wrong with it and its options, where it cannot be drawn with.
 */
export async function loadTheme(config: ThemeConfig): Promise<Theme> {
  const { theme: name, root } = config;
  if (isBuiltInTheme(name)) {
    const { theme, problems } = await begunWith(name, {}, config);
    throwAll(problems);
    return theme;
  }
  const { folder, module } = findTheme(name, root);
  const exported = module === undefined ? undefined : await load(module, config);
  const candidate = module === undefined ? undefined : themeOf(exported);
  if (module !== undefined && !isExtension(candidate)) return await whole(candidate, config);
  const extension: Extension = candidate ?? {};
  const { extensionProblems } = await import('./extension-problems.ts');
  const { isThemeFolder, readFolder } = await import('./folder.ts');
  if (module === undefined && (folder === undefined || !isThemeFolder(folder))) {
    throw new UserError([
      tellOfTheme(config, {
        message: `the theme \`${name}\` has neither an \`index\` nor parts, layouts, styles or words`,
        hint: 'put what it changes into `parts/`, `layouts/`, `styles/` or `words.yml`',
      }),
    ]);
  }
  const entry = folder === undefined ? module : entryOf(folder);
  const tell = tellOfIndex(entry, config);
  const read = folder === undefined ? undefined : await readFolder(folder, root);
  const chain = chainOf(extension);
  const own = chain.flatMap((one, at) =>
    extensionProblems(one).map(at === 0 ? tell : tellOfIndex(undefined, config)),
  );
  const told = [...own, ...(read?.problems ?? [])];
  // What has the wrong form is not gone on with.
  if (isBroken(own)) throw new UserError(told);
  const { soundWords } = await import('./words-file.ts');
  const below = chain.slice(1).reverse();
  const { parts, layouts, words, wordsOf } = overridesOf(extension, soundWords);
  const keepsNothing = chain.every((one) => one.keepsNothing === true);
  const options = chain.some((one) => one.options !== undefined)
    ? Object.assign({}, ...[...below, extension].map((one) => one.options))
    : undefined;
  const { theme, problems } = await begunWith(
    chain.at(-1)?.extends === 'plain' ? 'plain' : 'default',
    {
      name: extension.name ?? name,
      below: below.map((one) => overridesOf(one, soundWords)),
      parts: { ...parts, ...read?.parts },
      layouts: { ...layouts, ...read?.layouts },
      styles: Object.assign({}, ...below.map((one) => one.styles), extension.styles, read?.styles),
      words: { ...words, ...read?.words },
      wordsOf: together(wordsOf, read?.wordsOf),
      files: read?.files,
      hasCode: !keepsNothing && (module !== undefined || read?.hasCode === true),
      diagnostics: told,
    },
    config,
    options,
  );
  throwAll([...told, ...problems]);
  const drawers = { ...(entry === undefined ? {} : { '*': entry }), ...read?.drawers };
  const { guarded } = await import('./guarded.ts');
  return guarded(theme, { ...placeOf(config), drawers });
}

/** What is said in a language by both, where both say something of it. */
function together(
  one: Overrides['wordsOf'] = {},
  other: Overrides['wordsOf'] = {},
): Overrides['wordsOf'] {
  const tags = [...Object.keys(one), ...Object.keys(other)];
  return Object.fromEntries(tags.map((tag) => [tag, { ...one[tag], ...other[tag] }]));
}

/** Without phrases that are wrong. */
function overridesOf(
  { parts, layouts, words = {}, wordsOf = {} }: Extension,
  sound: (words: Words) => Words,
): Overrides {
  const own = Object.entries(wordsOf).map(([tag, one]) => [tag, sound(one)]);
  return { parts, layouts, words: sound(words), wordsOf: Object.fromEntries(own) };
}

interface Begun {
  readonly theme: Theme;
  readonly problems: readonly Diagnostic[];
}

/** One of ours, with what a theme and the options of a site make of it. */
async function begunWith(
  name: 'default' | 'plain',
  own: OwnTheme,
  config: ThemeConfig,
  specs?: OptionSpecs,
): Promise<Begun> {
  const base: BaseTheme =
    name === 'default'
      ? (await import('../../themes/default/index.ts')).base
      : (await import('../../themes/plain/index.ts')).base;
  const { makeTheme } = await import('../../themes/default/make-theme.ts');
  if (Object.keys(config.themeOptions ?? {}).length === 0 && specs === undefined) {
    return { theme: makeTheme(base, own), problems: [] };
  }
  const { checkOptions } = await import('./options.ts');
  const { readStyle } = await import('./style-file.ts');
  const { options, styles, problems } = checkOptions(optionsConfig(config), specs);
  const { styleSlips } = await import('./style-slips.ts');
  const read = styles.map((file) => readStyle(file, config.root));
  const found = [
    ...problems,
    ...read.flatMap((one) => one.problems),
    ...styleSlips(styles, config.root),
  ];
  const theme = makeTheme(base, {
    ...own,
    options,
    lastStyles: read.map(({ css }) => css),
    files: [...(own.files ?? []), ...read.flatMap(({ files }) => files)],
    diagnostics: [...(own.diagnostics ?? []), ...found],
  });
  return { theme, problems: found };
}

/** One that draws all by itself. */
async function whole(candidate: unknown, config: ThemeConfig): Promise<Theme> {
  const { theme: name } = config;
  const { folder, module } = findTheme(name, config.root);
  const entry = folder === undefined ? module : entryOf(folder);
  const problems = themeProblems(candidate);
  if (problems.length > 0) {
    const { exportRange, mistakeIn } = await import('./mistake.ts');
    const tell = (said: Omit<Mistake, 'range'>) =>
      entry === undefined
        ? tellOfTheme(config, said)
        : mistakeIn(entry, config.root, { ...said, range: exportRange(entry, 'theme') });
    throw new UserError([
      tell({
        code: 'theme-invalid',
        message: `the theme \`${name}\` is not one: ${problems.join('; ')}`,
        hint: 'export a `theme` with a `name`, a method `assets()` and a method `render(view, site)`, or one from `extendTheme()`',
      }),
    ]);
  }
  const theme = candidate as Theme;
  const { optionProblems } = await import('./extension-problems.ts');
  const told = optionProblems(theme.options).map(tellOfIndex(entry, config));
  throwAll(told);
  const { checkOwnOptions } = await import('./options.ts');
  const checked = checkOwnOptions(optionsConfig(config), theme.options);
  throwAll(checked.problems);
  const { guarded } = await import('./guarded.ts');
  return guarded(theme, placeOf(config), checked.options);
}

function optionsConfig(config: ThemeConfig): OptionsConfig {
  const { root, publicDir = root, configFile, themeOptions = {}, locales = [], site } = config;
  const main = site === undefined ? undefined : [site.language];
  const tags = locales.length === 0 ? main : locales.map(({ tag }) => tag);
  return { root, publicDir, configFile, themeOptions, tags };
}

function placeOf({ theme: name, root }: ThemeConfig) {
  return { name, root, folder: findTheme(name, root).folder ?? resolve(root, name) };
}

/** Of the theme as a whole, where the configuration names it. */
function tellOfTheme(
  { root, configFile }: ThemeConfig,
  said: Omit<DiagnosticInput, 'code'> & Partial<Pick<DiagnosticInput, 'code'>>,
): Diagnostic {
  return tellOfKey({ root, configFile })(['theme'], { code: 'theme-load', ...said });
}

/** Of what a theme says in code, at the key that says it. */
function tellOfIndex(entry: string | undefined, { theme: name, root }: ThemeConfig) {
  const tell =
    entry === undefined
      ? (_: readonly PropertyKey[], said: DiagnosticInput) => diagnostic(said)
      : tellOfKey({ root, configFile: entry });
  return ({ code, message, hint, path }: ExtensionProblem): Diagnostic => {
    const severity = code === 'theme-phrase' ? 'warning' : 'error';
    return tell(path, { code, severity, message: `of the theme \`${name}\` ${message}`, hint });
  };
}

/** An exported `theme`, or the default export where there is none. */
function themeOf(exported: unknown): unknown {
  if (typeof exported !== 'object' || exported === null) return undefined;
  if ('theme' in exported) return exported.theme;
  return 'default' in exported ? exported.default : undefined;
}

/** @throws UserError where there is an error among them. */
function throwAll(problems: readonly Diagnostic[]): void {
  if (isBroken(problems)) throw new UserError(problems);
}

function isBroken(problems: readonly Diagnostic[]): boolean {
  return problems.some(({ severity }) => severity === 'error');
}

async function load(module: string, config: ThemeConfig): Promise<unknown> {
  const { theme: name, root } = config;
  const { firstLine, openImporter } = await import('./import-module.ts');
  const load = await openImporter(root);
  try {
    return await load(module);
  } catch (error) {
    if (firstLine(error) === `Cannot find module '${module}'`) {
      throw new UserError([
        tellOfTheme(config, {
          message: `the theme \`${name}\` is not there`,
          hint: missingHint(name, root),
        }),
      ]);
    }
    const { loadProblem } = await import('./load-problem.ts');
    const { folder } = findTheme(name, root);
    const what = `the theme \`${name}\` could not be loaded`;
    const problem = loadProblem(error, { root, what, within: folder ?? module });
    throw new UserError([
      problem.file === undefined ? tellOfTheme(config, { ...problem }) : problem,
    ]);
  }
}
