import type { OutputFile } from './output.ts';
import type { Site, View } from './site.ts';

/** What a theme module exports as `theme`. */
export interface Theme {
  readonly name: string;
  /** The styles, scripts and images that its pages name. */
  assets(): Promise<readonly OutputFile[]>;
  /** A whole HTML document. */
  render(view: View, site: Site): string;
}
