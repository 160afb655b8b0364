import type { Evidence } from '../../../src/model/report.ts';
import type { Ground } from '../../../src/model/sandbox.ts';
import { type Html, html } from '../html.ts';
import { duration, time } from './time.ts';

/** `debian:12 by docker 20.10`, or `a namespace sandbox on Debian 12`, which has no image to name. */
export function groundName(ground: Ground): string {
  return ground.image === undefined ? ground.name : `${ground.name} by ${engineName(ground)}`;
}

/** `docker 20.10`; another product behind the same interface has its name in the version. */
export function engineName({ engine, engineVersion }: Ground): string {
  const version = /^(?<product>\D*?)(?<number>\d+(?:\.\d+)?)/.exec(engineVersion)?.groups;
  return `${version?.product?.trim() || engine} ${version?.number ?? ''}`.trim();
}

/** The same, with the image set off from the rest. */
export function groundWords(ground: Ground): Html {
  return ground.image === undefined
    ? html`${ground.name}`
    : html`<strong>${ground.name}</strong> by ${engineName(ground)}`;
}

/** `in debian:12 by docker 20.10 on 2026-11-20, 3.2 s` */
export function circumstances(evidence: Evidence): Html {
  const { ground, startedAt, durationMs } = evidence;
  return html`${ground !== undefined && html`in ${groundWords(ground)} `}on ${time(startedAt)}, ${duration(durationMs)}`;
}
