import { bareDirectives, type CspConfig, cspDirectives } from '../model/csp.ts';
import { type Finding, keyPath } from '../model/findings.ts';
import { nearest } from '../model/nearest.ts';
import type { UserConfig } from './define.ts';
import { isText } from './schema-parts.ts';
import { groupOr, leaf, record } from './shape.ts';

const names: readonly string[] = [...cspDirectives, ...bareDirectives];

const keyword =
  /^(?:self|none|script|report-sample|strict-dynamic|unsafe-(?:inline|eval|hashes)|wasm-unsafe-eval|sha(?:256|384|512)-.+)$/;

/** What a list of sources must be instead; `true` for one that is right. */
function listForm(value: readonly unknown[]): boolean | string {
  for (const one of value) {
    if (!isText(one) || one === '' || /[\s;,]|\p{C}/u.test(one))
      return 'a list of sources, each without blanks, `;` and `,`';
    const plain = one.replace(/^'|'$/g, '');
    if (/^nonce-/.test(plain))
      return 'without nonces: what a page has in it is allowed by its hash';
    if (keyword.test(plain) && one !== `'${plain}'`)
      return `a list in which ${plain} has quotes of its own: "'${plain}'"`;
  }
  return true;
}

/** `csp` */
export const csp = groupOr(
  record(
    'a group of lists by directive',
    (name) => names.includes(name) || `named as a directive is, ${guess(name)}`,
    leaf<readonly string[] | true>(
      'a list of sources, such as `["https://example.org"]`',
      (value) => value === true || (Array.isArray(value) && listForm(value)),
    ),
  ),
  leaf<boolean>(
    '`true` or `false`',
    (value) =>
      typeof value === 'boolean' ||
      (isText(value)
        ? '`true`, which is a strict policy with the hashes of each page, or a group of lists by directive'
        : false),
  ),
);

function guess(name: string): string {
  const near = nearest(name, names);
  return near === undefined ? 'such as `img-src`' : `such as \`${near}\``;
}

/** Whether a directive has a value belongs to its name. */
export function cspFindings({ csp: given }: UserConfig): readonly Finding[] {
  if (typeof given !== 'object') return [];
  return Object.entries(given).flatMap(([name, value]) => {
    const isBare = bareDirectives.some((one) => one === name);
    if (value === undefined || (value === true) === isBare) return [];
    const path = ['csp', name];
    const form = isBare ? '`true`: it has no sources' : 'a list of sources';
    return [{ path, message: `\`${keyPath(path)}\` must be ${form}`, unknownKey: false }];
  });
}

export function completeCsp(given: UserConfig['csp'] = false): CspConfig {
  if (typeof given === 'boolean') return given && {};
  return Object.fromEntries(
    Object.entries(given).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}
