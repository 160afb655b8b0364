import { readFile, stat } from 'node:fs/promises';
import { basename, relative, resolve, sep } from 'node:path';
import type { Config, EngineName } from '../model/config.ts';
import { type Diagnostic, diagnostic, diagnosticAt, UserError } from '../model/diagnostic.ts';
import type { Finding } from '../model/findings.ts';
import { type SourceFile, sourceFile, spanAt } from '../model/source.ts';
import { checkFolders } from './check-folders.ts';
import { complete } from './complete.ts';
import { contradictions } from './contradictions.ts';
import type { UserConfig } from './define.ts';
import { evaluate, NoDefaultExport } from './evaluate.ts';
import { findConfigFile } from './find.ts';
import { locateKey } from './locate.ts';
import { withPlugins } from './plugins.ts';
import { userConfigSchema } from './schema.ts';

/** What the command line says; it wins over the file. */
export interface ConfigOverrides {
  /** Relative to the working directory. */
  readonly outDir?: string | undefined;
  readonly base?: string | undefined;
  readonly url?: string | undefined;
  readonly drafts?: boolean | undefined;
  readonly future?: boolean | undefined;
  readonly expired?: boolean | undefined;
  readonly engine?: 'auto' | EngineName | undefined;
  readonly image?: string | undefined;
}

export interface LoadOptions {
  /** Default: the working directory. */
  readonly root?: string | undefined;
  /** Relative to the working directory. Default: looked for in the root, then in `.config`. */
  readonly configFile?: string | undefined;
  readonly overrides?: ConfigOverrides | undefined;
}

/**
 * Finds, runs and validates the configuration and fills in the defaults.
 * @throws UserError with a diagnostic for every mistake in it.
 */
export async function loadConfig(options: LoadOptions = {}): Promise<Config> {
  const root = resolve(options.root ?? '.');
  if (!(await isFolder(root))) {
    throw new UserError([
      diagnostic({ code: 'config-load', message: `the root folder \`${root}\` does not exist` }),
    ]);
  }
  const file =
    options.configFile === undefined ? await findConfigFile(root) : resolve(options.configFile);
  const user = file === undefined ? {} : await readConfig(root, file);
  const config = complete(overridden(user, options.overrides ?? {}), root, file);
  const problems = checkFolders(
    config,
    options.overrides?.outDir === undefined ? undefined : '--out-dir',
  );
  if (problems.length > 0) throw new UserError(problems);
  return config;
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => undefined))?.isDirectory() ?? false;
}

async function readConfig(root: string, file: string): Promise<UserConfig> {
  const path = relative(root, file).split(sep).join('/');
  const text = await readFile(file, 'utf8').catch((cause: unknown) => {
    throw new UserError([
      diagnostic({ code: 'config-load', message: `cannot read \`${path}\`: ${reason(cause)}` }),
    ]);
  });
  const source = sourceFile(path, text);
  let value: unknown;
  try {
    value = await evaluate(file, text, (one) => mistakesIn(one).length === 0);
  } catch (error) {
    throw new UserError([loadFailure(source, file, error)]);
  }
  const findings = mistakesIn(value);
  if (findings.length === 0) return withPlugins(value as UserConfig, source, mistakesIn);
  throw new UserError(
    findings.map((finding) =>
      diagnosticAt(source, locateKey(text, finding.path), {
        code: finding.unknownKey ? 'config-unknown-key' : 'config-invalid',
        message:
          finding.path.length === 0
            ? finding.message.replace(/^it /, 'what the configuration exports ')
            : finding.message,
        hint: finding.hint,
      }),
    ),
  );
}

function mistakesIn(value: unknown): readonly Finding[] {
  const findings = userConfigSchema.findings(value, []);
  return findings.length > 0 ? findings : contradictions(value as UserConfig);
}

function loadFailure(source: SourceFile, file: string, error: unknown): Diagnostic {
  if (error instanceof NoDefaultExport) {
    return diagnosticAt(source, undefined, {
      code: 'config-load',
      message: `\`${source.path}\` has no default export`,
      hint: 'write `export default defineConfig({ … })`',
    });
  }
  const [first = '', ...rest] = reason(error).split('\n');
  return diagnosticAt(source, placeOf(source, file, error), {
    code: 'config-load',
    message: `the configuration cannot be loaded: ${first
      .replace(file, basename(file))
      .replace(/^ParseError: /, '')
      .trim()}`,
    details: rest.filter((line) => line.trim() !== '').slice(0, 10),
  });
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Where an error names a line of the file: in its message, as a parser's does, or in its stack. */
function placeOf(source: SourceFile, file: string, error: unknown) {
  if (!(error instanceof Error)) return undefined;
  const text = `${error.message}\n${error.stack ?? ''}`;
  const after = text.split(file).slice(1);
  const match =
    after.map((rest) => /^:(\d+):(\d+)/.exec(rest)).find((one) => one !== null) ??
    /\((\d+):(\d+)\)/.exec(error.message);
  if (match === null || match === undefined) return undefined;
  const lines = source.text.split('\n');
  const line = Number(match[1]);
  const shown = lines[line - 1];
  if (shown === undefined) return undefined;
  const before = lines.slice(0, line - 1).reduce((sum, one) => sum + one.length + 1, 0);
  // The column counts in what the loader made of the line, which may be longer.
  const column = Number(match[2]) > shown.length + 1 ? 1 : Number(match[2]);
  return spanAt(source.text, Math.min(before + column - 1, source.text.length));
}

/** Overrides pass the same schema as the file, under the name of their flag. */
function overridden(user: UserConfig, overrides: ConfigOverrides): UserConfig {
  const given = {
    outDir: overrides.outDir === undefined ? undefined : resolve(overrides.outDir),
    site: { base: overrides.base, url: overrides.url },
    include: {
      drafts: overrides.drafts,
      future: overrides.future,
      expired: overrides.expired,
    },
    verify: { engine: overrides.engine, image: overrides.image },
  };
  const findings = mistakesIn(given);
  if (findings.length > 0) {
    throw new UserError(
      findings.map((finding) =>
        diagnostic({
          code: 'config-invalid',
          message: finding.message.replace(
            /^`[\w.]*?(\w+)`/,
            (_, name: string) => `\`--${flagOf(name)}\``,
          ),
        }),
      ),
    );
  }
  return {
    ...user,
    outDir: given.outDir ?? user.outDir,
    site: { ...user.site, ...defined(given.site) },
    include: { ...user.include, ...defined(given.include) },
    verify: { ...user.verify, ...defined(given.verify) },
  };
}

/** `--site` sets `site.url`; every other flag has the name of its key. */
function flagOf(key: string): string {
  return key === 'url' ? 'site' : key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}

function defined<T extends object>(value: T | undefined): Partial<T> {
  const entries = Object.entries(value ?? {}).filter(([, one]) => one !== undefined);
  return Object.fromEntries(entries) as Partial<T>;
}
