/** A here-document that has been announced, and how it ends. */
export interface Heredoc {
  readonly end: string;
  /** `<<-`: tabs before its lines do not count. */
  readonly tabs: boolean;
}

/** How far a shell has read a command that is typed line by line. */
export interface Typed {
  readonly quote: '' | "'" | '"' | "$'";
  /** Announced on this line: their texts begin behind it. */
  readonly announced: readonly Heredoc[];
  /** Whose texts are being read now, in order. */
  readonly open: readonly Heredoc[];
  /** The line ended with a backslash that quotes its end. */
  readonly continued: boolean;
  /** The last characters so far. */
  readonly before: string;
}

export const nothingTyped: Typed = {
  quote: '',
  announced: [],
  open: [],
  continued: false,
  before: '\n',
};

/** Why the next line belongs to the command, whatever it is; undefined where the shell may be content. */
export function waitsFor({ open, quote, continued }: Typed): 'text' | 'quote' | 'line' | undefined {
  if (open.length > 0) return 'text';
  if (quote !== '') return 'quote';
  return continued ? 'line' : undefined;
}

/** As many as bash reads in one command. */
const mostHeredocs = 16;
const longestMemory = 200;

/**
 * Reads a further line as a shell does, as far as finding here-documents needs it: quotes, comments
 * and backslashes. Only the shell itself can read its language in full.
 */
export function afterLine(typed: Typed, line: string): Typed {
  const [first, ...others] = typed.open;
  if (first !== undefined) {
    const text = first.tabs ? line.replace(/^\t+/, '') : line;
    return text === first.end ? { ...typed, open: others } : typed;
  }
  const before = typed.continued || typed.quote !== '' ? typed.before : '\n';
  const read = readLine(line, { ...typed, before });
  // A line end that is quoted is none, and here-documents begin behind a line end.
  const isOver = read.quote === '' && !read.continued;
  return {
    ...read,
    announced: isOver ? [] : read.announced,
    open: isOver ? read.announced : [],
    before: (before + line).slice(-longestMemory),
  };
}

function readLine(line: string, start: Typed): Pick<Typed, 'quote' | 'announced' | 'continued'> {
  const announced = [...start.announced];
  let { quote } = start;
  let at = 0;
  while (at < line.length) {
    const character = line.charAt(at);
    const previous = at === 0 ? start.before.slice(-1) : line.charAt(at - 1);
    if (character === '\\' && quote !== "'") {
      if (at === line.length - 1) return { quote, announced, continued: true };
      at += 2;
    } else if (quote !== '') {
      if (character === quote.at(-1)) quote = '';
      at += 1;
    } else if (character === "'" || character === '"') {
      quote = character === "'" && previous === '$' ? "$'" : character;
      at += 1;
    } else if (character === '#' && /[\s;&|(]/.test(previous)) at = line.length;
    else if (line.startsWith('<<<', at)) at += 3;
    else if (line.startsWith('<<', at)) {
      const operator = heredocForm.exec(line.slice(at, at + longestMemory));
      const word = operator?.[2];
      const isShift = isArithmetic(start.before + line.slice(Math.max(0, at - longestMemory), at));
      if (word !== undefined && announced.length < mostHeredocs && !isShift) {
        announced.push({ end: unquoted(word), tabs: operator?.[1] === '-' });
      }
      at += operator?.[0].length ?? 2;
    } else at += 1;
  }
  return { quote, announced, continued: false };
}

const heredocForm = /^<<(-?)[ \t]*((?:\\.|'[^']*'|"[^"]*"|[^\s'"\\;&|<>()])+)/;

function unquoted(word: string): string {
  return word.replaceAll(/\\(.)|['"]/g, '$1');
}

/** `$((1 << 2))` shifts bits. */
function isArithmetic(before: string): boolean {
  return before.lastIndexOf('((') > before.lastIndexOf('))');
}
