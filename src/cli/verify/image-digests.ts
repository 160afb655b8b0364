import { type Diagnostic, diagnostic } from '../../model/diagnostic.ts';
import type { Engine } from '../../model/sandbox.ts';
import { type PullOptions, puller, reasonAgainstPull } from '../../runbook/run/pull-images.ts';

/** An image and the digest that it has now. */
export interface Digested {
  readonly image: string;
  readonly digest?: string | undefined;
  /** An error where there is no digest; a warning where the image is not the newest. */
  readonly problem?: Diagnostic | undefined;
}

/**
 * Finds the digests of images: the newest of each, where it may be pulled, by the first engine that
 * then has it. Where a pull fails, the image that is there is taken, with a warning.
 */
export function imageDigester(
  engines: readonly Engine[],
  options: PullOptions,
): (image: string) => Promise<Digested> {
  const pull = puller(options);
  return async (image) => {
    const may = reasonAgainstPull(image, options) === undefined;
    const details: string[] = [];
    for (const engine of engines) {
      const failed = may ? await pull(engine, image) : undefined;
      if (failed !== undefined) details.push(`${engine.product}: ${failed}`);
      const answer = await engine.provides({ image, network: 'none', privileges: 'strict' });
      const digest = answer.ok ? answer.digests[image] : undefined;
      if (digest !== undefined) {
        return { image, digest, ...(failed === undefined ? {} : { problem: old(image, details) }) };
      }
      details.push(`${engine.product}: ${answer.ok ? 'it tells no digest' : answer.reason}`);
    }
    return { image, problem: none(image, details) };
  };
}

function old(image: string, details: readonly string[]): Diagnostic {
  return diagnostic({
    code: 'lock-no-image',
    severity: 'warning',
    message: `\`${image}\` could not be pulled, so what is here is pinned`,
    details,
    hint: 'with `--offline` nothing is pulled, and nothing is said of it',
  });
}

function none(image: string, details: readonly string[]): Diagnostic {
  return diagnostic({
    code: 'lock-no-image',
    message: `there is no image \`${image}\` to be pinned`,
    details,
    hint: 'build or pull it, or correct its name on the page',
  });
}
