import { type Dirent, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { filesBeside } from '../content/files-beside.ts';
import type { Config, StandardSchema } from '../model/config.ts';
import type { SiteData } from '../model/data.ts';
import { type Diagnostic, diagnostic, diagnosticAt } from '../model/diagnostic.ts';
import type { ReadProblem } from '../model/file-read.ts';
import { describeValue, keyPath } from '../model/findings.ts';
import { isJson } from '../model/is-json.ts';
import { nearest } from '../model/nearest.ts';
import { sourceFile, spanAt } from '../model/source.ts';
import { frozen } from './frozen.ts';
import { dataName, parseData } from './parse.ts';

export interface DataFiles {
  readonly data: SiteData;
  readonly diagnostics: readonly Diagnostic[];
}

export type DataConfig = Pick<Config, 'root' | 'dataDir' | 'outDir' | 'stateDir' | 'data'>;

/** Reads every data file. What is wrong with one is told, and its value is missing. */
export async function readData(config: DataConfig): Promise<DataFiles> {
  const { root, dataDir, data: schemas } = config;
  const reader = filesBeside(config).reader();
  const diagnostics: Diagnostic[] = [];
  const data: Group = {};
  const names = new Map<string, string>();
  for (const file of filesIn(dataDir)) {
    const path = relative(root, file).split(sep).join('/');
    if (!dataName.test(file)) {
      if (!harmless.test(file)) diagnostics.push(foreign(path));
      continue;
    }
    const name = relative(dataDir, file).split(sep).join('/').replace(dataName, '');
    const found = reader.readFile(path);
    if (found.problem !== undefined) {
      diagnostics.push(unread(path, found.problem));
      continue;
    }
    const source = sourceFile(path, found.text);
    const read = parseData(path, found.text);
    if (read.problem !== undefined) {
      const { range, ...problem } = read.problem;
      const span = range && spanAt(found.text, range.start, range.end);
      diagnostics.push(diagnosticAt(source, span, { code: 'data-syntax', ...problem }));
      continue;
    }
    const fitted = await fitSchema(read.value, schemas[name], name);
    for (const { at, message } of fitted.problems) {
      const range = read.locate(at);
      const span = range && spanAt(found.text, range.start, range.end);
      diagnostics.push(diagnosticAt(source, span, { code: 'data-invalid', message }));
    }
    if (fitted.problems.length > 0) continue;
    const other = names.get(name.toLowerCase());
    names.set(name.toLowerCase(), path);
    if (other === undefined && put(data, name.split('/'), fitted.value)) continue;
    diagnostics.push({
      ...diagnostic({
        code: 'data-twice',
        message: `\`${name}\` is the name of other data, too${other === undefined ? '' : `: of \`${other}\``}`,
        hint: 'give one of them another name',
      }),
      file: path,
    });
  }
  frozen(data);
  return { data, diagnostics: [...diagnostics, ...unused(schemas, names)] };
}

type Group = { [name: string]: unknown };

/** Whether there was room: a file and a folder of one name have none beside each other. */
function put(group: Group, [name = '', ...rest]: readonly string[], value: unknown): boolean {
  if (name === '__proto__') return false;
  const there = Object.hasOwn(group, name) ? group[name] : undefined;
  if (rest.length === 0) {
    if (there !== undefined) return false;
    group[name] = value;
    return true;
  }
  if (there === undefined) {
    const below: Group = {};
    group[name] = below;
    folders.add(below);
    return put(below, rest, value);
  }
  return typeof there === 'object' && there !== null && folders.has(there)
    ? put(there as Group, rest, value)
    : false;
}

/** Groups that stand for folders, and not for what a file holds. */
const folders = new WeakSet<object>();

const harmless = /(?:^|[/\\])(?:README|LICEN[CS]E)[^/\\]*$|\.(?:md|txt)$/i;

/** Absolute paths, in the order of their code units; names with a dot in front are passed over. */
function filesIn(folder: string): readonly string[] {
  return entriesOf(folder)
    .filter(({ name }) => !name.startsWith('.') && name !== 'node_modules')
    .sort((a, b) => (a.name < b.name ? -1 : 1))
    .flatMap((entry) => {
      const path = join(folder, entry.name);
      return entry.isDirectory() ? filesIn(path) : [path];
    });
}

function entriesOf(folder: string): readonly Dirent[] {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch {
    return [];
  }
}

interface Fitted {
  readonly value: unknown;
  readonly problems: readonly { readonly at: readonly PropertyKey[]; readonly message: string }[];
}

async function fitSchema(
  value: unknown,
  schema: StandardSchema | undefined,
  name: string,
): Promise<Fitted> {
  if (schema === undefined) return { value, problems: [] };
  const failed = (message: string): Fitted => ({ value, problems: [{ at: [], message }] });
  try {
    const result = await schema['~standard'].validate(structuredClone(value));
    if (result.issues === undefined) {
      return isJson(result.value)
        ? { value: result.value, problems: [] }
        : failed(`the schema of \`${name}\` makes something of it that is no plain data`);
    }
    const problems = result.issues.map((issue) => {
      const at = (issue.path ?? []).map((part) => (typeof part === 'object' ? part.key : part));
      const what = at.length === 0 ? 'the data' : `\`${keyPath(at)}\``;
      return { at, message: `${what} does not fit the schema of \`${name}\`: ${issue.message}` };
    });
    return { value, problems };
  } catch (error) {
    const reason = error instanceof Error ? error.message : describeValue(error);
    return failed(`the schema of \`${name}\` threw: ${reason}`);
  }
}

/** Schemas of data that is not there. */
function unused(
  schemas: DataConfig['data'],
  names: ReadonlyMap<string, string>,
): readonly Diagnostic[] {
  return Object.keys(schemas)
    .filter((name) => !names.has(name.toLowerCase()))
    .map((name) => {
      const guess = nearest(name, names.keys());
      return diagnostic({
        code: 'data-missing',
        severity: 'warning',
        message: `\`data\` of the configuration has a schema for \`${name}\`, and there is no such file`,
        hint:
          guess === undefined ? 'add the file, or remove the schema' : `did you mean \`${guess}\`?`,
      });
    });
}

function foreign(path: string): Diagnostic {
  const found = diagnostic({
    code: 'data-format',
    severity: 'warning',
    message: 'the file is no data file, and is not read',
    hint: 'data files end in `.yml`, `.yaml`, `.json`, `.toml` or `.csv`',
  });
  return { ...found, file: path };
}

const reasons: Readonly<Record<ReadProblem, string>> = {
  outside: 'it lies outside of the site',
  hidden: 'its name begins with a dot, or it is none of the site’s',
  missing: 'it leads nowhere',
  'too-large': 'it is larger than 64 MiB',
  'not-text': 'it is not valid UTF-8',
  'not-a-file': 'it is no file',
  unreadable: 'the system does not let it be read',
};

function unread(path: string, problem: ReadProblem): Diagnostic {
  const found = diagnostic({
    code: 'data-unreadable',
    message: `the data file is not read: ${reasons[problem]}`,
  });
  return { ...found, file: path };
}
