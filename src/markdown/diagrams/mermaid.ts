import { bounded } from '../code/bounded.ts';
import { type Drawing, longest, patience } from './drawing.ts';
import { readMermaid, unreadLine } from './mermaid-lines.ts';

type Draw = (
  source: string,
  options: { readonly transparent: boolean; readonly padding: number },
) => string;

let loading: Promise<Draw | Error> | undefined;

async function load(): Promise<Draw | Error> {
  try {
    const { renderMermaidSVG } = await import('beautiful-mermaid');
    return renderMermaidSVG;
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error));
  }
}

/**
 * Draws a diagram in Mermaid (https://mermaid.js.org/intro/syntax-reference.html) whose every line is
 * known to be understood by the library here, which passes over what it does not know.
 */
export async function drawMermaid(source: string): Promise<Drawing> {
  if (source.length > longest) return { problem: `it has more than ${longest} characters` };
  const { kind, lines } = readMermaid(source);
  if (kind === undefined) {
    const problem = 'its first line names no kind of diagram';
    return { problem, line: lines[0]?.number };
  }
  const unread = unreadLine(lines, kind);
  if (unread !== undefined) return { unknown: unread };
  const text = lines.map((line) => line.text).join('\n');
  loading ??= load();
  const draw = await loading;
  if (draw instanceof Error) return { unknown: 'the package `beautiful-mermaid` is not installed' };
  try {
    const svg = bounded(
      () => draw(text, { transparent: true, padding: 8 }),
      Number.POSITIVE_INFINITY,
      patience,
    );
    return svg === undefined ? { late: true } : { svg };
  } catch (error) {
    return { unknown: error instanceof Error ? error.message : String(error) };
  }
}

/** What the library leaves to a style sheet of its own; outside of ours, what a page has anyway. */
const inks: Readonly<Record<string, string>> = {
  bg: 'var(--bg, Canvas)',
  '_group-fill': 'none',
  '_group-hdr': 'var(--bg-soft, none)',
  '_node-fill': 'var(--bg-soft, none)',
  '_inner-stroke': 'var(--line, currentColor)',
  '_node-stroke': 'var(--line-strong, currentColor)',
  _line: 'var(--line-strong, currentColor)',
  _arrow: 'currentColor',
  _text: 'currentColor',
  '_text-sec': 'currentColor',
  '_text-muted': 'var(--text-soft, currentColor)',
  '_text-faint': 'var(--text-soft, currentColor)',
  '_key-badge': 'var(--bg-soft, none)',
};

export function inkOf(_name: string, value: string): string {
  const variable = /^var\(--([\w-]+)(?:,[^()]*)?\)$/.exec(value)?.[1];
  return variable === undefined ? value : (inks[variable] ?? 'currentColor');
}
