import type { ActualLine } from '../compare/actual.ts';
import { visible } from '../run/captured.ts';

/** Where a line of output is to be written. */
export interface LinePlace {
  /** In a transcript, where a line may look like a prompt. */
  readonly console: boolean;
  /** In an HTML comment, which ends at the first `-->`. */
  readonly comment: boolean;
  /** It stands directly below the command. */
  readonly first: boolean;
  /** It stands where a status may. */
  readonly last: boolean;
  /** How much is written as escapes: what must be, the first character, too, or all but letters. */
  readonly escapes: 'needed' | 'first' | 'all';
}

/** The line as it has to be written to mean itself and nothing else. */
export function writtenLine(line: ActualLine, place: LinePlace): string {
  const end = line.noEol ? ' (no-eol)' : '';
  return isPlain(line, place) ? `${line.text}${end}` : `${escaped(line.bare, place)} (esc)${end}`;
}

const matcherForm = / \((?:re|glob|esc|no-eol)\)$/;

function isPlain({ text, bare }: ActualLine, place: LinePlace): boolean {
  if (place.escapes !== 'needed') return false;
  if (text.trim() === '...' || text.includes('[..]') || matcherForm.test(text)) return false;
  if (place.last && /^\[\d{1,3}\]$/.test(text)) return false;
  if (place.comment && text.includes('--')) return false;
  if (place.console && isPrompt(text, place)) return false;
  // What is not seen at the end of a line is lost in the next editor; Markdown reads tabs before a line.
  if (/[ \t]$|^ *\t/.test(text)) return false;
  if (visible(text) !== text) return false;
  return Buffer.from(text).toString('latin1') === bare.replace(/\r$/, '');
}

function isPrompt(text: string, { first }: LinePlace): boolean {
  return /^\$(?: |$)/.test(text) || (first && /^>(?: |$)/.test(text));
}

/** UTF-8 characters among bytes that are read as Latin-1, and bytes that are none. */
const characters = new RegExp(
  [
    String.raw`[\u00c2-\u00df][\u0080-\u00bf]`,
    String.raw`\u00e0[\u00a0-\u00bf][\u0080-\u00bf]`,
    String.raw`[\u00e1-\u00ec\u00ee\u00ef][\u0080-\u00bf]{2}`,
    String.raw`\u00ed[\u0080-\u009f][\u0080-\u00bf]`,
    String.raw`\u00f0[\u0090-\u00bf][\u0080-\u00bf]{2}`,
    String.raw`[\u00f1-\u00f3][\u0080-\u00bf]{3}`,
    String.raw`\u00f4[\u0080-\u008f][\u0080-\u00bf]{2}`,
    '[^]',
  ].join('|'),
  'g',
);

const short: Readonly<Record<string, string>> = { '\t': '\\t', '\r': '\\r', '\\': '\\\\' };

function escaped(bare: string, place: LinePlace): string {
  const pieces = bare.match(characters) ?? [];
  return pieces
    .map((piece, index) => {
      const before = pieces[index - 1];
      const isEdge = index === 0 || index === pieces.length - 1;
      return mustHide(piece, { isEdge, isFirst: index === 0, before, place })
        ? (short[piece] ?? hex(piece))
        : Buffer.from(piece, 'latin1').toString('utf8');
    })
    .join('');
}

function mustHide(
  piece: string,
  at: {
    readonly isEdge: boolean;
    readonly isFirst: boolean;
    readonly before: string | undefined;
    readonly place: LinePlace;
  },
): boolean {
  const { place } = at;
  if (Object.hasOwn(short, piece)) return true;
  const text = Buffer.from(piece, 'latin1').toString('utf8');
  if (text === '\ufffd' || visible(text) !== text) return true;
  // A blank at an edge, a bracket that would end a matcher, and what begins a prompt.
  if (at.isEdge && /^[ )]$/.test(piece)) return true;
  if (at.isFirst && place.console && /^[$>]$/.test(piece)) return true;
  if (place.comment && piece === '>' && at.before === '-') return true;
  if (place.escapes === 'first') return at.isFirst;
  return place.escapes === 'all' && !/^\w$/.test(piece);
}

function hex(piece: string): string {
  return [...Buffer.from(piece, 'latin1')]
    .map((byte) => `\\x${byte.toString(16).padStart(2, '0')}`)
    .join('');
}
