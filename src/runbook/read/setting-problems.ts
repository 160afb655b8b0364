import type { DiagnosticCode } from '../../model/codes.ts';
import type { Config } from '../../model/config.ts';
import type { RunbookSettings } from '../../model/page.ts';
import type { SandboxRequest } from '../../model/runbook.ts';

/** No page may keep a sandbox for longer. */
export const longestMs = 3_600_000;

/** `[registry[:port]/]name[/name…][:tag][@digest]`, as the distribution specification writes it. */
const imageForm =
  /^(?:[a-zA-Z0-9][a-zA-Z0-9.-]*(?::\d{1,5})?\/)?[a-z0-9]+(?:[._-]+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]+[a-z0-9]+)*)*(?::\w[\w.-]{0,127})?(?:@sha256:[0-9a-f]{64})?$/;

export interface SettingProblem {
  /** A key below `runbook:`, or below the key `below` of it. */
  readonly key: string;
  readonly below?: string;
  readonly code: DiagnosticCode;
  readonly message: string;
  readonly hint: string;
}

/** What the page asks for, with what holds where it says nothing. */
type Asked = RunbookSettings & Pick<SandboxRequest, 'network' | 'privileges'>;

/** What of the `runbook:` key cannot be had, or means nothing. */
export function settingProblems(
  asked: Asked,
  allow: Config['verify']['allow'],
): readonly SettingProblem[] {
  return [
    ...notAllowed(asked, allow),
    ...wrongImages(asked),
    ...wrongNames(asked),
    ...wrongServices(asked),
    ...wrongTimeout(asked),
  ];
}

/** What the page asks for and the configuration does not give. `internal` leads nowhere, so all may have it. */
function notAllowed(
  { network, privileges, secrets }: Pick<SandboxRequest, 'network' | 'privileges' | 'secrets'>,
  allow: Config['verify']['allow'],
): readonly SettingProblem[] {
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

function wrongImages({ images, services }: RunbookSettings): readonly SettingProblem[] {
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

function wrongNames({ env, secrets, variables = [] }: RunbookSettings): readonly SettingProblem[] {
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
  const elsewhere = variables.flatMap(({ name }): readonly SettingProblem[] => {
    const other = Object.hasOwn(env, name) ? 'env' : secrets.includes(name) ? 'secrets' : undefined;
    if (other === undefined) return [];
    return [
      {
        key: name,
        below: 'variables',
        code: 'runbook-setting-invalid',
        message: `\`${name}\` is one of the \`variables\` and stands under \`${other}\`, too`,
        hint:
          other === 'env'
            ? 'a variable has its default in every step; remove it from `env`'
            : 'what readers type into a page is no secret; give one of them another name',
      },
    ];
  });
  return [...wrong, ...twice, ...elsewhere];
}

function wrongServices({ network, services }: Asked): readonly SettingProblem[] {
  const wrong = (key: string, message: string, hint: string): SettingProblem => {
    return { key, code: 'runbook-setting-invalid', message, hint };
  };
  const unreachable =
    network === 'none' && services.length > 0
      ? [
          wrong(
            'network',
            'the page has services, but with `network: none` none can be reached',
            'leave `network` out, or write `network: internal`, which leads nowhere else',
          ),
        ]
      : [];
  const twice = services.flatMap(({ name, ready }, at) => {
    const port = ready?.kind === 'tcp' ? ready.port : undefined;
    const other = services
      .slice(0, at)
      .find((one) => one.ready?.kind === 'tcp' && one.ready.port === port);
    return other === undefined
      ? []
      : [
          wrong(
            'services',
            `the services \`${other.name}\` and \`${name}\` are both to listen on port ${port}`,
            'let one of them listen on another port, as the services of a page share one network',
          ),
        ];
  });
  return [...unreachable, ...twice];
}

function wrongTimeout({ timeoutMs = 0 }: Asked): readonly SettingProblem[] {
  if (timeoutMs <= longestMs) return [];
  return [
    {
      key: 'timeout',
      code: 'runbook-setting-invalid',
      message: 'the `timeout` of a runbook is longer than an hour',
      hint: 'split the runbook, or let it do less',
    },
  ];
}
