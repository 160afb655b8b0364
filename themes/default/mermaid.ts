import { asset, type Needed, read, withoutComments } from './assets.ts';

const script = asset('diagrams', 'js', withoutComments(read('client/diagrams.js')));

/** Mermaid of that version, which the build publishes, and what has it draw. */
export function mermaid(version: string): Needed {
  return {
    styles: [],
    published: [`assets/mermaid.${version}.js`],
    scripts: [script],
    files: [],
  };
}
