import { existsSync, readFileSync, statSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { imageSize } from 'image-size';
import { noOptions } from '../../themes/default/options.ts';
import { locateKey } from '../config/locate.ts';
import { flag, text, textOf, whole } from '../config/schema-parts.ts';
import { group, groupOr, leaf, list, record, type Shape } from '../config/shape.ts';
import type { Config, NavigationLink } from '../model/config.ts';
import { type Diagnostic, diagnostic, diagnosticAt } from '../model/diagnostic.ts';
import { type Finding, unknownKey } from '../model/findings.ts';
import { sourceFile } from '../model/source.ts';
import type {
  LogoImage,
  OptionSpec,
  OptionSpecs,
  ThemeOptions,
  UserThemeOptions,
} from '../model/theme-options.ts';
import { shownPath } from './mistake.ts';

export type OptionsConfig = Pick<Config, 'root' | 'publicDir' | 'configFile' | 'themeOptions'>;

const path = textOf(
  'a path of the site such as "/logo.svg"',
  (value) => /^\/(?!\/)[^\s"'<>\\]+$/.test(value) && !value.split('/').includes('..'),
);

const shapes: { readonly [Key in keyof Required<UserThemeOptions>]: Shape<unknown> } = {
  styles: list('a list of CSS files', textOf('a CSS file such as "styles/site.css"', isStyle)),
  logo: groupOr(
    group({ light: path, dark: path.optional(), alt: text.optional() }),
    textOf('a path of the site such as "/logo.svg", or `{ light, dark, alt }`', (value) =>
      value.startsWith('/'),
    ),
  ),
  icon: path,
  footer: group({
    text: groupOr(
      record('a group of texts by language', () => true, text),
      text,
    ).optional(),
    links: list(
      'a list of `{ label, link }`',
      group<NavigationLink>({ label: text, link: text }),
    ).optional(),
  }),
  toc: group({ from: whole(2, 6).optional(), to: whole(2, 6).optional() }),
  fonts: flag,
};

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
  const all = { ...shapes, ...ownShapes(own) };
  const findings = shapeFindings(given, all);
  if (findings.length > 0) {
    return { options: noOptions, styles: [], problems: placed(findings, config) };
  }
  const { styles = [], logo, icon, footer, toc, fonts } = given as UserThemeOptions;
  const missing = [
    ...styles.flatMap((one, at) =>
      isFile(resolve(root, one))
        ? []
        : [gone(['styles', at], one, shownPath(resolve(root, one), root))],
    ),
    ...[
      ...(icon === undefined ? [] : [['icon', icon] as const]),
      ...(typeof logo === 'string' ? [['logo', logo] as const] : []),
      ...(typeof logo === 'object'
        ? (['light', 'dark'] as const).flatMap((key) =>
            logo[key] === undefined ? [] : [[`logo.${key}`, logo[key]] as const],
          )
        : []),
    ].flatMap(([key, one]) =>
      isFile(join(publicDir, one))
        ? []
        : [gone(key.split('.'), one, shownPath(join(publicDir, one), root))],
    ),
    ...(toc?.from !== undefined && toc.to !== undefined && toc.from > toc.to
      ? [wrong(['toc', 'to'], '`themeOptions.toc.to` must be at least `themeOptions.toc.from`')]
      : []),
  ];
  const options: ThemeOptions = {
    ...withDefaults(given, own),
    ...(logo === undefined ? {} : { logo: logoOf(logo, publicDir) }),
    ...(icon === undefined ? {} : { icon: { path: icon, type: mediaType(icon) } }),
    ...(footer === undefined ? {} : { footer }),
    toc: tocOf(toc),
    ...(fonts === undefined ? {} : { fonts }),
  };
  return {
    options,
    styles: styles.map((one) => resolve(root, one)).filter(isFile),
    problems: placed(missing, config),
  };
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

function gone(path: readonly PropertyKey[], named: string, place: string): Finding {
  const message = `\`themeOptions.${path.filter((one) => typeof one === 'string').join('.')}\` names the file \`${named}\`, which is not there`;
  return { ...wrong(path, message), hint: `it is looked for at \`${place}\`` };
}

function wrong(path: readonly PropertyKey[], message: string): Finding {
  return { path: ['themeOptions', ...path], message, unknownKey: false };
}

function isFile(path: string): boolean {
  return existsSync(path) && statSync(path).isFile();
}

/** In the configuration file, where there is one. */
function placed(
  findings: readonly Finding[],
  { configFile, root }: OptionsConfig,
): readonly Diagnostic[] {
  if (findings.length === 0) return [];
  const source =
    configFile === undefined
      ? undefined
      : sourceFile(shownPath(configFile, root), readFileSync(configFile, 'utf8'));
  return findings.map(({ path, message, hint, unknownKey: isUnknown }) => {
    const said = {
      code: isUnknown ? 'config-unknown-key' : 'config-invalid',
      message,
      hint,
    } as const;
    return source === undefined
      ? diagnostic(said)
      : diagnosticAt(source, locateKey(source.text, path), said);
  });
}
