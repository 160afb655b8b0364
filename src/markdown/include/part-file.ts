import type { Root } from 'mdast';
import { type SourceFile, sourceFile } from '../../model/source.ts';
import { bodyStartOf } from './body-start.ts';
import { linesOf, markersIn, type RegionMarker, type TextLine } from './regions.ts';
import { type Section, sectionsOf } from './sections.ts';

/** A file that a page includes, perhaps many times: what is asked of it is found out once. */
export interface PartFile {
  readonly source: SourceFile;
  /** Where its Markdown begins. */
  readonly bodyStart: number;
  readonly lines: readonly TextLine[];
  readonly markers: readonly RegionMarker[];
  /** By ids of headings. */
  readonly sections: ReadonlyMap<string, Section>;
}

export function partFile(
  path: string,
  text: string,
  parse: (source: SourceFile, from: number, to: number) => Root,
): PartFile {
  const source = sourceFile(path, text);
  let lines: readonly TextLine[] | undefined;
  let markers: readonly RegionMarker[] | undefined;
  let sections: ReadonlyMap<string, Section> | undefined;
  return {
    source,
    bodyStart: bodyStartOf(text),
    get lines() {
      lines ??= linesOf(text);
      return lines;
    },
    get markers() {
      markers ??= markersIn(text, this.lines);
      return markers;
    },
    get sections() {
      sections ??= sectionsOf(parse(source, this.bodyStart, text.length), text);
      return sections;
    },
  };
}
