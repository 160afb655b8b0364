import type { OutputFile } from './output.ts';
import type { Site, View } from './site.ts';

/** What a theme module exports as `theme`. */
export interface Theme {
  readonly name: string;
  /**
   * What it says that a site may say otherwise (`site.words`), by name: the texts as they are, with their
   * holes. Absent: nobody can tell.
   */
  readonly phrases?:
    | Readonly<Record<string, string | Readonly<Record<string, string>>>>
    | undefined;
  /**
   * The styles, scripts and images that its pages name.
   * @param needs All that pages of the site need beside the ordinary: see `RenderedBody.needs`.
   */
  assets(needs?: ReadonlySet<string>): Promise<readonly OutputFile[]>;
  /** A whole HTML document. */
  render(view: View, site: Site): string;
}
