import { resolve } from 'node:path';
import type { BaseTheme, OwnTheme } from '../../themes/default/make-theme.ts';
import type { Config } from '../model/config.ts';
import { type Diagnostic, diagnostic, UserError } from '../model/diagnostic.ts';
import { nearest } from '../model/nearest.ts';
import type { Theme } from '../model/theme.ts';
import type { OptionSpecs } from '../model/theme-options.ts';
import { type Extension, isExtension } from './define.ts';
import type { ExtensionProblem } from './extension-problems.ts';
import { findTheme } from './find.ts';
import { guarded } from './guarded.ts';
import { themeProblems } from './problems.ts';

export type ThemeConfig = Pick<Config, 'theme' | 'root'> &
  Partial<Pick<Config, 'publicDir' | 'configFile' | 'themeOptions'>>;

/**
 * The theme a configuration names: `default`, `plain`, a file or folder (relative to the site's root),
 * or a package the site has installed. A theme of the user's is read anew each time and may be
 * TypeScript. It is a whole one, or has only what it changes of one of ours.
 * @throws UserError when it cannot be loaded or is no theme, or its options are wrong.
 */
export async function loadTheme(config: ThemeConfig): Promise<Theme> {
  const { theme: name, root } = config;
  if (name === 'default' || name === 'plain') return await begunWith(name, {}, config);
  const { folder, module } = findTheme(name, root);
  const exported = module === undefined ? undefined : await load(module, { name, root });
  const candidate = module === undefined ? undefined : themeOf(exported);
  if (module !== undefined && !isExtension(candidate)) return await whole(candidate, config);
  const extension: Extension = candidate ?? {};
  const { extensionProblems } = await import('./extension-problems.ts');
  const told = extensionProblems(extension).map((one) => toldOf(one, name));
  throwAll(told);
  const { isThemeFolder, readFolder } = await import('./folder.ts');
  if (module === undefined && (folder === undefined || !isThemeFolder(folder))) {
    throw new UserError([
      diagnostic({
        code: 'theme-load',
        message: `the theme \`${name}\` has neither an \`index\` nor parts, layouts, styles or words`,
        hint: 'put what it changes into `parts/`, `layouts/`, `styles/` or `words.yml`',
      }),
    ]);
  }
  const read = folder === undefined ? undefined : await readFolder(folder, root);
  throwAll(read?.problems ?? []);
  const { options, keepsNothing = false, ...own } = extension;
  const theme = await begunWith(
    extension.extends ?? 'default',
    {
      ...own,
      name: extension.name ?? name,
      parts: { ...extension.parts, ...read?.parts },
      layouts: { ...extension.layouts, ...read?.layouts },
      styles: { ...extension.styles, ...read?.styles },
      words: { ...extension.words, ...read?.words },
      wordsOf: { ...extension.wordsOf, ...read?.wordsOf },
      files: read?.files,
      hasCode: !keepsNothing && (module !== undefined || read?.hasCode === true),
      diagnostics: [...told, ...(read?.problems ?? [])],
    },
    config,
    options,
  );
  return guarded(theme, placeOf(config));
}

/** One of ours, with what a theme and the options of a site make of it. */
async function begunWith(
  name: 'default' | 'plain',
  own: OwnTheme,
  config: ThemeConfig,
  specs?: OptionSpecs,
): Promise<Theme> {
  const base: BaseTheme =
    name === 'default'
      ? (await import('../../themes/default/index.ts')).base
      : (await import('../../themes/plain/index.ts')).base;
  const { makeTheme } = await import('../../themes/default/make-theme.ts');
  const { root, publicDir = root, configFile, themeOptions = {} } = config;
  if (Object.keys(themeOptions).length === 0 && specs === undefined) return makeTheme(base, own);
  const { checkOptions } = await import('./options.ts');
  const { readStyle } = await import('./style-file.ts');
  const { options, styles, problems } = checkOptions(
    { root, publicDir, configFile, themeOptions },
    specs,
  );
  throwAll(problems);
  const read = styles.map((file) => readStyle(file, root));
  throwAll(read.flatMap((one) => one.problems));
  return makeTheme(base, {
    ...own,
    options,
    lastStyles: read.map(({ css }) => css),
    files: [...(own.files ?? []), ...read.flatMap(({ files }) => files)],
  });
}

/** One that draws all by itself. */
async function whole(candidate: unknown, config: ThemeConfig): Promise<Theme> {
  const { theme: name, root, publicDir = root, configFile, themeOptions = {} } = config;
  const problems = themeProblems(candidate);
  if (problems.length > 0) {
    throw new UserError([
      diagnostic({
        code: 'theme-invalid',
        message: `the theme \`${name}\` is not one: ${problems.join('; ')}`,
        hint: 'export a `theme` with a `name`, a method `assets()` and a method `render(view, site)`, or one from `extendTheme()`',
      }),
    ]);
  }
  const theme = candidate as Theme;
  const { optionProblems } = await import('./extension-problems.ts');
  throwAll(optionProblems(theme.options).map((one) => toldOf(one, name)));
  const { checkOwnOptions } = await import('./options.ts');
  const checked = checkOwnOptions({ root, publicDir, configFile, themeOptions }, theme.options);
  throwAll(checked.problems);
  return guarded(theme, placeOf(config), checked.options);
}

function placeOf({ theme: name, root }: ThemeConfig) {
  return { name, root, folder: findTheme(name, root).folder ?? resolve(root, name) };
}

/** An exported `theme`, or the default export where there is none. */
function themeOf(exported: unknown): unknown {
  if (typeof exported !== 'object' || exported === null) return undefined;
  if ('theme' in exported) return exported.theme;
  return 'default' in exported ? exported.default : undefined;
}

function toldOf({ code, message, hint }: ExtensionProblem, name: string): Diagnostic {
  const severity = code === 'theme-phrase' ? 'warning' : 'error';
  return diagnostic({ code, severity, message: `of the theme \`${name}\` ${message}`, hint });
}

/** @throws UserError where there is an error among them. */
function throwAll(problems: readonly Diagnostic[]): void {
  if (problems.some(({ severity }) => severity === 'error')) throw new UserError(problems);
}

async function load(
  module: string,
  { name, root }: { readonly name: string; readonly root: string },
): Promise<unknown> {
  const { firstLine, openImporter, stackOf } = await import('./import-module.ts');
  const load = await openImporter(root);
  try {
    return await load(module);
  } catch (error) {
    const missing = firstLine(error) === `Cannot find module '${module}'`;
    const meant = missing ? nearest(name, ['default', 'plain']) : undefined;
    throw new UserError([
      diagnostic({
        code: 'theme-load',
        message: `the theme \`${name}\` ${missing ? 'is not there' : `could not be loaded: ${firstLine(error)}`}`,
        hint:
          meant === undefined
            ? 'name `default` or `plain`, a folder or file relative to the configuration, or an installed package'
            : `did you mean \`${meant}\`?`,
        details: missing ? undefined : stackOf(error),
      }),
    ]);
  }
}
