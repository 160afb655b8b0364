import type { Processor } from 'unified';
import type { Formula } from '../own-nodes.ts';

/**
 * The syntax of formulas between dollars, for micromark: `$…$` and `$$…$$` in a paragraph, and blocks
 * between lines of `$$`. A dollar opens a formula only where no letter or digit stands before it and no
 * space behind it, and closes one where no space stands before it and no digit behind it, as Pandoc has
 * it: "$5 and $6" stays what it is.
 */
export function remarkDollars(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions ??= [];
  data.micromarkExtensions.push({
    flow: { [dollar]: { name: 'formulaFlow', tokenize: tokenizeFlow, concrete: true } },
    text: { [dollar]: { name: 'formulaText', tokenize: tokenizeText, previous } },
  } as never);
  data.fromMarkdownExtensions ??= [];
  data.fromMarkdownExtensions.push(fromMarkdown as never);
}

const dollar = 36;
const backslash = 92;

/** A character, `null` for the end, negative for line ends, tabs and their spaces. */
type Code = number | null;
type State = (code: Code) => State | undefined;
interface Construct {
  readonly tokenize: (this: Context, effects: Effects, ok: State, nok: State) => State;
  readonly partial?: boolean;
}
/** Of micromark's, what is used here. */
interface Effects {
  enter(type: string): unknown;
  exit(type: string): unknown;
  consume(code: Code): void;
  attempt(construct: Construct, ok: State, nok: State): State;
  check(construct: Construct, ok: State, nok: State): State;
}
interface Context {
  readonly previous: Code;
  readonly interrupt?: boolean;
  readonly parser: { readonly lazy: Readonly<Record<number, boolean>> };
  now(): { readonly line: number };
}

const isLineEnd = (code: Code): boolean => code !== null && code < -2;
const isEnd = (code: Code): boolean => code === null || isLineEnd(code);
const isBlank = (code: Code): boolean => code === 32 || code === -1 || code === -2;
const isSpace = (code: Code): boolean => isEnd(code) || isBlank(code);
const isDigit = (code: Code): boolean => code !== null && code >= 48 && code <= 57;
const isWord = (code: Code): boolean =>
  code !== null && code > 0 && /[\p{L}\p{N}]/u.test(String.fromCharCode(code));

/** Neither behind a word, nor behind another dollar that was none of ours. */
function previous(this: Context, code: Code): boolean {
  return code !== dollar && !isWord(code);
}

function tokenizeText(this: Context, effects: Effects, ok: State, nok: State): State {
  /** One, or two for a formula in the large form. */
  let marks = 0;
  let last: Code = null;

  return (code) => {
    effects.enter('formulaText');
    effects.enter('formulaMark');
    return open(code);
  };

  function open(code: Code): State | undefined {
    if (code === dollar && marks < 2) {
      marks += 1;
      effects.consume(code);
      return open;
    }
    if (code === null || code === dollar || (marks === 1 && isSpace(code))) return nok(code);
    effects.exit('formulaMark');
    return content(code);
  }

  function content(code: Code): State | undefined {
    if (code === null) return nok(code);
    if (code === dollar) return last !== backslash ? closing(code) : inside(code);
    if (isLineEnd(code)) {
      last = code;
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      return content;
    }
    return inside(code);
  }

  function inside(code: Code): State | undefined {
    effects.enter('codeTextData');
    return data(code);
  }

  function data(code: Code): State | undefined {
    const isMark = code === dollar && last !== backslash;
    if (isEnd(code) || isMark) {
      effects.exit('codeTextData');
      return content(code);
    }
    // What a backslash stands before is itself, another backslash too.
    last = code === backslash && last === backslash ? null : code;
    effects.consume(code);
    return data;
  }

  function closing(code: Code): State | undefined {
    if (marks === 1 && isSpace(last)) return nok(code);
    effects.enter('formulaMark');
    let left = marks;
    const close: State = (next) => {
      if (next === dollar && left > 0) {
        left -= 1;
        effects.consume(next);
        return close;
      }
      if (left > 0 || next === dollar || (marks === 1 && isDigit(next))) return nok(next);
      effects.exit('formulaMark');
      effects.exit('formulaText');
      return ok(next);
    };
    return close(code);
  }
}

