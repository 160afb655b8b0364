import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { imageSize } from 'image-size';
import { tagFor } from '../../themes/default/by-language.ts';
import { noOptions } from '../../themes/default/options.ts';
import { flag, text, textOf, whole } from '../config/schema-parts.ts';
import { group, groupOr, leaf, list, record, type Shape } from '../config/shape.ts';
import { tellOfKey } from '../config/tell-of-key.ts';
import type { Config, NavigationLink } from '../model/config.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { type Finding, keyPath, unknownKey } from '../model/findings.ts';
import type { LocaleConfig } from '../model/locale.ts';
import type {
  LogoImage,
  OptionSpec,
  OptionSpecs,
  ThemeOptions,
  UserThemeOptions,
} from '../model/theme-options.ts';
import { imageHint, isFile, styleHint } from './option-hints.ts';

export interface OptionsConfig
  extends Pick<Config, 'root' | 'publicDir' | 'configFile' | 'themeOptions'> {
  /** Of the languages of the site. */
  readonly tags?: readonly LocaleConfig['tag'][] | undefined;
}

const path = textOf('a path of the site such as "/logo.svg"', isPath);
const links = list(
  'a list of `{ label, link }`',
  group<NavigationLink>({ label: text, link: text }),
);

const shapes: { readonly [Key in keyof Required<UserThemeOptions>]: Shape<unknown> } = {
  styles: list('a list of CSS files', textOf('a CSS file such as "styles/site.css"', isStyle)),
  logo: groupOr(
    group({ light: path, dark: path.optional(), alt: text.optional() }),
    textOf('a path of the site such as "/logo.svg", or `{ light, dark, alt }`', isPath),
  ),
  icon: path,
  footer: group({
    text: groupOr(
      record('a group of texts by language', () => true, text),
      text,
    ).optional(),
    links: groupOr(
      record('a group of lists by language', () => true, links),
      links,
    ).optional(),
  }),
  toc: group({ from: whole(2, 6).optional(), to: whole(2, 6).optional() }),
  fonts: flag,
};

function isPath(value: string): boolean {
  return /^\/(?!\/)[^\s"'<>\\]+$/.test(value) && !value.split('/').includes('..');
}

function isStyle(value: string): boolean {
  return value.endsWith('.css') && !value.startsWith('/');
}

/** Those of every theme that begins with one of ours. */
export const optionNames: readonly string[] = Object.keys(shapes);

export interface CheckedOptions {
  readonly options: ThemeOptions;
  /** CSS files, absolute. */
  readonly styles: readonly string[];
  readonly problems: readonly Diagnostic[];
}

/**
 * The options of a theme that begins with one of ours.
 * @param own What the theme takes beside the ordinary ones.
 */
export function checkOptions(config: OptionsConfig, own: OptionSpecs = {}): CheckedOptions {
  const { themeOptions: given, root, publicDir } = config;
  const findings = shapeFindings(given, { ...shapes, ...ownShapes(own) });
  const wrongKeys = new Set(findings.map(({ path: [, key] }) => key));
  const sound = Object.fromEntries(Object.entries(given).filter(([key]) => !wrongKeys.has(key)));
  const { styles = [], logo, icon, footer, toc, fonts } = sound as UserThemeOptions;
  const options: ThemeOptions = {
    ...withDefaults(sound, own),
    ...(logo === undefined ? {} : { logo: logoOf(logo, publicDir) }),
    ...(icon === undefined ? {} : { icon: { path: icon, type: mediaType(icon) } }),
    ...(footer === undefined ? {} : { footer }),
    toc: tocOf(toc),
    ...(fonts === undefined ? {} : { fonts }),
  };
  return {
    options,
    styles: styles.map((one) => resolve(root, one)).filter(isFile),
    problems: placed(
      [
        ...findings.map((one) => withHint(one, config)),
        ...missing(sound, config),
        ...otherLanguages(footer, config),
        ...(toc?.from !== undefined && toc.to !== undefined && toc.from > toc.to
          ? [wrong(['toc', 'to'], '`themeOptions.toc.to` must be at least `themeOptions.toc.from`')]
          : []),
      ],
      config,
    ),
  };
}

/** Files that are named and are not there. */
function missing(
  { styles = [], logo, icon }: UserThemeOptions,
  config: OptionsConfig,
): readonly Finding[] {
  const images: readonly (readonly [path: readonly string[], image: string | undefined])[] = [
    [['icon'], icon],
    ...(typeof logo === 'object'
      ? ([
          [['logo', 'light'], logo.light],
          [['logo', 'dark'], logo.dark],
        ] as const)
      : ([[['logo'], logo]] as const)),
  ];
  return [
    ...styles.flatMap((one, at) =>
      isFile(resolve(config.root, one)) ? [] : [gone(['styles', at], one, styleHint(one, config))],
    ),
    ...images.flatMap(([path, one]) =>
      one === undefined || isFile(join(config.publicDir, one))
        ? []
        : [gone(path, one, imageHint(one, config))],
    ),
  ];
}

/** What is said for a language that the site does not have would stand nowhere. */
function otherLanguages(
  { text, links }: NonNullable<UserThemeOptions['footer']> = {},
  { tags }: OptionsConfig,
): readonly Finding[] {
  if (tags === undefined) return [];
  return Object.entries({ text, links }).flatMap(([key, said]) => {
    if (typeof said !== 'object' || Array.isArray(said)) return [];
    return Object.keys(said)
      .filter((tag) => tags.every((one) => tagFor(one, [tag]) === undefined))
      .map((tag) => {
        const path = ['footer', key, tag];
        const message = `\`themeOptions.${path.join('.')}\` is for a language that the site does not have`;
        const hint = `its ${tags.length === 1 ? 'language is' : 'languages are'} ${tags.join(', ')}`;
        return { ...wrong(path, message), hint };
      });
  });
}

function withHint(finding: Finding, config: OptionsConfig): Finding {
  if (finding.hint !== undefined) return finding;
  const [, key] = finding.path;
  const value = valueAt(config.themeOptions, finding.path.slice(1));
  if (key === 'logo' || key === 'icon') return { ...finding, hint: imageHint(value, config) };
  if (key !== 'styles') return finding;
  const isList = finding.path.length > 2;
  const hint =
    isList || typeof value !== 'string' ? styleHint(value, config) : `write \`['${value}']\``;
  return { ...finding, hint };
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) => (typeof at === 'object' && at !== null ? Reflect.get(at, key) : undefined),
    value,
  );
}

