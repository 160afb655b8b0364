import { nearest } from '../../model/nearest.ts';
import type { LineRange } from '../code-marks.ts';
import { commentAround, type InComment } from './comments.ts';

/** What a line can be shown as; the class that it gets. */
export type LineMark =
  | 'highlighted'
  | 'inserted'
  | 'removed'
  | 'focused'
  | 'error'
  | 'warning'
  | 'info';

/** Some code without its markers, and what they say. Lines are counted from 1, without those that are gone. */
export interface MarkedCode {
  /** By the lines as they were written; undefined for one that held a marker alone. */
  readonly lines: readonly (string | undefined)[];
  readonly marks: readonly { readonly mark: LineMark; readonly range: LineRange }[];
  readonly words: readonly { readonly text: string; readonly range: LineRange }[];
  /** The numbers of the notes at the end of a line. */
  readonly notes: ReadonlyMap<number, readonly number[]>;
  readonly problems: readonly MarkerProblem[];
}

/** What is wrong with a marker. `line` is the index of the line as it was written. */
export interface MarkerProblem {
  readonly line: number;
  readonly written: string;
  readonly message: string;
  readonly hint: string;
}

const meanings: Readonly<Record<string, LineMark>> = {
  '++': 'inserted',
  '--': 'removed',
  focus: 'focused',
  highlight: 'highlighted',
  hl: 'highlighted',
  error: 'error',
  warning: 'warning',
  info: 'info',
};

const names = [...Object.keys(meanings), 'word:…'];

/** Whether there can be anything to read; most code has nothing. */
export function mayHaveMarkers(code: string, notes: boolean): boolean {
  return code.includes('!code ') || code.includes('highlight-') || (notes && code.includes(')!'));
}

/**
 * Reads the markers in the comments of some code: `[!code ++]`, `--`, `focus`, `highlight`, `error`,
 * `warning`, `info`, each also for several lines as in `[!code focus:3]`, and `[!code word:name]`. A
 * comment of its own line is about the lines below it. So are `highlight-next-line`, and
 * `highlight-start` up to `highlight-end`. With `notes` also `(1)!`. A marker in a wrong place and one that
 * nobody knows stay as they are written; `[!!code …]` is shown as `[!code …]`.
 */
export function readMarkers(written: readonly string[], notes: boolean): MarkedCode {
  const reading = new Reading(notes);
  const lines = written.map((line, index) => reading.read(line, index));
  return reading.finish(lines);
}

const marker = /\[!code ((?:\\.|[^\]\\]){1,200})\]|\((\d{1,3})\)!/g;

class Reading {
  readonly #notes: boolean;
  readonly #marks: { mark: LineMark; range: LineRange }[] = [];
  readonly #words: { text: string; range: LineRange }[] = [];
  readonly #numbers = new Map<number, number[]>();
  readonly #problems: MarkerProblem[] = [];
  /** How many lines are shown so far. */
  #shown = 0;
  /** Where `highlight-start` stands: the line as written, and the first one that is shown. */
  #open: { readonly line: number; readonly written: string; readonly first: number } | undefined;

  constructor(notes: boolean) {
    this.#notes = notes;
  }

  read(line: string, index: number): string | undefined {
    const left = this.#isMagic(line, index) ? undefined : this.#withoutMarkers(line, index);
    if (left !== undefined) this.#shown += 1;
    return left;
  }

