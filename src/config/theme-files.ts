import { dirname, join, resolve } from 'node:path';
import type { Config } from '../model/config.ts';
import type { Ledger } from './ledger.ts';
import { styleUrls } from './style-urls.ts';

type Configured = Pick<Config, 'root' | 'publicDir' | 'themeOptions'>;

/** The files that a theme reads because its options name them. Absolute; whatever else they are. */
export function themeOptionFiles({ root, publicDir, themeOptions }: Configured): readonly string[] {
  const { styles, logo, icon } = themeOptions;
  const images = [icon, ...(isGroup(logo) ? Object.values(logo) : [logo])];
  return [
    ...textsIn(styles).map((path) => resolve(root, path)),
    ...textsIn(images)
      .filter((path) => path.startsWith('/'))
      .map((path) => join(publicDir, path)),
  ];
}

/** With the files that the style sheets among them name, wherever those lie. */
export function withNamed(files: readonly string[], ledger: Ledger): readonly string[] {
  const named = files
    .filter((file) => file.endsWith('.css'))
    .flatMap((file) =>
      styleUrls(ledger.text(file) ?? '').flatMap(({ path }) =>
        path === undefined ? [] : [resolve(dirname(file), path)],
      ),
    );
  return [...new Set([...files, ...named])];
}

function textsIn(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : [];
}

function isGroup(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
