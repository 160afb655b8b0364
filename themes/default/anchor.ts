import type { Page } from '../../src/model/page.ts';
import type { ImageStatus } from '../../src/model/report.ts';
import type { Step } from '../../src/model/runbook.ts';

/** The `id` of a step's frame: the step's own, unless something in the article has it already. */
export function stepAnchor(step: Step, page: Page): string {
  return page.anchors.includes(step.id) ? `step:${step.number}` : step.id;
}

/** Of what is said of one image in the banner. A colon, for no heading of an article gets an id with one. */
export function proofAnchor({ image }: Pick<ImageStatus, 'image'>): string {
  return `proof:${image ?? 'sandbox'}`;
}

/** As the target of a link in the page. */
export function fragmentOf(anchor: string): string {
  return `#${encodeURIComponent(anchor)}`;
}
