import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** What Rutter asks of `@takumi-rs/core`. */
export interface Renderer {
  registerFont(font: Uint8Array): Promise<unknown>;
  render(
    node: object,
    options: {
      readonly width: number;
      readonly height: number;
      readonly format: 'png';
      readonly lang?: string;
      readonly images?: readonly { readonly src: string; readonly data: Uint8Array }[];
    },
  ): Promise<Uint8Array>;
}

const name = '@takumi-rs/core';

/** A renderer and its version; undefined where the package is not installed or has none for this system. */
export async function loadRenderer(): Promise<
  { readonly renderer: Renderer; readonly version: string } | undefined
> {
  try {
    const { Renderer: Made }: { Renderer: new () => Renderer } = await import(name);
    return { renderer: new Made(), version: versionAt(fileURLToPath(import.meta.resolve(name))) };
  } catch {
    return undefined;
  }
}

/** Of the package that a file is in. */
function versionAt(file: string): string {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const { name: own, version }: { name?: string; version?: string } = JSON.parse(
      readFileSync(manifest, 'utf8'),
    );
    if (own === name) return version ?? '';
  }
  return '';
}
