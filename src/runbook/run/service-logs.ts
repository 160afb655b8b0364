import type { Diagnostic } from '../../model/diagnostic.ts';
import type { RunningService } from '../../model/sandbox.ts';
import { visible } from './captured.ts';
import { lastLines } from './failure-words.ts';
import { within } from './waiting.ts';

/** An engine may hang; a failure is told all the same. */
const logMs = 5_000;

/** A failure of a step with the last of what each service has written. */
export async function aboutServices(
  one: Diagnostic,
  services: readonly RunningService[],
): Promise<Diagnostic> {
  if (services.length === 0) return one;
  const logs = await Promise.all(services.map(lastOf));
  const details = [...(one.details ?? []), ...logs.flat()];
  return details.length === 0 ? one : { ...one, details };
}

async function lastOf(service: RunningService): Promise<readonly string[]> {
  const whose = `service ${service.name}`;
  const log = await within(
    logMs,
    service.log().catch(() => undefined),
  );
  if (log === undefined) return [`${whose}: its log cannot be had`];
  const lines = lastLines(whose, visible(log));
  return lines.length === 0 ? [`${whose}: has written nothing`] : lines;
}
