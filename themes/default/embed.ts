import { asset, compact, type Needed, read, withoutComments } from './assets.ts';

let made: Needed | undefined;

/** What makes players of the links to videos of other sites. */
export function embed(): Needed {
  made ??= {
    styles: [asset('embed', 'css', compact(read('styles/embed.css')))],
    scripts: [asset('embed', 'js', withoutComments(read('client/embed.js')))],
    files: [],
  };
  return made;
}
