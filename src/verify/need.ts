import type { SandboxNeed } from '../model/sandbox.ts';
import type { RunOf } from './events.ts';

export interface NeedOptions {
  /** What a page that names no image has to run in; absent: whatever the engine falls back on. */
  readonly demandedImage: string | undefined;
  /** Digests that images must have, by reference: what the lock says. */
  readonly digests: Readonly<Record<string, string>> | undefined;
}

/** What an engine has to give for a run. */
export function needOf({ runbook, image }: RunOf, options: NeedOptions): SandboxNeed {
  const { network, privileges, services } = runbook.sandbox;
  const { demandedImage, digests } = options;
  return {
    image: image ?? demandedImage,
    network,
    privileges,
    serviceImages: services.map((one) => one.image),
    ...(digests === undefined ? {} : { digests }),
  };
}