/** Those of a theme that has nothing of ours: what it says of them, or anything. */
export function checkOwnOptions(
  config: OptionsConfig,
  own: OptionSpecs | undefined,
): { readonly options: Config['themeOptions']; readonly problems: readonly Diagnostic[] } {
  const { themeOptions } = config;
  if (own === undefined) return { options: themeOptions, problems: [] };
  const problems = placed(shapeFindings(themeOptions, ownShapes(own)), config);
  return { options: withDefaults(themeOptions, own), problems };
}

function shapeFindings(
  given: Readonly<Record<string, unknown>>,
  all: Readonly<Record<string, Shape<unknown>>>,
): readonly Finding[] {
  return Object.entries(given).flatMap(([key, value]) => {
    const at = ['themeOptions', key];
    return Object.hasOwn(all, key)
      ? (all[key]?.findings(value, at) ?? [])
      : [unknownKey(at, Object.keys(all))];
  });
}

function ownShapes(own: OptionSpecs): Readonly<Record<string, Shape<unknown>>> {
  return Object.fromEntries(Object.entries(own).map(([name, spec]) => [name, shapeOf(spec)]));
}

function shapeOf(spec: OptionSpec): Shape<unknown> {
  switch (spec.type) {
    case 'string': {
      const { values } = spec;
      if (values === undefined) return text;
      const listed = values.map((value) => `"${value}"`).join(' or ');
      return textOf(listed, (value) => values.includes(value));
    }
    case 'number':
      return leaf('a number', (value) => typeof value === 'number');
    case 'boolean':
      return flag;
    case 'list':
      return list('a list of texts', text);
  }
}

function withDefaults(
  given: Readonly<Record<string, unknown>>,
  own: OptionSpecs,
): Config['themeOptions'] {
  return Object.fromEntries(
    Object.entries(own).flatMap(([name, { default: otherwise }]) => {
      const value = Object.hasOwn(given, name) ? given[name] : otherwise;
      return value === undefined ? [] : [[name, value]];
    }),
  );
}

function tocOf({ from, to }: NonNullable<UserThemeOptions['toc']> = {}): ThemeOptions['toc'] {
  const { toc } = noOptions;
  const begin = from ?? Math.min(toc.from, to ?? toc.from);
  return { from: begin, to: to ?? Math.max(toc.to, begin) };
}

function logoOf(
  logo: NonNullable<UserThemeOptions['logo']>,
  publicDir: string,
): ThemeOptions['logo'] {
  if (typeof logo === 'string') return { light: imageOf(logo, publicDir) };
  const { light, dark, alt } = logo;
  return {
    light: imageOf(light, publicDir),
    ...(dark === undefined ? {} : { dark: imageOf(dark, publicDir) }),
    ...(alt === undefined ? {} : { alt }),
  };
}

/** Without width and height where the file does not say them; the style then has to. */
function imageOf(path: string, publicDir: string): LogoImage {
  try {
    const { width, height } = imageSize(readFileSync(join(publicDir, path)));
    return { path, width, height };
  } catch {
    return { path };
  }
}

const types: Readonly<Record<string, string>> = {
  svg: 'image/svg+xml',
  png: 'image/png',
  ico: 'image/x-icon',
  gif: 'image/gif',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  webp: 'image/webp',
  avif: 'image/avif',
};

function mediaType(path: string): string {
  return types[path.slice(path.lastIndexOf('.') + 1).toLowerCase()] ?? 'image/png';
}

function gone(path: readonly PropertyKey[], named: string, hint: string | undefined): Finding {
  const key = keyPath(['themeOptions', ...path.filter((one) => typeof one === 'string')]);
  return { ...wrong(path, `\`${key}\` names the file \`${named}\`, which is not there`), hint };
}

function wrong(path: readonly PropertyKey[], message: string): Finding {
  return { path: ['themeOptions', ...path], message, unknownKey: false };
}

/** In the configuration file, where there is one. */
function placed(findings: readonly Finding[], config: OptionsConfig): readonly Diagnostic[] {
  const tell = tellOfKey(config);
  return findings.map(({ path, message, hint, unknownKey: isUnknown }) =>
    tell(path, { code: isUnknown ? 'config-unknown-key' : 'config-invalid', message, hint }),
  );
}
