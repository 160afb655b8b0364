import { type Diagnostic, diagnosticAt, type Severity } from '../../model/diagnostic.ts';
import type { Report } from '../../model/report.ts';
import type { Runbook } from '../../model/runbook.ts';
import type { SandboxNeed } from '../../model/sandbox.ts';
import type { Refused } from './choose-engine.ts';
import { notRun } from './not-run.ts';
import { reportHead } from './report-head.ts';

export interface NotRunInput {
  readonly runbook: Runbook;
  /** As the page asks for it. */
  readonly image: string | undefined;
  /** What no engine could give. */
  readonly need: SandboxNeed;
  /** None: there is no engine at all, which is said once for the whole run and not for each page. */
  readonly refused: readonly Refused[];
  readonly severity: Severity;
}

/** The report of a runbook that could not be run. */
export function notRunReport(input: NotRunInput): Report {
  const { runbook, image, refused } = input;
  const reason = refused.length === 0 ? 'there is no sandbox to run in' : reasonFor(input);
  return {
    ...reportHead(runbook, image),
    startedAt: `${new Date().toISOString().slice(0, 19)}Z`,
    durationMs: 0,
    status: 'not-run',
    reason,
    steps: runbook.steps.map((step) => notRun(step, reason)),
    diagnostics: refused.length === 0 ? [] : [diagnosis(input, reason)],
  };
}

/** What no engine gives; where it is only the image of a service, that. */
function reasonFor({ runbook, need, refused }: NotRunInput): string {
  const missing = new Set(refused.flatMap((one) => one.missing ?? []));
  const [service] = runbook.sandbox.services.filter(({ image }) => missing.has(image));
  return service === undefined || (need.image !== undefined && missing.has(need.image))
    ? `no engine gives ${wordsFor(need)}`
    : `no engine has the image \`${service.image}\` of the service \`${service.name}\``;
}

function diagnosis({ runbook, need, refused, severity }: NotRunInput, reason: string): Diagnostic {
  const hasImages = refused.some(({ product }) => product !== 'bubblewrap');
  return diagnosticAt(runbook.source, undefined, {
    code: 'verify-not-run',
    severity,
    message: `not run: ${reason}`,
    details: refused.map((one) => `${one.product}: ${one.reason}`),
    hint: hasImages ? hintFor(need) : 'start Docker or Podman, which can give it',
  });
}

function hintFor({ digests }: SandboxNeed): string {
  return digests === undefined
    ? 'build or pull the image, or name one that is there'
    : 'pull the image that is pinned, or pin what is there with `rutter verify --lock`';
}

function wordsFor({ image, network, privileges, serviceImages = [] }: SandboxNeed): string {
  const hasServices = serviceImages.length > 0;
  const extras = [
    ...(hasServices ? ['services'] : []),
    ...(network === 'none' || (hasServices && network === 'internal')
      ? []
      : [`\`network: ${network}\``]),
    ...(privileges === 'strict' ? [] : [`\`privileges: ${privileges}\``]),
  ];
  const what = image === undefined ? 'a sandbox' : `the image \`${image}\``;
  return extras.length === 0 ? what : `${what} with ${extras.join(' and ')}`;
}
