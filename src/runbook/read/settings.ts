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
    env: asked.env,
    services: asked.services,
    secrets: [...new Set(asked.secrets)],
    timeoutMs: asked.timeoutMs ?? verify.timeoutMs,
    stepTimeoutMs: verify.stepTimeoutMs,
  };
  const diagnostics = problems.map(({ key, code, message, hint }) =>
    diagnosticAt(entry.source, settingSpan(entry, key), { code, message, hint }),
  );
  return { request, diagnostics };
}

/**
 * The key itself where it can be found below `runbook:`, else `runbook:`. Front matter may be YAML,
 * JSON or TOML; all write a key, perhaps in quotes, and then `:` or `=`.
 */
function settingSpan(entry: Entry, key: string): Span | undefined {
  const whole = keySpan(entry, 'runbook');
  if (whole === undefined) return undefined;
  const { text } = entry.source;
  const start = whole.start.offset;
  const found = new RegExp(`[\\s{,"'.](${key})["']?[ \\t]*[:=]`).exec(
    text.slice(start, entry.bodyStart),
  );
  const word = found?.[1];
  if (found === null || word === undefined) return whole;
  const at = start + found.index + 1;
  return spanAt(text, at, at + word.length);
}
