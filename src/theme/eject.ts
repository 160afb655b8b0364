import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { styleNames } from '../../themes/default/assets.ts';
import { layouts } from '../../themes/default/layouts.ts';
import { parts } from '../../themes/default/parts.ts';
import { slots } from '../../themes/default/slots.ts';
import { stylePurposes } from '../../themes/default/style-purposes.ts';
import * as helpers from './api.ts';

export type EjectKind = 'parts' | 'layouts' | 'styles';

/** A piece of the default theme that a site's own may have for itself. */
export interface Ejectable {
  readonly kind: EjectKind;
  readonly name: string;
  /** What it is, in a few words. */
  readonly purpose: string;
  /** What it is given beside the props, by name. */
  readonly detail: readonly string[];
}

/** All of them: parts, layouts and styles, each in the order of their table. */
export function ejectables(): readonly Ejectable[] {
  const own = (kind: 'parts' | 'layouts', table: object): readonly Ejectable[] =>
    Object.keys(table).map((name) => {
      return { kind, name, purpose: purposeOf(kind, name), detail: detailOf(kind, name) };
    });
  return [
    ...own('parts', parts),
    ...own('layouts', layouts),
    ...styleNames.map((name) => {
      return { kind: 'styles' as const, name, purpose: stylePurposes[name] ?? '', detail: [] };
    }),
  ];
}

/** Those that a name stands for: `footer`, or `styles/header` where there are several. */
export function findEjectable(asked: string): readonly Ejectable[] {
  const [, kind, name = asked] =
    /^(parts|layouts|styles)\/(.+?)(?:\.(?:ts|css))?$/.exec(asked) ?? [];
  return ejectables().filter((one) => one.name === name && (kind ?? one.kind) === one.kind);
}

export interface EjectedFile {
  /** Below the folder of the theme. */
  readonly path: string;
  readonly text: string;
  /** The parts or layouts that it draws. */
  readonly draws: readonly string[];
}

/**
 * The file that has a piece for itself and changes nothing until it is changed.
 * @param wraps Whether it is to draw around the original, in the place of a copy of that.
 */
export function ejected({ kind, name }: Ejectable, version: string, wraps: boolean): EjectedFile {
  const note = `of Rutter ${version}, by \`rutter eject\``;
  if (kind === 'styles') {
    const css = readFileSync(new URL(`styles/${name}.css`, compiled), 'utf8');
    return { path: `styles/${name}.css`, text: `/* ${note} */\n${css}`, draws: [name] };
  }
  if (wraps || Object.hasOwn(slots, name)) {
    return { path: `${kind}/${name}.ts`, text: wrapping(kind, name, note), draws: [name] };
  }
  const { file, text } = sourceOf(kind, name);
  const own = kind === 'parts' ? parts : layouts;
  const draws = exportsOf(text).filter((one) => Object.hasOwn(own, one));
  return { path: `${kind}/${file}`, text: `// ${note}\n${fromPackage(text)}`, draws };
}

const compiled = new URL('../../themes/default/', import.meta.url);
/** TypeScript is beside what was compiled from it, in the folder above `lib`, or is run itself. */
const written = existsSync(new URL('parts/footer.ts', compiled))
  ? compiled
  : new URL('../../../themes/default/', import.meta.url);

function sourceOf(kind: 'parts' | 'layouts', name: string) {
  const folder = new URL(`${kind}/`, written);
  for (const file of readdirSync(folder).sort()) {
    if (!/^[\w-]+\.ts$/.test(file)) continue;
    const text = readFileSync(new URL(file, folder), 'utf8');
    if (exportsOf(text).includes(name)) return { file, text };
  }
  throw new Error(`no file of the default theme draws ${kind}/${name}`);
}

function exportsOf(text: string): readonly string[] {
  return [...text.matchAll(/^export (?:function|const) (\w+)/gm)].map(([, name = '']) => name);
}

