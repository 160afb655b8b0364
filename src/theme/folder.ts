import { basename, dirname, join } from 'node:path';
import { styleNames } from '../../themes/default/assets.ts';
import type { Overrides } from '../../themes/default/extend.ts';
import { layouts } from '../../themes/default/layouts.ts';
import { parts } from '../../themes/default/parts.ts';
import type { Diagnostic } from '../model/diagnostic.ts';
import { describeValue } from '../model/findings.ts';
import type { Words } from '../model/locale.ts';
import { editDistance, nearest } from '../model/nearest.ts';
import type { OutputFile } from '../model/output.ts';
import { type Defined, definedFor } from './define.ts';
import { openImporter } from './import-module.ts';
import { loadProblem } from './load-problem.ts';
import { exportRange, type Mistake, mistakeIn, shownPath } from './mistake.ts';
import { readStyle } from './style-file.ts';
import { styleSlips } from './style-slips.ts';
import { codeName, entriesOf, namesIn, themeFolders, wordsName } from './theme-files.ts';
import { unread } from './unread.ts';
import { readWords } from './words-file.ts';

/** What the folder of a theme has of its own. */
export interface FolderTheme extends Overrides {
  readonly styles: Readonly<Record<string, string>>;
  /** What the styles name. */
  readonly files: readonly OutputFile[];
  readonly hasCode: boolean;
  /** The files that draw, by `parts/footer`. */
  readonly drawers: Readonly<Record<string, string>>;
  readonly problems: readonly Diagnostic[];
}

/** Whether a folder has anything that makes it a theme without an `index`. */
export function isThemeFolder(folder: string): boolean {
  return entriesOf(folder).some(
    ({ name }) => themeFolders.slice(0, 3).includes(name) || wordsName.test(name),
  );
}

/** Reads `parts/`, `layouts/`, `styles/` and `words.yml`; everything else is the theme's own business. */
export async function readFolder(folder: string, root: string): Promise<FolderTheme> {
  const problems = unread(folder, root);
  const own = await readTables(folder, root);
  const styles: Record<string, string> = {};
  const files: OutputFile[] = [];
  for (const file of namesIn(join(folder, 'styles'), /\.css$/)) {
    const style = readStyle(join(folder, 'styles', file), root, folder);
    const name = file.slice(0, -'.css'.length);
    styles[name] = style.css;
    files.push(...style.files);
    problems.push(...style.problems, ...nearStyle(name, join(folder, 'styles', file), root));
  }
  const sheets = Object.keys(styles).map((name) => join(folder, 'styles', `${name}.css`));
  problems.push(...styleSlips(sheets, root));
  const said = wordsIn(folder, root);
  return {
    parts: own.parts,
    layouts: own.layouts,
    words: said.all,
    wordsOf: said.of,
    styles,
    files,
    hasCode: Object.keys({ ...own.parts, ...own.layouts }).length > 0,
    drawers: own.drawers,
    problems: [...problems, ...own.problems, ...said.problems],
  };
}

async function readTables(folder: string, root: string) {
  const modules = (['parts', 'layouts'] as const).flatMap((kind) =>
    namesIn(join(folder, kind), codeName).map((name) => ({ kind, file: join(folder, kind, name) })),
  );
  const tables: Record<'parts' | 'layouts', Record<string, unknown>> = { parts: {}, layouts: {} };
  const problems: Diagnostic[] = [];
  const drawers: Record<string, string> = {};
  if (modules.length === 0) return { ...tables, problems, drawers };
  const load = await openImporter(root);
  for (const { kind, file } of modules) {
    const found = await readOverrides({ kind, file, root, load });
    problems.push(...found.problems);
    for (const [name, draw] of Object.entries(found.overrides)) {
      const before = drawers[`${kind}/${name}`];
      if (before !== undefined) {
        problems.push(
          mistakeIn(file, root, {
            code: 'theme-override',
            message: `the ${singular[kind]} \`${name}\` is already in \`${before.slice(folder.length + 1)}\``,
            hint: 'take one of them away',
            range: exportRange(file, name),
          }),
        );
      }
      drawers[`${kind}/${name}`] = file;
      tables[kind][name] = draw;
    }
  }
  return { ...tables, problems, drawers };
}

const singular = { parts: 'part', layouts: 'layout' } as const;
const known = { parts: Object.keys(parts), layouts: Object.keys(layouts) } as const;

type Kind = Defined['kind'];

