import type { OwnWriting, VariablePlace } from '../../markdown/code/variables.ts';
import { variablesIn } from '../lint/shell/parse.ts';
import type { Expansion, Heredoc, Seen, SeenCommand } from '../lint/shell/seen.ts';
import type { Stretch } from '../lint/shell/tree.ts';
import { type Handed, handedBy } from './handed.ts';

/** Where a script has a variable, and which. */
export interface NamedPlace extends VariablePlace {
  readonly name: string;
}

/** A name, and where it stands. */
export interface NamedStretch extends Stretch {
  readonly name: string;
}

export interface ScriptVariables {
  /** In order and apart. */
  readonly places: readonly NamedPlace[];
  /** What is asked for in a form in which no value can stand, and where: the shell itself must know these. */
  readonly needed: readonly NamedStretch[];
  /** What stands as `$NAME` where this shell expands nothing, and no shell that knows it reads it. */
  readonly left: readonly NamedStretch[];
  /** What is evaluated once more when it has been expanded: text in it would be code. */
  readonly twice: readonly NamedStretch[];
  /** What the script gives a value itself. */
  readonly assigned: Seen['assigned'];
}

/**
 * Where a script has variables that it does not set itself. A script that is not understood has no
 * places; what looks like a variable in it is needed.
 */
export function placesIn(script: string, depth = 0): ScriptVariables {
  const seen = depth > deepest ? undefined : variablesIn(script);
  if (seen === undefined) {
    return { places: [], needed: dollarsIn(script), left: [], twice: [], assigned: [] };
  }
  const needed: NamedStretch[] = [];
  const places: NamedPlace[] = [];
  const unbraced = new Set(
    seen.expansions.filter(({ end }) => script.charAt(end - 1) !== '}').map(({ end }) => end),
  );
  for (const expansion of seen.expansions) {
    const { name, start, end } = expansion;
    const writing = writingOf(expansion, script, unbraced.has(start));
    if (writing === undefined) needed.push({ name, start, end });
    else places.push({ name, start, end, writing });
  }
  const handed = apart(seen.commands.flatMap((command) => handedBy(command, script, seen)));
  const isVerbatim = stretchesOf(seen.verbatim);
  const inner = handed.map((one) => innerOf(one, script, { isVerbatim, depth }));
  const own = [...places, ...needed];
  const again = stretchesOf([...seen.again, ...handed]);
  places.push(...inner.flatMap((one) => one.places));
  needed.push(...inner.flatMap((one) => one.needed));
  const heredocs = [...seen.heredocs, ...seen.commands.flatMap((one) => one.heredocs)];
  needed.push(...endings(heredocs, script, places));
  return {
    places: places.sort((a, b) => a.start - b.start),
    needed,
    left: leftIn(seen, script, handed),
    twice: [...carriers(seen, own, again), ...inner.flatMap((one) => one.twice)],
    assigned: [...seen.assigned, ...evaluated(seen)],
  };
}

/** Scripts within scripts; each is shorter than the one that it stands in. */
const deepest = 4;

/** Many commands may read from one pipe. */
function apart(handed: readonly Handed[]): readonly Handed[] {
  const all = new Map(handed.map((one) => [`${one.start} ${one.end} ${one.shell}`, one]));
  return [...all.values()];
}

/** What the shell evaluates by itself. */
const evaluatedNames = ['PS1', 'PS4', 'PROMPT_COMMAND'];

/** What is evaluated once more, also by way of another variable: `x=$NAME; eval "$x"`. */
function carriers(
  { assigned, numbers }: Seen,
  own: readonly NamedStretch[],
  again: (one: Stretch) => boolean,
): readonly NamedStretch[] {
  let twice = own.filter(again);
  for (let round = 0; round < deepest; round += 1) {
    const names = new Set([...evaluatedNames, ...numbers, ...twice.map(({ name }) => name)]);
    const words = assigned.flatMap(({ name, word }) =>
      word !== undefined && names.has(name) ? [word] : [],
    );
    if (words.length === 0) break;
    const inWords = stretchesOf(words);
    const more = own.filter((one) => again(one) || inWords(one));
    if (more.length === twice.length) break;
    twice = more;
  }
  return twice;
}

/** What `eval` gives a value, and `trap`, in this very shell. */
function evaluated({ commands }: Seen): Seen['assigned'] {
  return commands.flatMap(({ words }) => {
    const at = words.findIndex(({ literal }) => literal === 'eval' || literal === 'trap');
    const [first] = words.slice(at + 1);
    if (at === -1 || at > 1 || first === undefined) return [];
    const script = words
      .slice(at + 1)
      .map(({ literal = '' }) => literal)
      .join(' ');
    const { start, end } = first;
    return (variablesIn(script)?.assigned ?? []).map(({ name }) => ({ name, start, end }));
  });
}

type Inner = Pick<ScriptVariables, 'places' | 'needed' | 'twice'>;

/** What a text that is given to a shell asks for there. */
function innerOf(
  { shell, script, others = [], ...stretch }: Handed,
  whole: string,
  { isVerbatim, depth }: { isVerbatim: (one: Stretch) => boolean; depth: number },
): Inner {
  if (shell === 'elsewhere') return { places: [], needed: [], twice: [] };
  if (script === undefined) {
    const { start, end } = stretch;
    const needed = dollarsIn(whole.slice(start, end))
      .map((one) => moved(one, start))
      .filter((one) => whole.charAt(one.start - 1) === '\\' || isVerbatim(one));
    return { places: [], needed, twice: [] };
  }
  const { start, isWord, text } = script;
  const { assigned, ...found } = placesIn(text, depth + 1);
  const own = new Set([...assigned.map(({ name }) => name), ...others]);
  const isAsked = ({ name }: NamedStretch): boolean => !own.has(name);
  return {
    places: found.places.filter(isAsked).map(({ writing, ...one }): NamedPlace => {
      // There are no single quotes within single quotes.
      const [first = 'b'] = writing as Iterable<OwnWriting>;
      return { ...one, ...moved(one, start), writing: isWord ? `${first}s` : writing };
    }),
    needed: found.needed.filter(isAsked).map((one) => moved(one, start)),
    twice: found.twice.filter(isAsked).map((one) => moved(one, start)),
  };
}

