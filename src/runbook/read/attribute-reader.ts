import type { Condition, Ready, StepRole } from '../../model/runbook.ts';

/** The attributes of a step, each checked. One that is wrong is absent and has its diagnostic. */
export interface StepAttributes {
  readonly name?: string | undefined;
  readonly title?: string | undefined;
  readonly role?: StepRole | undefined;
  readonly exit?: number | undefined;
  readonly timeoutMs?: number | undefined;
  readonly skip?: string | undefined;
  readonly file?: string | undefined;
  /** Permission bits. */
  readonly mode?: number | undefined;
  readonly interpreter?: string | undefined;
  readonly background: boolean;
  readonly ready?: Ready | undefined;
  /** The name of a step. */
  readonly stop?: string | undefined;
  readonly retry?: number | undefined;
  readonly everyMs?: number | undefined;
  readonly idempotent: boolean;
  readonly conditions: readonly Condition[];
  readonly tags: readonly string[];
  readonly weak?: string | undefined;
  readonly hidden: boolean;
}

export type Draft = { -readonly [Key in keyof StepAttributes]: StepAttributes[Key] };

/** How a word such as `run` is to be read that other generators write as a pair. */
export type Value = string | true;

export interface Problem {
  readonly message: string;
  readonly hint?: string | undefined;
}

/**
 * Reads one attribute into the draft, and answers what is wrong with it. `services` are the names of
 * the page's services.
 */
export type AttributeReader = (
  value: Value,
  draft: Draft,
  services: readonly string[],
) => Problem | undefined;

export type AttributeReaders = Readonly<Record<string, AttributeReader>>;

/** A reader of an attribute that stands alone. */
export function word(name: string, set: (draft: Draft) => void): AttributeReader {
  return (value, draft) => {
    set(draft);
    return value === true
      ? undefined
      : { message: `\`${name}\` takes no value`, hint: `write \`${name}\` alone, or leave it out` };
  };
}

/** A reader of an attribute that needs a value; `hint` is for one without, also a blank one. */
export function valued(
  name: string,
  hint: string,
  read: (value: string, draft: Draft, services: readonly string[]) => Problem | undefined,
): AttributeReader {
  return (value, draft, services) =>
    value === true || value.trim() === ''
      ? { message: `\`${name}\` has no value`, hint }
      : read(value, draft, services);
}

export function shown(value: string): string {
  return value.slice(0, 80);
}

export const hasControl = /\p{Cc}/u;