interface Module {
  readonly kind: Kind;
  readonly file: string;
  readonly root: string;
  readonly load: (file: string) => Promise<unknown>;
}

/** The default export is for what the file is named after; others are for what they are named. */
async function readOverrides({ kind, file, root, load }: Module) {
  const overrides: Record<string, unknown> = {};
  const problems: Diagnostic[] = [];
  const told = (said: Omit<Mistake, 'code'>, name = 'default') =>
    problems.push(
      mistakeIn(file, root, { code: 'theme-override', range: exportRange(file, name), ...said }),
    );
  let exported: unknown;
  try {
    exported = await load(file);
  } catch (error) {
    const what = 'the module cannot be loaded';
    const problem = loadProblem(error, { root, what, within: dirname(dirname(file)) });
    return { overrides, problems: [{ ...problem, file: problem.file ?? shownPath(file, root) }] };
  }
  const names = known[kind];
  const what = singular[kind];
  const own = camel(basename(file).replace(/\.[cm]?[jt]s$/, ''));
  const values: Readonly<Record<string, unknown>> = Object.fromEntries(
    Object.entries(typeof exported === 'object' && exported !== null ? exported : {}),
  );
  for (const [name, value] of Object.entries(values)) {
    const meant = name === 'default' ? own : name;
    if (!names.includes(meant)) {
      if (name === 'default') {
        told({ message: `no ${what} is named \`${meant}\``, hint: meantNames(kind, meant) });
        continue;
      }
      const guess = typeof value === 'function' ? nearest(name, names) : undefined;
      if (guess === undefined || Object.hasOwn(values, guess) || !isSlip(name, guess)) continue;
      const message = `it exports \`${name}\`, and no ${what} is named so`;
      told({ severity: 'warning', message, hint: `did you mean \`${guess}\`?` }, name);
      continue;
    }
    if (typeof value !== 'function') {
      const message = `the ${what} \`${meant}\` must be a function, found ${describeValue(value)}`;
      const define = kind === 'parts' ? 'definePart' : 'defineLayout';
      const hint = `write \`export default ${define}('${meant}', (props) => html\`…\`)\``;
      told({ message, hint }, name);
      continue;
    }
    const defined = definedFor(value);
    if (defined !== undefined && (defined.kind !== kind || defined.name !== meant)) {
      told(misdefined({ kind, name: meant }, defined), name);
      continue;
    }
    overrides[meant] = value;
  }
  if (Object.keys(overrides).length > 0) return { overrides, problems };
  if (problems.length === 0) {
    const hint = names.includes(own)
      ? `export a function as default, or as \`${own}\``
      : meantNames(kind, own);
    told({ message: `it exports no ${what}`, hint });
  }
  // Where a slip is all that there is, the file does nothing.
  return { overrides, problems: problems.map((one) => ({ ...one, severity: 'error' as const })) };
}

/** One letter off, or of another case. */
function isSlip(name: string, guess: string): boolean {
  return editDistance(name.toLowerCase(), guess.toLowerCase()) <= 1;
}

function misdefined(own: Defined, defined: Defined): Pick<Mistake, 'message' | 'hint'> {
  const what = singular[own.kind];
  const other = singular[defined.kind];
  if (!known[defined.kind].includes(defined.name)) {
    return {
      message: `it defines the ${other} \`${defined.name}\`, and there is none`,
      hint: `did you mean \`${own.name}\`?`,
    };
  }
  return {
    message: `it is named after the ${what} \`${own.name}\`, and defines the ${other} \`${defined.name}\``,
    hint: `rename the file to \`${defined.kind}/${defined.name}\`, or what it defines to \`${own.name}\``,
  };
}

function meantNames(kind: Kind, name: string): string {
  const other = kind === 'parts' ? 'layouts' : 'parts';
  if (known[other].includes(name))
    return `it is a ${singular[other]}: move the file to \`${other}/\``;
  const guess = nearest(name, known[kind]);
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

/** A style that is nearly named as one of ours comes after them all, and that one stays. */
function nearStyle(name: string, file: string, root: string): readonly Diagnostic[] {
  const guess = nearest(name, styleNames);
  if (guess === undefined || guess === name || !isSlip(name, guess)) return [];
  return [
    mistakeIn(file, root, {
      code: 'theme-override',
      severity: 'warning',
      message: `no style of the theme is named \`${name}\`, so it comes after them all`,
      hint: `to stand in the place of \`${guess}\` it must be named so; else name it otherwise`,
    }),
  ];
}
