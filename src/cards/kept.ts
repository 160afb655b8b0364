import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { digestOf } from '../model/source.ts';

/** Cards that earlier builds have drawn: `<name of the card>.<digest of its bytes>.png` in one folder. */
export interface KeptCards {
  /** Undefined where there is none, or one that is not whole. */
  get(path: string): Uint8Array | undefined;
  /** A folder that cannot be written keeps nothing. */
  put(path: string, bytes: Uint8Array): void;
  /** Removes all others. */
  keepOnly(paths: ReadonlySet<string>): void;
}

export function openKeptCards(folder: string): KeptCards {
  const names = new Map<string, string>();
  for (const name of namesIn(folder)) {
    const [card] = name.split('.');
    if (card !== undefined && name.endsWith('.png')) names.set(card, name);
  }
  return {
    get(path) {
      const name = names.get(cardOf(path));
      if (name === undefined) return undefined;
      try {
        const bytes = readFileSync(join(folder, name));
        return name === nameOf(path, bytes) ? bytes : undefined;
      } catch {
        return undefined;
      }
    },
    put(path, bytes) {
      const name = nameOf(path, bytes);
      try {
        mkdirSync(folder, { recursive: true });
        writeFileSync(join(folder, `${name}.tmp`), bytes);
        renameSync(join(folder, `${name}.tmp`), join(folder, name));
        names.set(cardOf(path), name);
      } catch {
        // It is drawn again the next time.
      }
    },
    keepOnly(paths) {
      const cards = new Set([...paths].map(cardOf));
      for (const name of namesIn(folder)) {
        const card = name.split('.', 1)[0] ?? '';
        if (cards.has(card) && names.get(card) === name) continue;
        try {
          rmSync(join(folder, name), { force: true });
        } catch {
          // Somebody else's, or gone.
        }
      }
    },
  };
}

function cardOf(path: string): string {
  return basename(path, '.png');
}

function nameOf(path: string, bytes: Uint8Array): string {
  return `${cardOf(path)}.${digestOf(bytes).slice('sha256:'.length, 'sha256:'.length + 16)}.png`;
}

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}
