import type { Evidence } from '../../../src/model/report.ts';
import type { Ground } from '../../../src/model/sandbox.ts';
import { type Html, html } from '../html.ts';
import type { Translate } from '../words.ts';
import { duration, time } from './time.ts';

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

/** The same as `groundName`, with the image set off from the rest. */
export function groundWords(ground: Ground, t: Translate): Html {
  const { image, name } = ground;
  if (image === undefined) return html`${name}`;
  return t.html('imageByEngine', {
    image: html`<strong>${name}</strong>`,
    engine: engineName(ground),
  });
}

/** `in debian:12 by docker 20.10 on 2026-11-20, 3.2 s.` */
export function circumstances(evidence: Evidence, t: Translate): Html {
  const { ground, startedAt, durationMs } = evidence;
  const when = { date: time(startedAt, t), duration: duration(durationMs) };
  if (ground === undefined) return t.html('ranOn', when);
  return t.html('ranInOn', { place: groundWords(ground, t), ...when });
}
