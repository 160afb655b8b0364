import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Overrides } from '../../themes/default/extend.ts';
import { layouts } from '../../themes/default/layouts.ts';
import { parts } from '../../themes/default/parts.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import type { Words } from '../model/locale.ts';
import { editDistance, nearest } from '../model/nearest.ts';
import type { OutputFile } from '../model/output.ts';
import { definedFor } from './define.ts';
import { firstLine, openImporter, stackOf } from './import-module.ts';
import { mistakeIn, placeOf } from './mistake.ts';
import { readStyle } from './style-file.ts';
import { readWords } from './words-file.ts';

/** What the folder of a theme has of its own. */
export interface FolderTheme extends Overrides {
  readonly styles: Readonly<Record<string, string>>;
  /** What the styles name. */
  readonly files: readonly OutputFile[];
  readonly hasCode: boolean;
  readonly problems: readonly Diagnostic[];
}

const folders = ['parts', 'layouts', 'styles', 'shortcodes'];
const wordsName = /^words(?:\.([A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*))?\.ya?ml$/;

/** Whether a folder has anything that makes it a theme without an `index`. */
export function isThemeFolder(folder: string): boolean {
  return entriesOf(folder).some(
    ({ name }) => folders.slice(0, 3).includes(name) || wordsName.test(name),
  );
}

/** Reads `parts/`, `layouts/`, `styles/` and `words.yml`; everything else is the theme's own business. */
export async function readFolder(folder: string, root: string): Promise<FolderTheme> {
  const problems = misnamed(folder, root);
  const own = await readTables(folder, root);
  const styles: Record<string, string> = {};
  const files: OutputFile[] = [];
  for (const file of namesIn(join(folder, 'styles'), /\.css$/)) {
    const style = readStyle(join(folder, 'styles', file), root, folder);
    styles[file.slice(0, -'.css'.length)] = style.css;
    files.push(...style.files);
    problems.push(...style.problems);
  }
  const said = wordsIn(folder, root);
  return {
    parts: own.parts,
    layouts: own.layouts,
    words: said.all,
    wordsOf: said.of,
    styles,
    files,
    hasCode: Object.keys({ ...own.parts, ...own.layouts }).length > 0,
    problems: [...problems, ...own.problems, ...said.problems],
  };
}

async function readTables(folder: string, root: string) {
  const code = /^(?!_)(?!.*\.d\.[cm]?ts$).*\.(?:[cm]?ts|[cm]?js)$/;
  const modules = (['parts', 'layouts'] as const).flatMap((kind) =>
    namesIn(join(folder, kind), code).map((name) => ({ kind, file: join(folder, kind, name) })),
  );
  const tables: Record<'parts' | 'layouts', Record<string, unknown>> = { parts: {}, layouts: {} };
  const problems: Diagnostic[] = [];
  if (modules.length === 0) return { ...tables, problems };
  const from = new Map<string, string>();
  const load = await openImporter(root);
  for (const { kind, file } of modules) {
    const found = await readOverrides({ kind, file, root, load });
    problems.push(...found.problems);
    for (const [name, draw] of Object.entries(found.overrides)) {
      const before = from.get(`${kind}/${name}`);
      if (before !== undefined) {
        problems.push(
          mistakeIn(file, root, {
            code: 'theme-override',
            message: `the ${singular[kind]} \`${name}\` is already in \`${before}\``,
            hint: 'take one of them away',
          }),
        );
      }
      from.set(`${kind}/${name}`, file.slice(folder.length + 1));
      tables[kind][name] = draw;
    }
  }
  return { ...tables, problems };
}

const singular = { parts: 'part', layouts: 'layout' } as const;
const known = { parts: Object.keys(parts), layouts: Object.keys(layouts) } as const;

interface Module {
  readonly kind: 'parts' | 'layouts';
  readonly file: string;
  readonly root: string;
  readonly load: (file: string) => Promise<unknown>;
}

/** The default export is for what the file is named after; others are for what they are named. */
async function readOverrides({ kind, file, root, load }: Module) {
  const overrides: Record<string, unknown> = {};
  const told = (message: string, hint?: string) => ({
    overrides,
    problems: [mistakeIn(file, root, { code: 'theme-override', message, hint })],
  });
  let exported: unknown;
  try {
    exported = await load(file);
  } catch (error) {
    const range = placeOf(error, file);
    const problem = mistakeIn(file, root, {
      code: 'theme-load',
      message: `the module cannot be loaded: ${firstLine(error).replaceAll(root, '.').trim()}`,
      ...(range === undefined ? { details: stackOf(error) } : { range }),
    });
    return { overrides, problems: [problem] };
  }
  const names = known[kind];
  const what = singular[kind];
  const own = camel(file.slice(file.lastIndexOf('/') + 1).replace(/\.[cm]?[jt]s$/, ''));
  const values: Readonly<Record<string, unknown>> = Object.fromEntries(
    Object.entries(typeof exported === 'object' && exported !== null ? exported : {}),
  );
  const slips: Diagnostic[] = [];
  for (const [name, value] of Object.entries(values)) {
    const meant = name === 'default' ? own : name;
    if (!names.includes(meant)) {
      if (name !== 'default') {
        const guess = typeof value === 'function' ? nearest(name, names) : undefined;
        if (guess === undefined || Object.hasOwn(values, guess) || editDistance(name, guess) > 1) {
          continue;
        }
        slips.push(
          mistakeIn(file, root, {
            code: 'theme-override',
            severity: 'warning',
            message: `it exports \`${name}\`, and no ${what} is named so`,
            hint: `did you mean \`${guess}\`?`,
          }),
        );
        continue;
      }
      const guess = nearest(meant, names);
      return told(`no ${what} is named \`${meant}\``, meantNames(kind, guess));
    }
    if (typeof value !== 'function') {
      return told(
        `the ${what} \`${meant}\` must be a function`,
        `write \`export default ${kind === 'parts' ? 'definePart' : 'defineLayout'}('${meant}', (props) => html\`…\`)\``,
      );
    }
    const meantBy = definedFor(value);
    if (meantBy !== undefined && meantBy !== meant) {
      return told(
        `it is named after the ${what} \`${meant}\`, and defines \`${meantBy}\``,
        `rename the file to \`${meantBy}\`, or what it defines to \`${meant}\``,
      );
    }
    overrides[meant] = value;
  }
  if (Object.keys(overrides).length > 0) return { overrides, problems: slips };
  const guess = nearest(own, names);
  return told(
    `it exports no ${what}`,
    names.includes(own)
      ? `export a function as default, or as \`${own}\``
      : meantNames(kind, guess),
  );
}

function meantNames(kind: Module['kind'], guess: string | undefined): string {
  return guess === undefined
    ? `\`rutter eject\` lists the ${kind}; the name of a helper begins with \`_\``
    : `did you mean \`${guess}\`? The name of a helper begins with \`_\``;
}

/** `article-head` is `articleHead`. */
function camel(name: string): string {
  return name.replace(/-([a-z])/g, (_, letter: string) => letter.toUpperCase());
}

function wordsIn(folder: string, root: string) {
  let all: Words = {};
  const of: Record<string, Words> = {};
  const problems: Diagnostic[] = [];
  for (const name of namesIn(folder, wordsName)) {
    const tag = wordsName.exec(name)?.[1]?.toLowerCase();
    const read = readWords(join(folder, name), root);
    problems.push(...read.problems);
    if (tag === undefined) all = read.words;
    else of[tag] = read.words;
  }
  return { all, of, problems };
}

/** Folders whose names are nearly those that are read. */
function misnamed(folder: string, root: string): Diagnostic[] {
  return entriesOf(folder).flatMap((entry) => {
    const guess = nearest(entry.name, folders);
    if (!entry.isDirectory() || guess === undefined || guess === entry.name) return [];
    return [
      mistakeIn(join(folder, entry.name), root, {
        code: 'theme-override',
        severity: 'warning',
        message: `a theme does not read its folder \`${entry.name}\``,
        hint: `did you mean \`${guess}\`?`,
      }),
    ];
  });
}

function namesIn(folder: string, pattern: RegExp): readonly string[] {
  return entriesOf(folder)
    .map(({ name }) => name)
    .filter(
      (name) =>
        pattern.test(name) &&
        (statSync(join(folder, name), { throwIfNoEntry: false })?.isFile() ?? false),
    )
    .sort();
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}
