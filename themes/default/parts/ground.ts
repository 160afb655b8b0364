import type { ImageStatus, RunbookStatus } from '../../../src/model/report.ts';
import type { Ground } from '../../../src/model/sandbox.ts';
import type { Translate } from '../words.ts';

/** `debian:12 by docker 20.10`, or `a namespace sandbox on Debian 12`, which has no image to name. */
export function groundName(ground: Ground, t: Translate): string {
  const { image, name } = ground;
  return image === undefined
    ? name
    : t('imageByEngine', { image: name, engine: engineName(ground) });
}

/** `docker 20.10`; another product behind the same interface has its name in the version. */
export function engineName({ engine, engineVersion }: Ground): string {
  const version = /^(?<product>\D*?)(?<number>\d+(?:\.\d+)?)/.exec(engineVersion)?.groups;
  return `${version?.product?.trim() || engine} ${version?.number ?? ''}`.trim();
}

/** How an image is called: as the page asks for it, or as what it ran in. */
export function placeName({ image, evidence }: ImageStatus): string | undefined {
  return image ?? evidence?.ground?.name;
}

/** What a runbook ran in, or asks to run in; each once. */
export function placeNames({ images }: RunbookStatus): readonly string[] {
  return [...new Set(images.flatMap((one) => placeName(one) ?? []))];
}
