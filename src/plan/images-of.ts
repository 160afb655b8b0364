import type { Run } from './runs.ts';

/**
 * Every image that a sandbox or a service of these runs is made from, sorted; `defaultImage` is that
 * of pages which name none.
 */
export function imagesOf(runs: readonly Run[], defaultImage: string): readonly string[] {
  const images = runs.flatMap(({ runbook, image }) => [
    image ?? defaultImage,
    ...runbook.sandbox.services.map((service) => service.image),
  ]);
  return [...new Set(images)].sort();
}
