import type { DiagnosticCode } from '../../model/codes.ts';
import type { Config } from '../../model/config.ts';
import { type Diagnostic, diagnosticAt } from '../../model/diagnostic.ts';
import type { Entry, RunbookSettings } from '../../model/page.ts';
import type { SandboxRequest } from '../../model/runbook.ts';
import { type Span, spanAt } from '../../model/source.ts';

/** No page may keep a sandbox for longer. */
export const longestMs = 3_600_000;

/** `[registry[:port]/]name[/name…][:tag][@digest]`, as the distribution specification writes it. */
const imageForm =
  /^(?:[a-zA-Z0-9][a-zA-Z0-9.-]*(?::\d{1,5})?\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;

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
  const problems = [
    ...notAllowed({ ...asked, network, privileges }, verify.allow),
    ...wrongImages(asked),
    ...wrongNames(asked),
  ];
  if (asked.network === 'none' && asked.services.length > 0) {
    problems.push({
      key: 'network',
      code: 'runbook-setting-invalid',
      message: 'the page has services, but with `network: none` none can be reached',
      hint: 'leave `network` out, or write `network: internal`, which leads nowhere else',
    });
  }
  if ((asked.timeoutMs ?? 0) > longestMs) {
    problems.push({
      key: 'timeout',
      code: 'runbook-setting-invalid',
      message: 'the `timeout` of a runbook is longer than an hour',
      hint: 'split the runbook, or let it do less',
    });
  }
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
    diagnosticAt(entry.source, keySpan(entry, key), { code, message, hint }),
  );
  return { request, diagnostics };
}

interface SettingProblem {
  /** A key below `runbook:`. */
  readonly key: string;
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint: string;
}

/** What the page asks for and the configuration does not give. `internal` leads nowhere, so all may have it. */
function notAllowed(
  { network, privileges, secrets }: Pick<SandboxRequest, 'network' | 'privileges' | 'secrets'>,
  allow: Config['verify']['allow'],
): SettingProblem[] {
  const problems: SettingProblem[] = [];
  const refuse = (key: string, value: string, what: string): void => {
    problems.push({
      key,
      code: 'runbook-not-allowed',
      message: `the page asks for ${what}, which the configuration does not allow`,
      hint: `add '${value}' to \`verify.allow.${key}\` in the configuration if the page is trusted`,
    });
  };
  if (network === 'bridge' && !allow.network.includes(network)) {
    refuse('network', network, `\`network: ${network}\``);
  }
  if (privileges !== 'strict' && !allow.privileges.includes(privileges)) {
    refuse('privileges', privileges, `\`privileges: ${privileges}\``);
  }
  for (const name of secrets.filter((one) => !allow.secrets.includes(one))) {
    refuse('secrets', name.slice(0, 80), `the secret \`${name.slice(0, 80)}\``);
  }
  return problems;
}

function wrongImages({ images, services }: RunbookSettings): SettingProblem[] {
  const all = [
    ...images.map((image) => ({ key: 'images?', image, of: '' })),
    ...services.map(({ name, image }) => ({ key: 'services', image, of: ` of \`${name}\`` })),
  ];
  return all
    .filter(({ image }) => image.length > 255 || !imageForm.test(image))
    .map(({ key, image, of }) => ({
      key,
      code: 'runbook-setting-invalid',
      message: `\`${image.slice(0, 80)}\`${of} is no image reference`,
      hint: 'write it like `debian:12` or `registry.example.org/team/image:tag`',
    }));
}

function wrongNames({ env, secrets }: RunbookSettings): SettingProblem[] {
  const wrong = Object.keys(env)
    .filter((name) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
    .map(
      (name): SettingProblem => ({
        key: 'env',
        code: 'runbook-setting-invalid',
        message: `\`${name.slice(0, 80)}\` is no name of an environment variable`,
        hint: 'use letters, digits and `_`, and begin with a letter or `_`',
      }),
    );
  const twice = secrets
    .filter((name) => Object.hasOwn(env, name))
    .map(
      (name): SettingProblem => ({
        key: 'secrets',
        code: 'runbook-setting-invalid',
        message: `\`${name.slice(0, 80)}\` is a secret and stands under \`env\`, too`,
        hint: 'a secret comes from the environment of `rutter verify`; remove it from `env`',
      }),
    );
  return [...wrong, ...twice];
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
