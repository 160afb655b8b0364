import type {} from 'remark-parse';
import type { Processor } from 'unified';

/** Text that the reference would read for too long. It stands at `offset` where it came to its end. */
export class TooSlow extends Error {
  override readonly name = 'TooSlow';
  readonly offset: number;
  /** The time was over, or one paragraph holds too much. */
  readonly reason: 'time' | 'paragraph';
  constructor(offset: number, reason: TooSlow['reason']) {
    super(`the parser stopped at offset ${offset}`);
    this.offset = offset;
    this.reason = reason;
  }
}

/** Pieces of inline Markdown in one paragraph. What micromark does with them grows with their square. */
const mostEvents = 40_000;
/** How often the clock is looked at. */
const every = 64;

let deadline = Number.POSITIVE_INFINITY;
let calls = 0;

/** Runs the reference, which stops with `TooSlow` when `ms` milliseconds are over. */
export function withDeadline<Result>(ms: number, parse: () => Result): Result {
  deadline = performance.now() + ms;
  try {
    return parse();
  } finally {
    deadline = Number.POSITIVE_INFINITY;
  }
}

/**
 * Syntax that reads nothing: micromark asks for it at the beginning of each line and wherever something
 * inline may begin, and there it can be stopped.
 */
export function remarkGuard(this: Processor): void {
  const data = this.data();
  data.micromarkExtensions ??= [];
  data.micromarkExtensions.push({ document: onTime, flow: onTime, text: inText });
}

/** What a construct of micromark is given. */
interface Tokenizer {
  readonly events: readonly unknown[];
  now(): { readonly offset: number };
}

function checkTime(tokenizer: Tokenizer): void {
  calls += 1;
  if (calls % every !== 0 || performance.now() <= deadline) return;
  throw new TooSlow(tokenizer.now().offset, 'time');
}

function checkSize(tokenizer: Tokenizer): void {
  if (tokenizer.events.length <= mostEvents) return;
  throw new TooSlow(tokenizer.now().offset, 'paragraph');
}

const onTime = constructs(checkTime);
const bounded = constructs((tokenizer) => {
  checkTime(tokenizer);
  checkSize(tokenizer);
});

/**
 * A construct for all characters is asked last, and not at all where another one holds. Marks that are
 * read only behind certain characters are left out: with one more construct they would be read anywhere.
 */
const inText = {
  ...bounded,
  ...Object.fromEntries([...'*_~[]!<&'].map((mark) => [mark.charCodeAt(0), bounded.null])),
};

/** Constructs for every character that end without having read any. */
function constructs(check: (tokenizer: Tokenizer) => void) {
  function tokenize<State>(this: Tokenizer, _effects: unknown, _ok: State, nok: State): State {
    check(this);
    return nok;
  }
  return { null: { name: 'guard', tokenize } };
}
