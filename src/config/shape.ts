import { describeValue, type Finding, keyPath, unknownKey } from '../model/findings.ts';

type Path = readonly PropertyKey[];

/**
 * What a value of the configuration may be. It says what is wrong and changes nothing. Measured by
 * scripts/bench/startup: a general library takes as long to load as all the rest of the start.
 */
export interface Shape<out Value> {
  /** Every mistake in a value that stands at a path. */
  readonly findings: (value: unknown, path: Path) => readonly Finding[];
  /** The shapes below: of each key of a group, or (`*`) of every value of a record. */
  readonly below?: Readonly<Record<string, Shape<unknown>>> | undefined;
  /** The same, or nothing. */
  readonly optional: () => Shape<Value | undefined>;
}

interface Checked<Value> {
  readonly findings: Shape<Value>['findings'];
  readonly below?: Shape<Value>['below'];
}

function shape<Value>({ findings, below }: Checked<Value>): Shape<Value> {
  return {
    findings,
    below,
    optional: () =>
      shape({
        findings: (value, path) => (value === undefined ? [] : findings(value, path)),
        below,
      }),
  };
}

/**
 * A value without parts of its own. `expected` follows "must be"; `isOne` may say in such words what
 * exactly is expected instead of a value.
 */
export function leaf<Value>(
  expected: string,
  isOne: (value: unknown) => boolean | string,
): Shape<Value> {
  return shape({
    findings: (value, path) => {
      const answer = isOne(value);
      if (answer === true) return [];
      return [mistake(answer === false ? expected : answer, value, path)];
    },
  });
}

/** Keys that are known, and no others. */
export function group<Value extends object>(
  keys: {
    readonly [Key in keyof Value]-?: Shape<Value[Key]>;
  },
): Shape<Value> {
  const below = keys as Readonly<Record<string, Shape<unknown>>>;
  const known = Object.keys(below);
  return shape({
    below,
    findings: (value, path) => {
      if (!isGroup(value)) return [mistake('a group of keys', value, path)];
      return [
        ...known.flatMap((key) => below[key]?.findings(value[key], [...path, key]) ?? []),
        ...Object.keys(value)
          .filter((key) => !Object.hasOwn(below, key))
          .map((key) => unknownKey([...path, key], known)),
      ];
    },
  });
}

export function list<Value>(expected: string, one: Shape<Value>): Shape<readonly Value[]> {
  return shape({
    findings: (value, path) =>
      Array.isArray(value)
        ? value.flatMap((each, index) => one.findings(each, [...path, index]))
        : [mistake(expected, value, path)],
  });
}

/** Keys that the author chooses. `names` says how a name must be where it is not. */
export function record<Value>(
  expected: string,
  names: (name: string) => true | string,
  each: Shape<Value>,
): Shape<Readonly<Record<string, Value>>> {
  return shape({
    below: { '*': each },
    findings: (value, path) => {
      if (!isGroup(value)) return [mistake(expected, value, path)];
      return Object.entries(value).flatMap(([name, inner]) => {
        const at = [...path, name];
        const answer = names(name);
        if (answer === true) return each.findings(inner, at);
        return [{ path: at, message: `\`${keyPath(at)}\` must be ${answer}`, unknownKey: false }];
      });
    },
  });
}

/** `false`, or another shape. */
export function orFalse<Value>(other: Shape<Value>): Shape<Value | false> {
  return shape({
    below: other.below,
    findings: (value, path) => (value === false ? [] : other.findings(value, path)),
  });
}

/** A group of keys, or what is none. */
export function groupOr<Group, Other>(
  group: Shape<Group>,
  other: Shape<Other>,
): Shape<Group | Other> {
  return shape<Group | Other>({
    below: group.below,
    findings: (value, path) =>
      isGroup(value) ? group.findings(value, path) : other.findings(value, path),
  });
}

function mistake(expected: string, value: unknown, path: Path): Finding {
  const name = path.length === 0 ? 'it' : `\`${keyPath(path)}\``;
  const message = `${name} must be ${expected}, found ${describeValue(value)}`;
  return { path, message, unknownKey: false };
}

function isGroup(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
