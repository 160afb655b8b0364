import type { BodyPart } from '../model/page.ts';

/** Cuts finished HTML at the marks that `rehype-steps.ts` has set. */
export function splitBody(html: string): BodyPart[] {
  const parts: BodyPart[] = [];
  let step: string | undefined;
  // Text and marks take turns: text, mark, text, mark, … text.
  for (const [index, piece] of html.split('\0').entries()) {
    if (index % 2 === 0) {
      if (step !== undefined) parts.push({ step, html: piece });
      else if (typeof parts.at(-1) === 'string') parts.push(`${parts.pop()}${piece}`);
      else if (piece !== '') parts.push(piece);
    } else if (piece.startsWith('step:')) step = piece.slice('step:'.length);
    else if (piece === 'end') step = undefined;
  }
  return parts;
}
