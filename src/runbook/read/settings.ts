import type { DiagnosticCode } from '../../model/codes.ts';
import type { Config } from '../../model/config.ts';
import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import type { Entry } from '../../model/page.ts';
import type { SandboxRequest } from '../../model/runbook.ts';
import { type Span, spanAt } from '../../model/source.ts';

/** No page may keep a sandbox for longer. */
export const longestMs = 3_600_000;

/** `[registry[:port]/]name[/name…][:tag][@digest]`, as the distribution specification writes it. */
const imageForm =
  /^(?:[a-zA-Z0-9][a-zA-Z0-9.-]*(?::\d{1,5})?\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;

/** What the page asks of its sandbox, with the configuration's word on it. */
export function readSettings(
  entry: Entry,
  config: Pick<Config, 'verify'>,
): { readonly request: SandboxRequest; readonly diagnostics: readonly Diagnostic[] } {
  const { verify } = config;
  const asked = entry.frontmatter.runbook;
  const diagnostics: Diagnostic[] = [];
  const problem = (key: string, code: DiagnosticCode, text: Problem): void => {
    diagnostics.push(diagnosticAt(entry.source, keySpan(entry, key), { code, ...text }));
  };

  const network = asked?.network ?? 'none';
  if (network === 'internal') {
    problem('network', 'runbook-unsupported', {
      message: '`network: internal` is not supported yet',
      hint: 'use `network: none`, which has the loopback interface',
    });
  } else if (network !== 'none' && !verify.allow.network.includes(network)) {
    problem('network', 'runbook-not-allowed', {
      message: `the page asks for \`network: ${network}\`, which the configuration does not allow`,
      hint: `add '${network}' to \`verify.allow.network\` in the configuration if the page is trusted`,
    });
  }
  const privileges = asked?.privileges ?? 'strict';
  if (privileges !== 'strict' && !verify.allow.privileges.includes(privileges)) {
    problem('privileges', 'runbook-not-allowed', {
      message: `the page asks for \`privileges: ${privileges}\`, which the configuration does not allow`,
      hint: `add '${privileges}' to \`verify.allow.privileges\` in the configuration if the page is trusted`,
    });
  }
  for (const image of asked?.images ?? []) {
    if (image.length > 255 || !imageForm.test(image)) {
      problem('images?', 'runbook-setting-invalid', {
        message: `\`${image.slice(0, 80)}\` is no image reference`,
        hint: 'write it like `debian:12` or `registry.example.org/team/image:tag`',
      });
    }
  }
  for (const name of Object.keys(asked?.env ?? {})) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      problem('env', 'runbook-setting-invalid', {
        message: `\`${name.slice(0, 80)}\` is no name of an environment variable`,
        hint: 'use letters, digits and `_`, and begin with a letter or `_`',
      });
    }
  }
  if ((asked?.timeoutMs ?? 0) > longestMs) {
    problem('timeout', 'runbook-setting-invalid', {
      message: 'the `timeout` of a runbook is longer than an hour',
      hint: 'split the runbook, or let it do less',
    });
  }
  const request: SandboxRequest = {
    images: [...new Set(asked?.images ?? [])],
    network,
    privileges,
    limits: verify.limits,
    env: asked?.env ?? {},
    services: asked?.services ?? [],
    secrets: asked?.secrets ?? [],
    timeoutMs: asked?.timeoutMs ?? verify.timeoutMs,
    stepTimeoutMs: verify.stepTimeoutMs,
  };
  return { request, diagnostics };
}

interface Problem {
  readonly message: string;
  readonly hint: string;
}

/**
 * The key itself where it can be found below `runbook:`, else `runbook:`. Front matter may be YAML,
 * JSON or TOML; all write a key, perhaps in quotes, and then `:` or `=`.
 */
function keySpan(entry: Entry, key: string): Span | undefined {
  const whole = entry.keySpans.runbook;
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
