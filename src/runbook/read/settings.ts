import type { Config } from '../../model/config.ts';
import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import { keySpan } from '../../model/key-place.ts';
import type { Entry, RunbookSettings } from '../../model/page.ts';
import type { SandboxRequest } from '../../model/runbook.ts';
import { type Span, spanAt } from '../../model/source.ts';
import { settingProblems } from './setting-problems.ts';

const nothing: RunbookSettings = { images: [], env: {}, services: [], secrets: [] };

/** What the page asks of its sandbox, with the configuration's word on it. */
export function readSettings(
  entry: Entry,
  config: Pick<Config, 'verify'>,
): { readonly request: SandboxRequest; readonly diagnostics: readonly Diagnostic[] } {
  const { verify } = config;
  const asked: RunbookSettings = entry.frontmatter.runbook ?? nothing;
  const network = asked.network ?? (asked.services.length > 0 ? 'internal' : 'none');
  const privileges = asked.privileges ?? 'strict';
  const problems = settingProblems({ ...asked, network, privileges }, verify.allow);
  const request: SandboxRequest = {
    images: [...new Set(asked.images)],
    network,
    privileges,
    limits: verify.limits,
    env: { ...asked.env, ...defaultsOf(asked) },
    services: asked.services,
    secrets: [...new Set(asked.secrets)],
    timeoutMs: asked.timeoutMs ?? verify.timeoutMs,
    stepTimeoutMs: verify.stepTimeoutMs,
  };
  const diagnostics = problems.map(({ key, below, code, message, hint }) =>
    diagnosticAt(entry.source, settingSpan(entry, key, below), { code, message, hint }),
  );
  return { request, diagnostics };
}

function defaultsOf({ variables = [] }: RunbookSettings): Readonly<Record<string, string>> {
  return Object.fromEntries(variables.map((one) => [one.name, one.default]));
}

/**
 * The key itself where it can be found below `runbook:`, or below a key of it, else `runbook:`. Front matter may be YAML,
 * JSON or TOML; all write a key, perhaps in quotes, and then `:` or `=`.
 */
export function settingSpan(entry: Entry, key: string, below?: string): Span | undefined {
  const whole = keySpan(entry, 'runbook');
  if (whole === undefined) return undefined;
  const { text } = entry.source;
  const start = whole.start.offset;
  const find = (name: string, from: number): readonly [start: number, end: number] | undefined => {
    const found = new RegExp(`[\\s{,"'.](${name})["']?[ \\t]*[:=]`).exec(
      text.slice(from, entry.bodyStart),
    );
    const word = found?.[1];
    if (found === null || word === undefined) return undefined;
    const at = from + found.index + 1;
    return [at, at + word.length];
  };
  const above = below === undefined ? undefined : find(below, start);
  const place = find(key, above?.[1] ?? start);
  return place === undefined ? whole : spanAt(text, ...place);
}
