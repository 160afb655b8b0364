import type { z } from 'zod';
import type { Diagnostic, DiagnosticInput } from './diagnostic.ts';
import { nearest } from './nearest.ts';

/** One thing a schema did not like, in words. */
export interface Finding {
  readonly path: readonly PropertyKey[];
  /** E.g. `` `site.title` must be text, found the number 3 ``. */
  readonly message: string;
  readonly hint?: string | undefined;
  /** The key at the end of `path` is not one of the schema's. */
  readonly unknownKey: boolean;
}

/** Tells of a key of the configuration, where that stands in its file. */
export type TellOfKey = (path: readonly PropertyKey[], said: DiagnosticInput) => Diagnostic;

/**
 * What zod found, for people. Every leaf of such a schema carries as its `error` what is expected, as
 * a noun phrase that can follow "must be".
 */
export function findingsOf(error: z.ZodError, schema: z.ZodType, value: unknown): Finding[] {
  return error.issues.flatMap(meant).flatMap((issue): Finding[] => {
    if (issue.code === 'unrecognized_keys') {
      const known = knownKeys(schema, issue.path);
      return issue.keys.map((key) => unknownKey([...issue.path, key], known));
    }
    const expected = issue.code === 'invalid_key' ? issue.issues[0]?.message : issue.message;
    const found =
      issue.code === 'invalid_key' ? '' : `, found ${describeValue(valueAt(value, issue.path))}`;
    const name = issue.path.length === 0 ? 'it' : `\`${keyPath(issue.path)}\``;
    return [
      { path: issue.path, message: `${name} must be ${expected}${found}`, unknownKey: false },
    ];
  });
}

/** Where no member of a union fits: the issues inside the member that was meant, or the union's own. */
function meant(issue: z.core.$ZodIssue): z.core.$ZodIssue[] {
  if (issue.code !== 'invalid_union') return [issue];
  const inner = issue.errors.find((issues) =>
    issues.some((one) => one.path.length > 0 || one.code === 'unrecognized_keys'),
  );
  if (inner === undefined) return [issue];
  return inner.flatMap(meant).map((one) => ({ ...one, path: [...issue.path, ...one.path] }));
}

/** The finding for a key that none of `known` is. */
export function unknownKey(path: readonly PropertyKey[], known: readonly string[]): Finding {
  const guess = nearest(String(path.at(-1)), known);
  return {
    path,
    message: `\`${keyPath(path)}\` is not a known key`,
    hint: guess === undefined ? `the keys are ${known.join(', ')}` : `did you mean \`${guess}\`?`,
    unknownKey: true,
  };
}

/** `site.navigation[0].link`. */
export function keyPath(path: readonly PropertyKey[]): string {
  return path
    .map((part, index) =>
      typeof part === 'number' ? `[${part}]` : index === 0 ? String(part) : `.${String(part)}`,
    )
    .join('');
}

/** `the number 3`, `the text "x"`, `a list`, … on one line and of a bounded length. */
export function describeValue(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'nothing (null)';
  if (typeof value === 'string') {
    return value === '' ? 'empty text' : `the text ${JSON.stringify(shortened(value))}`;
  }
  if (typeof value === 'number' || typeof value === 'bigint') return `the number ${value}`;
  if (typeof value === 'boolean') return `\`${value}\``;
  if (Array.isArray(value)) return value.length === 0 ? 'an empty list' : 'a list';
  if (value instanceof Date) return 'a date object';
  return typeof value === 'object' ? 'a group of keys' : `a ${typeof value}`;
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 60)}…` : text;
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (at, key) =>
      typeof at === 'object' && at !== null && Object.hasOwn(at, key)
        ? Reflect.get(at, key)
        : undefined,
    value,
  );
}

/** The keys of the object schemas that stand at a path; for a union, those of all its objects. */
function knownKeys(schema: z.ZodType, path: readonly PropertyKey[]): readonly string[] {
  return schemasAt([schema as Described], path).flatMap((one) => Object.keys(one.def.shape ?? {}));
}

/** The part of a zod schema's definition that is walked here. */
interface Described {
  readonly def: {
    readonly shape?: Readonly<Record<string, Described>>;
    readonly innerType?: Described;
    readonly element?: Described;
    readonly valueType?: Described;
    readonly options?: readonly Described[];
  };
}

function schemasAt(schemas: readonly Described[], path: readonly PropertyKey[]): Described[] {
  const objects = schemas.flatMap(unwrapped);
  const [key, ...rest] = path;
  if (key === undefined) return objects;
  const inner = objects.flatMap(({ def }) => {
    const child = def.shape?.[String(key)] ?? def.element ?? def.valueType;
    return child === undefined ? [] : [child];
  });
  return schemasAt(inner, rest);
}

function unwrapped(schema: Described): Described[] {
  if (schema.def.innerType !== undefined) return unwrapped(schema.def.innerType);
  return schema.def.options === undefined ? [schema] : schema.def.options.flatMap(unwrapped);
}
