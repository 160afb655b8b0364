import type { Site } from '../../../src/model/site.ts';
import type { Html } from '../html.ts';
import type { PageView } from '../view.ts';
import { doc } from './doc.ts';

/** A runbook reads as documentation does; its banner and its steps come with the proof of the view. */
export function runbook(view: PageView, site: Site): Html {
  return doc(view, site);
}
