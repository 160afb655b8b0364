/**
 * A regular expression as its positions: each place in it that takes one character, and which may
 * follow which, as often as there are ways to go on (Glushkov's automaton, with its loops counted).
 */
export interface Positions {
  /** Which of `alphabet` each takes. */
  readonly takes: readonly ReadonlySet<number>[];
  readonly follow: readonly (readonly number[])[];
  readonly first: readonly number[];
}

/** ASCII, and a character that is not. */
const alphabet: readonly string[] = [
  ...Array.from({ length: 128 }, (_, code) => String.fromCharCode(code)),
  'é',
];
const everything: ReadonlySet<number> = new Set(alphabet.keys());
const outside = alphabet.length - 1;

/** What is repeated more often than this, or grows to more, is taken for a loop. */
const longest = 64;
const most = 300;

interface Part {
  readonly first: readonly number[];
  readonly last: readonly number[];
  readonly nullable: boolean;
}

const empty: Part = { first: [], last: [], nullable: true };

const assertion = /\(\?<?[=!]/y;
const opening = /\((?:\?(?::|<[^>]*>|[a-z-]*:))?/y;
const quantifier = /(?:([*+?])|\{(\d+)(?:(,)(\d*))?\})\??/y;
const escaped =
  /\\(?:[pP]\{[^}]*\}|u\{[^}]*\}|u[\dA-Fa-f]{4}|x[\dA-Fa-f]{2}|c[A-Za-z]|k<[^>]*>|[1-9]\d*|[\s\S])/uy;

/**
 * Reads a regular expression that is known to be one, with the flag `v`.
 * @param mostTimes A group that is repeated more often is taken for a loop.
 */
export function positionsOf(pattern: string, mostTimes: number = longest): Positions {
  return new Reader(pattern, mostTimes).read();
}

class Reader {
  readonly #text: string;
  #at = 0;
  readonly #takes: ReadonlySet<number>[] = [];
  readonly #follow: number[][] = [];
  readonly #mostTimes: number;

  constructor(text: string, mostTimes: number) {
    this.#text = text;
    this.#mostTimes = mostTimes;
  }

  read(): Positions {
    const { first } = this.#choice();
    return { takes: this.#takes, follow: this.#follow, first };
  }

  #take(form: RegExp): RegExpExecArray | undefined {
    form.lastIndex = this.#at;
    const found = form.exec(this.#text);
    if (found === null) return undefined;
    this.#at += found[0].length;
    return found;
  }

  #choice(): Part {
    const parts = [this.#sequence()];
    while (this.#take(/\|/y)) parts.push(this.#sequence());
    return {
      first: parts.flatMap((one) => one.first),
      last: parts.flatMap((one) => one.last),
      nullable: parts.some((one) => one.nullable),
    };
  }

  #sequence(): Part {
    let all = empty;
    while (this.#at < this.#text.length && !/[|)]/.test(this.#text.charAt(this.#at))) {
      all = this.#join(all, this.#repeated());
    }
    return all;
  }

  #join(one: Part, next: Part): Part {
    this.#link(one.last, next.first);
    return {
      first: one.nullable ? [...one.first, ...next.first] : one.first,
      last: next.nullable ? [...one.last, ...next.last] : next.last,
      nullable: one.nullable && next.nullable,
    };
  }

  #link(from: readonly number[], to: readonly number[]): void {
    for (const position of from) this.#follow[position]?.push(...to);
  }

  #repeated(): Part {
    const start = this.#at;
    const from = this.#takes.length;
    let part = this.#atom();
    const end = this.#at;
    const [, sign, least, comma, greatest] = this.#take(quantifier) ?? [];
    if (sign === '?') return { ...part, nullable: true };
    if (sign !== undefined) return this.#loop(part, sign === '*');
    if (least === undefined) return part;
    const times = Number(least);
    const limit = comma === undefined ? times : greatest === '' ? Infinity : Number(greatest);
    if (limit === 0) return empty;
    const size = this.#takes.length - from;
    const mostTimes = size > 1 ? this.#mostTimes : longest;
    if (limit > mostTimes || size * limit + from > most) return this.#loop(part, times === 0);
    // Read once more for each time: every one has positions of its own.
    const after = this.#at;
    let all = times === 0 ? { ...part, nullable: true } : part;
    let before = part;
    for (let count = 1; count < limit; count += 1) {
      this.#at = start;
      part = this.#atom();
      if (this.#at !== end) break;
      if (count < times) all = before = this.#join(all, part);
      else {
        // One that need not be is there only behind the one before it, and takes something.
        this.#link(before.last, part.first);
        const first = count === times && before.nullable ? part.first : [];
        all = { ...all, first: [...all.first, ...first], last: [...all.last, ...part.last] };
        before = part;
      }
    }
    this.#at = after;
    return all;
  }

  #loop(part: Part, nullable: boolean): Part {
    this.#link(part.last, part.first);
    return nullable ? { ...part, nullable } : part;
  }

  #atom(): Part {
    if (this.#take(/[$^]|\\[bB]/y)) return empty;
    if (this.#take(assertion)) {
      // What it takes is read again by what follows: a way of its own, which leads nowhere.
      const inner = this.#choice();
      this.#take(/\)/y);
      return { first: inner.first, last: [], nullable: true };
    }
    if (this.#take(opening)) {
      const inner = this.#choice();
      this.#take(/\)/y);
      return inner;
    }
    if (this.#text.charAt(this.#at) === '[') return this.#position(this.#set());
    const [written] = this.#take(escaped) ?? this.#take(/[\s\S]/y) ?? [];
    // The same text as a group has taken: any, of any length.
    if (/^\\(?:[1-9]|k)/.test(written ?? '')) return this.#loop(this.#position('[^]'), true);
    return this.#position(written ?? '');
  }

  /** `[…]`, with those within it. */
  #set(): string {
    const start = this.#at;
    let depth = 0;
    do {
      const [found] = this.#take(escaped) ?? this.#take(/[\s\S]/y) ?? [];
      if (found === undefined) break;
      if (found === '[') depth += 1;
      else if (found === ']') depth -= 1;
    } while (depth > 0);
    return this.#text.slice(start, this.#at);
  }

  #position(written: string): Part {
    this.#takes.push(charactersOf(written));
    this.#follow.push([]);
    const own = [this.#takes.length - 1];
    return { first: own, last: own, nullable: false };
  }
}

/** What the engine itself says; beyond ASCII all that takes some of it is one. */
function charactersOf(written: string): ReadonlySet<number> {
  if (written === '[^]') return everything;
  const form = new RegExp(`^${written}$`, 'v');
  const found = new Set<number>();
  for (const [index, character] of alphabet.entries()) if (form.test(character)) found.add(index);
  if (/\\[pPux]|[^\0-\x7f]|\\q/.test(written)) found.add(outside);
  return found;
}
