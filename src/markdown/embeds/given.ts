import { diagnosticAt } from '../../model/diagnostic.ts';
import { nearest } from '../../model/nearest.ts';
import { spanAt } from '../../model/source.ts';
import type { Leaf } from '../leaf.ts';
import { mayTell } from '../lookalike.ts';
import type { PageState } from '../page-state.ts';

/** A page that has such directives. */
export interface Page {
  readonly text: string;
  readonly state: PageState;
}

/** The attributes of one directive. What is wrong with one is told of, and it counts as not given. */
export class Given {
  readonly leaf: Leaf;
  readonly page: Page;
  constructor(leaf: Leaf, page: Page) {
    this.leaf = leaf;
    this.page = page;
  }
  checkNames(known: readonly string[]): void {
    for (const name of this.leaf.attributes.keys()) {
      if (known.includes(name)) continue;
      const near = nearest(name, known);
      const hint = near === undefined ? `it has ${known.join(', ')}` : `did you mean \`${near}\`?`;
      this.tell(name, `has no attribute \`${name}\``, hint);
    }
  }
  text(name: string): string | undefined {
    const value = this.leaf.attributes.get(name);
    if (value !== true && value !== '') return value;
    this.tell(name, `has no value for \`${name}\``, `write \`${name}="…"\``);
    return undefined;
  }
  has(name: string): boolean {
    return this.leaf.attributes.has(name);
  }
  classes(): readonly string[] {
    return this.text('class')?.split(/\s+/).filter(Boolean) ?? [];
  }
  oneOf(name: string, values: readonly string[]): string | undefined {
    const value = this.text(name);
    if (value === undefined || values.includes(value)) return value;
    this.tell(name, `cannot have the ${name} \`${value}\``, `write ${values.join(', ')}`);
    return undefined;
  }
  pixels(name: string): number | undefined {
    const value = this.text(name);
    if (value === undefined || /^[1-9]\d{0,4}$/.test(value))
      return (value && Number(value)) || undefined;
    this.tell(
      name,
      `cannot have the ${name} \`${value}\``,
      'write a number of pixels, such as 640',
    );
    return undefined;
  }
  /** Of an attribute that must be there. */
  needed(name: string, example: string): string | undefined {
    if (this.has(name)) return this.text(name);
    const { name: directive } = this.leaf;
    tell(this.page, this.leaf, `\`::${directive}\` has no \`${name}\``, `write \`${example}\``);
    return undefined;
  }
  tell(name: string, message: string, hint: string): void {
    const place = this.leaf.places.get(name) ?? this.leaf;
    tell(this.page, place, `\`::${this.leaf.name}\` ${message}`, hint);
  }
}

export function tell(
  { state, text }: Page,
  { start, end }: { readonly start: number; readonly end: number },
  message: string,
  hint: string,
): void {
  if (!mayTell(state)) return;
  const { diagnostics, context } = state;
  diagnostics.push(
    diagnosticAt(context.source, spanAt(text, start, end), {
      code: 'markdown-attribute',
      severity: 'warning',
      message,
      hint,
    }),
  );
}
