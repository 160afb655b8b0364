import type { Engine } from '../model/sandbox.ts';

export type Choice =
  | { readonly engine: Engine }
  /** Why no engine can give the image, in words for a person. */
  | { readonly reason: string };

/** Picks the first engine that can give an image. Each engine is asked once for each image. */
export function engineChooser(
  engines: readonly Engine[],
): (image: string | undefined) => Promise<Choice> {
  const known = new Map<string | undefined, Promise<Choice>>();
  return (image) => {
    const choice = known.get(image) ?? choose(engines, image);
    known.set(image, choice);
    return choice;
  };
}

async function choose(engines: readonly Engine[], image: string | undefined): Promise<Choice> {
  const reasons: string[] = [];
  for (const engine of engines) {
    const answer = await engine.provides(image);
    if (answer.ok) return { engine };
    reasons.push(`${engine.name}: ${answer.reason}`);
  }
  return { reason: reasons.length === 0 ? 'no engine can be used' : reasons.join('; ') };
}
