import type { Page } from '../../src/model/page.ts';
import type { Step } from '../../src/model/runbook.ts';

/** The `id` of a step's frame: the step's own, unless something in the article has it already. */
export function stepAnchor(step: Step, page: Page): string {
  return page.anchors.includes(step.id) ? `step:${step.number}` : step.id;
}
