import type { DiagnosticCode } from '../model/codes.ts';
import type { Config } from '../model/config.ts';
import { type Diagnostic, diagnosticAt } from '../model/diagnostic.ts';
import type { Entry } from '../model/page.ts';
import type { SandboxRequest } from '../model/runbook.ts';

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
  const problem = (code: DiagnosticCode, message: string, hint: string): void => {
    const span = entry.keySpans.runbook;
    diagnostics.push(diagnosticAt(entry.source, span, { code, message, hint }));
  };

  const network = asked?.network ?? 'none';
  if (network === 'internal') {
    problem(
      'runbook-unsupported',
      '`network: internal` is not supported yet',
      'use `network: none`, which has the loopback interface',
    );
  } else if (network !== 'none' && !verify.allow.network.includes(network)) {
    problem(
      'runbook-not-allowed',
      `the page asks for \`network: ${network}\`, which the configuration does not allow`,
      `add '${network}' to \`verify.allow.network\` in the configuration if the page is trusted`,
    );
  }
  const privileges = asked?.privileges ?? 'strict';
  if (privileges !== 'strict' && !verify.allow.privileges.includes(privileges)) {
    problem(
      'runbook-not-allowed',
      `the page asks for \`privileges: ${privileges}\`, which the configuration does not allow`,
      `add '${privileges}' to \`verify.allow.privileges\` in the configuration if the page is trusted`,
    );
  }
  for (const image of asked?.images ?? []) {
    if (image.length > 255 || !imageForm.test(image)) {
      problem(
        'runbook-setting-invalid',
        `\`${image.slice(0, 80)}\` is no image reference`,
        'write it like `debian:12` or `registry.example.org/team/image:tag`',
      );
    }
  }
  for (const name of Object.keys(asked?.env ?? {})) {
    if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(name)) {
      problem(
        'runbook-setting-invalid',
        `\`${name.slice(0, 80)}\` is no name of an environment variable`,
        'use letters, digits and `_`, and begin with a letter or `_`',
      );
    }
  }
  if ((asked?.timeoutMs ?? 0) > longestMs) {
    problem(
      'runbook-setting-invalid',
      'the `timeout` of a runbook is longer than an hour',
      'split the runbook, or let it do less',
    );
  }
  const request: SandboxRequest = {
    images: [...new Set(asked?.images ?? [])],
    network,
    privileges,
    limits: verify.limits,
    env: asked?.env ?? {},
    timeoutMs: asked?.timeoutMs ?? verify.timeoutMs,
    stepTimeoutMs: verify.stepTimeoutMs,
  };
  return { request, diagnostics };
}