function moved<Of extends NamedStretch>(one: Of, by: number): Of {
  return { ...one, start: one.start + by, end: one.end + by };
}

/** Whether something begins within one of them. */
function stretchesOf(stretches: readonly Stretch[]): (one: Stretch) => boolean {
  const joined: { start: number; end: number }[] = [];
  for (const { start, end } of stretches.toSorted((a, b) => a.start - b.start)) {
    const last = joined.at(-1);
    if (last === undefined || start > last.end) joined.push({ start, end });
    else last.end = Math.max(last.end, end);
  }
  return ({ start }) => {
    let low = 0;
    let high = joined.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((joined[middle]?.end ?? 0) > start) high = middle;
      else low = middle + 1;
    }
    return (joined[low]?.start ?? Infinity) <= start;
  };
}

/** Commands of whose own language a `$` is a part. */
const dollars = /^(?:[gmn]?awk|perl|php|ruby|jq|jaq|gojq|yq|envsubst|tclsh|expect)$/;

/** What looks like a variable in a text that this shell leaves as it is. */
function leftIn(
  { verbatim, commands }: Seen,
  script: string,
  handed: readonly Handed[],
): readonly NamedStretch[] {
  if (verbatim.length === 0) return [];
  const isHere = stretchesOf(handed.filter(({ shell }) => shell === 'here'));
  const isOther = stretchesOf(
    commands
      .filter(speaksOther)
      .flatMap(({ words, heredocs }) => [
        ...words,
        ...heredocs.map(({ start, body }) => ({ start, end: start + body.length })),
      ]),
  );
  return verbatim.flatMap((one) => {
    if (isHere(one) || isOther(one)) return [];
    return dollarsIn(script.slice(one.start, one.end)).map((found) => moved(found, one.start));
  });
}

function speaksOther({ words }: SeenCommand): boolean {
  return words.some(({ literal = '' }) => dollars.test(literal.replace(/^.*\//, '')));
}

/** @param grows whether a name without braces stands right before it: `$USER$HOST`. */
function writingOf(
  { place, start, end }: Expansion,
  script: string,
  grows: boolean,
): OwnWriting | undefined {
  switch (place) {
    case 'bare':
      if (isInBraces(wordBefore(script, start))) return undefined;
      return grows || hasMeaning(script, start, end) ? 'q' : 'b';
    case 'name':
      return 'q';
    case 'double':
      return grows ? 'g' : 'd';
    case 'heredoc':
      return grows ? undefined : 'h';
    case 'other':
      return undefined;
  }
}

/**
 * Whether a value without quotes would make something else of what stands around it: `~$USER` a home
 * folder, `$N>file` the number of a stream, `$KEY=x` an assignment.
 */
function hasMeaning(script: string, start: number, end: number): boolean {
  const word = wordBefore(script, start);
  return /[<>=([]/.test(script.charAt(end)) || /~[^/]*$/.test(word) || word.length >= longestWord;
}

const longestWord = 200;

/** Of the word that something is in, what stands before it. */
function wordBefore(script: string, start: number): string {
  return /\S*$/.exec(script.slice(Math.max(0, start - longestWord), start))?.[0] ?? '';
}

/** In braces, `{$A..$B}`, quotes do not help. Those of a name before, `${A}:$B`, and a `{}` are over. */
function isInBraces(word: string): boolean {
  return word.replace(/\$\{\w+\}|\{\}/g, '').includes('{');
}

/**
 * Names of variables in a here-document on a line that some value of theirs would make its end: all that
 * stands there beside them could be a part of its delimiter.
 */
function endings(
  heredocs: readonly Heredoc[],
  script: string,
  places: readonly NamedPlace[],
): readonly NamedStretch[] {
  return [...new Set(heredocs)].flatMap(({ start, body, delimiter, tabs }) => {
    const inside = places.filter((one) => one.start >= start && one.start < start + body.length);
    const found: NamedStretch[] = [];
    let lineStart = start;
    for (const line of body.split('\n')) {
      const lineEnd = lineStart + line.length;
      const here = inside.filter((one) => one.start >= lineStart && one.end <= lineEnd);
      if (here.length > 0) {
        let rest = '';
        let at = lineStart;
        for (const one of here) {
          rest += script.slice(at, one.start);
          at = one.end;
        }
        rest += script.slice(at, lineEnd);
        if (tabs) rest = rest.replace(/^\t+/, '');
        if ([...rest].every((character) => delimiter.includes(character))) {
          found.push(...here.map(({ name, start, end }) => ({ name, start, end })));
        }
      }
      lineStart = lineEnd + 1;
    }
    return found;
  });
}

/** Each `$NAME` and `${NAME` of a text, without what follows the name. */
function dollarsIn(text: string): readonly NamedStretch[] {
  return [...text.matchAll(/\$\{?([A-Za-z_]\w{0,199})/g)].map(({ index, 0: all, 1: name = '' }) => {
    return { name, start: index, end: index + all.length };
  });
}