/** As micromark reads fenced code. */
function tokenizeFlow(this: Context, effects: Effects, ok: State, nok: State): State {
  const interrupts = this.interrupt === true;
  let marks = 0;

  return (code) => {
    effects.enter('formulaFlow');
    effects.enter('formulaMark');
    return open(code);
  };

  function open(code: Code): State | undefined {
    if (code === dollar && marks < 2) {
      marks += 1;
      effects.consume(code);
      return open;
    }
    if (marks < 2) return nok(code);
    effects.exit('formulaMark');
    return blanks(effects, opened)(code);
  }

  function opened(code: Code): State | undefined {
    if (!isLineEnd(code)) return nok(code);
    return interrupts ? ok(code) : effects.check(nextLine, line, after)(code);
  }

  function line(code: Code): State | undefined {
    return effects.attempt(closingLine, after, before)(code);
  }

  function before(code: Code): State | undefined {
    effects.enter('lineEnding');
    effects.consume(code);
    effects.exit('lineEnding');
    return begin;
  }

  function begin(code: Code): State | undefined {
    if (code === null) return after(code);
    if (isLineEnd(code)) return effects.check(nextLine, line, after)(code);
    effects.enter('codeTextData');
    return data(code);
  }

  function data(code: Code): State | undefined {
    if (isEnd(code)) {
      effects.exit('codeTextData');
      return begin(code);
    }
    effects.consume(code);
    return data;
  }

  function after(code: Code): State | undefined {
    effects.exit('formulaFlow');
    return ok(code);
  }
}

/** The line below, where it belongs to the same container. */
const nextLine: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    return (code) => {
      if (code === null) return nok(code);
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      return (next) => (this.parser.lazy[this.now().line] ? nok(next) : ok(next));
    };
  },
};

const closingLine: Construct = {
  partial: true,
  tokenize(effects, ok, nok) {
    let marks = 0;
    const close: State = (code) => {
      if (code === dollar && marks < 2) {
        marks += 1;
        effects.consume(code);
        return close;
      }
      if (marks < 2) return nok(code);
      effects.exit('formulaEnd');
      return blanks(effects, (next) => (isEnd(next) ? ok(next) : nok(next)))(code);
    };
    const enter: State = (code) => {
      effects.enter('formulaEnd');
      return close(code);
    };
    return (code) => {
      effects.enter('lineEnding');
      effects.consume(code);
      effects.exit('lineEnding');
      return blanks(effects, enter);
    };
  },
};

function blanks(effects: Effects, next: State): State {
  const eat: State = (code) => {
    if (isBlank(code)) {
      effects.consume(code);
      return eat;
    }
    effects.exit('whitespace');
    return next(code);
  };
  return (code) => {
    if (!isBlank(code)) return next(code);
    effects.enter('whitespace');
    return eat(code);
  };
}

/** What mdast-util-from-markdown gives to those who make nodes of tokens. */
interface Compiler {
  enter(node: Formula, token: unknown): void;
  exit(token: unknown): void;
  buffer(): void;
  resume(): string;
  sliceSerialize(token: unknown): string;
  readonly stack: readonly unknown[];
}

/** Data are tokens of code in text, whose characters come to lie in what is buffered. */
const fromMarkdown = {
  enter: { formulaText: begin, formulaFlow: begin },
  exit: {
    formulaMark(this: Compiler, token: unknown): void {
      // The last one is the buffer.
      const node = this.stack.at(-2) as Formula;
      if (this.sliceSerialize(token) === '$$') node.display = true;
    },
    formulaText: end,
    formulaFlow(this: Compiler, token: unknown): void {
      const { isOpen } = this.stack.at(-2) as Formula;
      Reflect.apply(end, this, [token, isOpen ?? true]);
    },
    formulaEnd(this: Compiler): void {
      (this.stack.at(-2) as Formula).isOpen = false;
    },
  },
};

function begin(this: Compiler, token: unknown): void {
  this.enter({ type: 'formula', value: '', display: false }, token);
  this.buffer();
}

function end(this: Compiler, token: unknown, isOpen: unknown): void {
  const value = this.resume();
  const node = this.stack.at(-1) as Formula;
  this.exit(token);
  // GitHub has it in backticks, too: $`x`$.
  const inTicks = /^`([^`]*)`$/.exec(value)?.[1];
  node.value = (inTicks ?? value).replace(/^[ \t]*\r?\n|\r?\n[ \t]*$/g, '');
  if (isOpen === true) node.isOpen = true;
  else delete node.isOpen;
}