/** The first sentence that the contract says of it. */
function purposeOf(kind: 'parts' | 'layouts', name: string): string {
  const table = kind === 'layouts' ? 'Layouts' : Object.hasOwn(slots, name) ? 'Slots' : 'Parts';
  const [, own = ''] = contract().split(`interface ${table} `);
  const before = own.slice(0, Math.max(0, own.search(new RegExp(`\\n *readonly ${name}:`))));
  const [, comment = ''] = /\/\*\*((?:(?!\*\/)[\s\S])*)\*\/\s*$/.exec(before) ?? [];
  const text = comment
    .replace(/^\s*\* ?/gm, '')
    .replace(/\s+/g, ' ')
    .trim();
  return /^.*?(?=\.(?:\s|$)|$)/.exec(text)?.[0] ?? '';
}

/** The names of the detail that the contract gives to a part, or to a layout. */
function detailOf(kind: 'parts' | 'layouts', name: string): readonly string[] {
  const [, own = ''] = contract().split(`interface ${kind === 'layouts' ? 'Layouts' : 'Parts'} `);
  const line =
    new RegExp(`\\n *readonly ${name}:([^;]*(?:\\{[^}]*\\}[^;]*)?);`).exec(own)?.[1] ?? '';
  const literal = /DetailPart<(\{[^}]*\})/.exec(line)?.[1];
  const type = /DetailPart<(\w+)|detail: (\w+)/.exec(line);
  return literal === undefined ? keysOf(type?.[1] ?? type?.[2]) : namesIn(literal);
}

function keysOf(type: string | undefined): readonly string[] {
  const [, above, body] =
    new RegExp(`interface ${type} (?:extends (\\w+) )?\\{([^}]*)\\}`).exec(contract()) ?? [];
  return body === undefined ? [] : [...keysOf(above), ...namesIn(body)];
}

function namesIn(type: string): readonly string[] {
  return [...type.matchAll(/readonly (\w+)\??:/g)].map(([, name = '']) => name);
}

function contract(): string {
  const files = ['contract.ts', 'contract.d.ts'].map((name) => new URL(name, compiled));
  const found = files.find((file) => existsSync(file));
  return found === undefined ? '' : readFileSync(found, 'utf8');
}

function wrapping(kind: 'parts' | 'layouts', name: string, note: string): string {
  const define = kind === 'parts' ? 'definePart' : 'defineLayout';
  if (Object.hasOwn(slots, name)) {
    return `// ${note}
import { definePart } from 'rutter/theme';

export default definePart('${name}', (_props) => undefined);
`;
  }
  const draw: unknown = Reflect.get(kind === 'parts' ? parts : layouts, name);
  const hasDetail = typeof draw === 'function' && draw.length > 1;
  const given = hasDetail ? 'props, detail' : 'props';
  return `// ${note}
import { ${define}, html } from 'rutter/theme';

export default ${define}(
  '${name}',
  (${given}, original) => html\`
    \${original(${given})}
  \`,
);
`;
}

const importStatement = /^import (type )?\{([^}]*)\} from '(\.[^']*)';\n/gm;

/** With all that it imports from its neighbours imported from `rutter/theme`. */
function fromPackage(text: string): string {
  const names: { readonly name: string; readonly isType: boolean }[] = [];
  const rest = text.replace(importStatement, (_, type: string | undefined, list: string) => {
    for (const one of list.split(',').map((each) => each.trim())) {
      if (one === '') continue;
      const name = one.replace(/^type /, '');
      names.push({ name, isType: type !== undefined || name !== one });
    }
    return '';
  });
  if (names.length === 0) return rest;
  const sorted = names.sort((a, b) => (a.name.toLowerCase() < b.name.toLowerCase() ? -1 : 1));
  const missing = sorted.find(({ name, isType }) => !isType && !(name in helpers));
  if (missing !== undefined) throw new Error(`\`rutter/theme\` has no ${missing.name}`);
  const onlyTypes = sorted.every(({ isType }) => isType);
  const listed = sorted.map(({ name, isType }) => (isType && !onlyTypes ? `type ${name}` : name));
  const keyword = onlyTypes ? 'import type' : 'import';
  const line = `${keyword} { ${listed.join(', ')} } from 'rutter/theme';\n`;
  const statement =
    line.length <= 101
      ? line
      : `${keyword} {\n${listed.map((one) => `  ${one},\n`).join('')}} from 'rutter/theme';\n`;
  return statement + rest;
}
