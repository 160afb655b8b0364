import type { RunbookSettings } from '../model/page.ts';
import { parseDuration } from '../model/quantity.ts';
import { parseReady } from '../model/ready.ts';
import type { ServiceRequest, Variable } from '../model/runbook.ts';
import type { CheckedSettings } from './runbook-schema.ts';
import { splitWords } from './split-words.ts';

/** How long a service may take to be ready, where the page does not say it. */
const readyMs = 30_000;

/** The `runbook:` key, checked, in the words of the model. */
export function toSettings(checked: true | CheckedSettings): RunbookSettings {
  if (checked === true) return { images: [], env: {}, services: [], secrets: [] };
  const { prompt } = checked;
  return {
    images: checked.images ?? (checked.image === undefined ? [] : [checked.image]),
    network: checked.network,
    privileges: checked.privileges,
    timeoutMs: checked.timeout === undefined ? undefined : parseDuration(checked.timeout),
    env: checked.env ?? {},
    services: toServices(checked.services ?? {}),
    secrets: checked.secrets ?? [],
    ...(checked.variables === undefined ? {} : { variables: toVariables(checked.variables) }),
    prompts: prompt === undefined ? undefined : typeof prompt === 'string' ? [prompt] : prompt,
  };
}

function toVariables(checked: NonNullable<CheckedSettings['variables']>): readonly Variable[] {
  return Object.entries(checked).map(([name, one]) =>
    typeof one === 'string' ? { name, default: one } : { name, ...one },
  );
}

function toServices(checked: NonNullable<CheckedSettings['services']>): readonly ServiceRequest[] {
  const names = Object.keys(checked);
  return Object.entries(checked).map(([name, one]) => {
    const read = one.ready === undefined ? undefined : parseReady(one.ready, names);
    const command = typeof one.command === 'string' ? splitWords(one.command) : one.command;
    return {
      name,
      image: one.image,
      ...(command === undefined ? {} : { command }),
      env: one.env ?? {},
      ...(read !== undefined && 'ready' in read ? { ready: read.ready } : {}),
      readyMs: parseDuration(one.timeout ?? '') ?? readyMs,
    };
  });
}
