import { hash } from 'node:crypto';
import { isPackName } from './pack-name.ts';

/** Where some bytes are, and what tells that they are these. JSON-safe, and of no machine's paths. */
export interface Ref {
  /** The name of a pack in the store's folder. */
  readonly pack: string;
  /** In bytes. */
  readonly offset: number;
  /** In bytes. */
  readonly length: number;
  /** See `checkOf`. */
  readonly check: string;
}

/** Whether a value that was read from somewhere has the shape of a `Ref`. */
export function isRef(value: unknown): value is Ref {
  if (typeof value !== 'object' || value === null) return false;
  const { pack, offset, length, check } = value as Readonly<Record<string, unknown>>;
  return isPackName(pack) && isCount(offset) && isCount(length) && typeof check === 'string';
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && Number(value) >= 0;
}

/** 132 bits of SHA-256 in 22 characters: neither chance nor damage gives the same to other bytes. */
export function checkOf(bytes: Uint8Array): string {
  return hash('sha256', bytes, 'base64url').slice(0, 22);
}