  finish(lines: readonly (string | undefined)[]): MarkedCode {
    if (this.#open !== undefined) {
      this.#problems.push({
        line: this.#open.line,
        written: this.#open.written,
        message: 'no `highlight-end` follows this `highlight-start`',
        hint: 'write it in a comment of its own below the last line',
      });
    }
    return {
      lines,
      marks: this.#marks,
      words: this.#words,
      notes: this.#numbers,
      problems: this.#problems,
    };
  }

  /** Docusaurus's comments of their own line. */
  #isMagic(line: string, index: number): boolean {
    if (!line.includes('highlight-') || line.length > longestMagic) return false;
    const [, word = ''] = /(highlight-(?:next-line|start|end))/.exec(line) ?? [];
    if (word === '' || !isWhole(line, word)) return false;
    const first = this.#shown + 1;
    if (word === 'highlight-next-line') this.#mark('highlighted', 1);
    else if (word === 'highlight-start') this.#open ??= { line: index, written: word, first };
    else if (this.#open === undefined) {
      const message = 'no `highlight-start` stands before this `highlight-end`';
      const hint = 'write it in a comment of its own above the first line';
      this.#problems.push({ line: index, written: word, message, hint });
    } else {
      const range = { first: this.#open.first, last: this.#shown };
      this.#marks.push({ mark: 'highlighted', range });
      this.#open = undefined;
    }
    return true;
  }

  #withoutMarkers(line: string, index: number): string | undefined {
    if (!line.includes('[!') && !line.includes(')!')) return line;
    const found = [...line.matchAll(marker)].filter(
      (match) => match[2] === undefined || this.#notes,
    );
    const taken = this.#taken(line, index, found);
    return taken === undefined ? shownEscape(line) : taken.text && shownEscape(taken.text);
  }

  /** The line without what is understood of it; undefined where nothing is. */
  #taken(
    line: string,
    index: number,
    found: readonly RegExpExecArray[],
  ): { readonly text: string | undefined } | undefined {
    const [first] = found;
    if (first === undefined) return undefined;
    const comment = commentAround(line, found.map(placeOf));
    const known = found.filter((match) => this.#understand(match, { comment, index }));
    if (known.length === 0) return undefined;
    const left = commentAround(line, known.map(placeOf))?.rest ?? line;
    // A note beside nothing is one of the line before.
    return { text: left.trim() === '' && !known.some(isNote) ? undefined : left };
  }

  #understand(match: RegExpExecArray, { comment, index }: MarkerPlace): boolean {
    const [written, said = '', number] = match;
    if (number !== undefined) {
      if (comment?.direct !== true) return false;
      const line = this.#shown + 1;
      const numbers = this.#numbers.get(line) ?? [];
      numbers.push(Number(number));
      this.#numbers.set(line, numbers);
      return true;
    }
    const problem =
      comment === undefined
        ? {
            message: `\`${written.slice(0, 80)}\` stands in no comment, and is shown as it is`,
            hint: 'write it in a comment of the language; to show it, write `[!!code …]`',
          }
        : this.#follow(said);
    if (problem !== undefined) this.#problems.push({ line: index, written, ...problem });
    return problem === undefined;
  }

  #follow(said: string): { readonly message: string; readonly hint: string } | undefined {
    const [, name = '', count = '1'] = /^([^:]*)(?::(.*))?$/.exec(said.trim()) ?? [];
    if (name === 'word') return this.#word(said.trim().slice('word:'.length));
    const mark = Object.hasOwn(meanings, name) ? meanings[name] : undefined;
    if (mark === undefined) {
      const near = nearest(name, Object.keys(meanings));
      return {
        message: `no marker is called \`${said.slice(0, 80)}\`; it is shown as it is`,
        hint:
          near === undefined
            ? `the markers are ${names.join(', ')}; to show it, write \`[!!code …]\``
            : `did you mean \`[!code ${near}]\`?`,
      };
    }
    if (!/^[1-9]\d{0,5}$/.test(count)) {
      return {
        message: `\`${count.slice(0, 80)}\` is no number of lines`,
        hint: `write \`[!code ${name}:3]\` for three lines, counted from this one`,
      };
    }
    this.#mark(mark, Number(count));
    return undefined;
  }

  #word(said: string): { readonly message: string; readonly hint: string } | undefined {
    const [, word = '', count] = /^((?:\\.|[^:\\])+)(?::([1-9]\d{0,5}))?$/.exec(said) ?? [];
    if (word === '') {
      return {
        message: 'the marker `word` names no word',
        hint: 'write `[!code word:name]`, a colon in it as `\\:`',
      };
    }
    const first = this.#shown + 1;
    const last = count === undefined ? Number.MAX_SAFE_INTEGER : this.#shown + Number(count);
    this.#words.push({ text: word.replaceAll(/\\(.)/g, '$1'), range: { first, last } });
    return undefined;
  }

  #mark(mark: LineMark, count: number): void {
    const first = this.#shown + 1;
    this.#marks.push({ mark, range: { first, last: this.#shown + count } });
  }
}

interface MarkerPlace {
  readonly comment: InComment | undefined;
  readonly index: number;
}

const longestMagic = 200;

function placeOf(match: RegExpExecArray): LineRange {
  return { first: match.index, last: match.index + match[0].length };
}

function isNote(match: RegExpExecArray): boolean {
  return match[2] !== undefined;
}

function isWhole(line: string, word: string): boolean {
  const at = line.indexOf(word);
  const comment = commentAround(line, [{ first: at, last: at + word.length }]);
  return comment?.direct === true && comment.rest.trim() === '';
}

function shownEscape(line: string): string {
  return line.includes('[!!code ') ? line.replaceAll('[!!code ', '[!code ') : line;
}
