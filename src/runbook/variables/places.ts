import type { VariablePlace, Writing } from '../../markdown/code/variables.ts';
import { variablesIn } from '../lint/shell/parse.ts';
import type { Expansion, Seen } from '../lint/shell/seen.ts';

/** Where a script has a variable, and which. */
export interface NamedPlace extends VariablePlace {
  readonly name: string;
}

export interface ScriptVariables {
  /** In order and apart. */
  readonly places: readonly NamedPlace[];
  /** What is asked for in a form in which no value can stand: the shell itself must know these. */
  readonly needed: ReadonlySet<string>;
  /** What the script gives a value itself. */
  readonly assigned: Seen['assigned'];
}

/**
 * Where a script has variables that it does not set itself. A script that is not understood has no
 * places; what looks like a variable in it is needed.
 */
export function placesIn(script: string): ScriptVariables {
  const seen = variablesIn(script);
  if (seen === undefined) return { places: [], needed: looksLike(script), assigned: [] };
  const needed = new Set<string>();
  const places: NamedPlace[] = [];
  const unbraced = new Set(
    seen.expansions.filter(({ end }) => script.charAt(end - 1) !== '}').map(({ end }) => end),
  );
  for (const expansion of seen.expansions) {
    const { name, start, end } = expansion;
    const writing = writingOf(expansion, script, unbraced.has(start));
    if (writing === undefined) needed.add(name);
    else places.push({ name, start, end, writing });
  }
  for (const name of endings(seen, script, places)) needed.add(name);
  return {
    places: places.sort((a, b) => a.start - b.start),
    needed,
    assigned: seen.assigned,
  };
}

/** @param grows whether a name without braces stands right before it: `$USER$HOST`. */
function writingOf(
  { place, start, end }: Expansion,
  script: string,
  grows: boolean,
): Writing | undefined {
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
  { heredocs }: Seen,
  script: string,
  places: readonly NamedPlace[],
): readonly string[] {
  return heredocs.flatMap(({ start, body, delimiter, tabs }) => {
    const inside = places.filter((one) => one.start >= start && one.start < start + body.length);
    const found: string[] = [];
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
          found.push(...here.map(({ name }) => name));
        }
      }
      lineStart = lineEnd + 1;
    }
    return found;
  });
}

function looksLike(script: string): ReadonlySet<string> {
  return new Set([...script.matchAll(/\$\{?([A-Za-z_]\w{0,199})/g)].map(([, name = '']) => name));
}
