/** A here-document whose text has not come yet. */
export interface Heredoc {
  isEnd(line: string): boolean;
}

/** As many as bash reads in one command. */
const mostHeredocs = 16;

interface Scan {
  readonly heredocs: readonly Heredoc[];
  /** The text ends with a backslash that quotes its line end. */
  readonly continued: boolean;
}

/** Whether the shell reads the next line as part of this one. */
export function isContinued(script: string): boolean {
  return scan(script).continued;
}

/** The here-documents that a command begins and whose end is not part of it, in order. */
export function openHeredocs(script: string): readonly Heredoc[] {
  return scan(script).heredocs;
}

/**
 * Goes over a command as a shell does, as far as finding here-documents needs it: quotes, comments
 * and backslashes. Only the shell itself can read its language in full.
 */
function scan(script: string): Scan {
  let pending: Heredoc[] = [];
  let quote = '';
  let at = 0;
  while (at < script.length) {
    const character = script.charAt(at);
    if (character === '\\' && quote !== "'") {
      if (at === script.length - 1) return { heredocs: pending, continued: true };
      at += 2;
    } else if (quote !== '') {
      if (character === quote) quote = '';
      at += 1;
    } else if (character === "'" || character === '"') {
      quote = character;
      at += 1;
    } else if (character === '#' && /(?:^|[\s;&|(])$/.test(script.slice(Math.max(0, at - 1), at))) {
      const end = script.indexOf('\n', at);
      at = end === -1 ? script.length : end;
    } else if (character === '\n') {
      ({ pending, at } = skipTexts(script, at + 1, pending));
    } else if (script.startsWith('<<<', at)) at += 3;
    else if (script.startsWith('<<', at)) {
      const operator = /^<<(-?)[ \t]*(\\?[\w.-]+|'[^'\n]*'|"[^"\n]*")/.exec(
        script.slice(at, at + 200),
      );
      const word = operator?.[2];
      if (word !== undefined && pending.length < mostHeredocs && !isArithmetic(script, at)) {
        pending.push(heredoc(word.replace(/^['"\\]|['"]$/g, ''), operator?.[1] === '-'));
      }
      at += operator?.[0].length ?? 2;
    } else at += 1;
  }
  return { heredocs: pending, continued: false };
}

function heredoc(word: string, tabs: boolean): Heredoc {
  return { isEnd: (line) => (tabs ? line.replace(/^\t+/, '') : line) === word };
}

/** `$((1 << 2))` shifts bits. */
function isArithmetic(script: string, at: number): boolean {
  const before = script.slice(Math.max(0, at - 200), at);
  return before.lastIndexOf('((') > before.lastIndexOf('))');
}

/** Passes over the texts of here-documents that are part of the script. */
function skipTexts(
  script: string,
  start: number,
  heredocs: readonly Heredoc[],
): { pending: Heredoc[]; at: number } {
  const pending = [...heredocs];
  let at = start;
  while (pending.length > 0 && at < script.length) {
    const end = script.indexOf('\n', at);
    const line = script.slice(at, end === -1 ? undefined : end);
    if (pending[0]?.isEnd(line)) pending.shift();
    at = end === -1 ? script.length : end + 1;
  }
  return { pending, at };
}
