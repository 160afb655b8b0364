import type { PageProps } from '../contract.ts';
import type { Html } from '../html.ts';
import type { PageView } from '../view.ts';

/** A runbook reads as documentation does; its banner and its steps come with the proof of the view. */
export function runbook(props: PageProps<PageView>): Html {
  return props.layouts.doc(props);
}
