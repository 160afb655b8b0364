import { nearest } from '../../model/nearest.ts';
import type { PartWish } from './find.ts';
import type { PartFile } from './part-file.ts';
import type { Lines } from './reference.ts';
import { linesOf, regionOf, type TextLine } from './regions.ts';
import type { Section } from './sections.ts';
import { type Place, tell, type Work } from './work.ts';

/** The stretch of a Markdown file that is meant. */
export function stretchOf(
  work: Work,
  place: Place<PartWish>,
  file: PartFile,
): { readonly start: number; readonly end: number } | undefined {
  const { source, bodyStart: from, lines: all } = file;
  const { text } = source;
  const { region, lines } = place.wish.reference;
  if (region === undefined) {
    const chosen = lines === undefined ? undefined : pick(all, lines);
    if (chosen === undefined) return { start: from, end: text.length };
    if (chosen.length === 0) return noLines(work, place, all.length);
    const start = Math.max(from, chosen[0]?.start ?? 0);
    return { start, end: Math.max(start, chosen.at(-1)?.end ?? start) };
  }
  const found = regionOf(all, file.markers, region);
  const section = 'lines' in found ? undefined : file.sections.get(region);
  if (!('lines' in found) && section === undefined) {
    const names = (): readonly string[] => [...found.names, ...file.sections.keys()];
    noRegion(work, place, { path: source.path, region, open: found.open, names });
    return undefined;
  }
  const whole = 'lines' in found ? found.lines : behindHeading(text, section);
  const chosen = lines === undefined ? whole : pick(whole, lines);
  if (chosen.length === 0) {
    if (lines !== undefined) return noLines(work, place, whole.length);
    return { start: from, end: from };
  }
  return { start: chosen[0]?.start ?? 0, end: chosen.at(-1)?.end ?? 0 };
}

/** The lines of a section but for the rest of its heading's. */
function behindHeading(text: string, section: Section | undefined): readonly TextLine[] {
  const inside = section === undefined ? [] : linesOf(text, section.start, section.end);
  return inside.filter(({ start, end }, index) => index > 0 || start < end);
}

/** Lines by their numbers. */
export function pick(all: readonly TextLine[], { first, last }: Lines): readonly TextLine[] {
  return all.slice((first ?? 1) - 1, last);
}

export function noLines(work: Work, place: Place, count: number): undefined {
  const message = `the file has ${count} lines, and none of those that are asked for`;
  tell(work, place, { code: 'include-region', message, hint: 'lines are counted from 1' });
  return undefined;
}

export function noRegion(
  work: Work,
  place: Place,
  {
    path,
    region,
    names,
    open,
  }: {
    readonly path: string;
    readonly region: string;
    readonly names: () => readonly string[];
    readonly open: TextLine | undefined;
  },
): void {
  if (open !== undefined) {
    const message = `the region \`${region}\` of \`${path}\` does not end`;
    const hint = `write \`#endregion ${region}\` into a comment behind it`;
    tell(work, place, { code: 'include-region', message, hint });
    return;
  }
  tell(work, place, () => {
    const guess = nearest(region, names());
    return {
      code: 'include-region',
      message: `\`${path}\` has no region or heading \`${region}\``,
      hint:
        guess === undefined
          ? `write \`#region ${region}\` and \`#endregion ${region}\` into comments of it`
          : `did you mean \`#${guess}\`?`,
    };
  });
}
