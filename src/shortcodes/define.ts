import type { Html } from '../../themes/default/html.ts';
import type { ShortcodePage } from '../model/shortcode.ts';

/** What an attribute of a shortcode may be. Without `required` or `default` it may be left out. */
export type AttributeSpec = {
  /** Shown by `rutter` where somebody gets it wrong. */
  readonly description?: string;
  readonly required?: boolean;
} & (
  | { readonly type?: 'string'; readonly values?: readonly string[]; readonly default?: string }
  | {
      readonly type: 'number' | 'integer';
      readonly min?: number;
      readonly max?: number;
      readonly default?: number;
    }
  | { readonly type: 'boolean'; readonly default?: boolean }
);

/** By the names of attributes. */
export type AttributeSpecs = Readonly<Record<string, AttributeSpec>>;

/** The values of attributes: what is not given and has no default is `undefined`; of words, `false`. */
export type Attributes<Specs extends AttributeSpecs> = {
  readonly [Name in keyof Specs]: Specs[Name] extends
    | { readonly required: true }
    | { readonly default: unknown }
    | { readonly type: 'boolean' }
    ? ValueOf<Specs[Name]>
    : ValueOf<Specs[Name]> | undefined;
};

type ValueOf<Spec> = Spec extends { readonly type: 'number' | 'integer' }
  ? number
  : Spec extends { readonly type: 'boolean' }
    ? boolean
    : Spec extends { readonly values: readonly (infer Value)[] }
      ? Value
      : string;

/** What a shortcode is given where a page uses it. */
export interface ShortcodeCall<Specs extends AttributeSpecs = AttributeSpecs> {
  readonly attributes: Attributes<Specs>;
  /** What stands in brackets, as HTML; nothing where there are none. */
  readonly label: Html;
  /** The same as plain text, for attributes; '' for none. */
  readonly labelText: string;
  /** What stands between `:::name` and `:::`, as HTML. It may be used once. */
  readonly content: Html;
  /** Whether it was written as `:::name`. */
  readonly isContainer: boolean;
  readonly page: ShortcodePage;
  /** The URL of a page or a file, written as a link of the page would be; the link check looks at it. */
  link(target: string): string;
  /** The URL of an image, written as the page would write it; the file is published. */
  image(target: string): string;
  /**
   * The text of a file of the site, by its path from the root; what changes in it changes the page.
   * @throws where it cannot be read; the page is then told so.
   */
  readFile(path: string): string;
  /**
   * What a data file holds, by its name: `crew`, `hosts/eu`. As it is written: a schema is for themes.
   * It cannot be changed: sort a copy of it.
   * @throws where there is none; the page is then told so.
   */
  data(name: string): unknown;
}

/** A function that pages call by name, and what they have to give it. */
export interface Shortcode<Specs extends AttributeSpecs = AttributeSpecs> {
  readonly attributes?: Specs | undefined;
  /** Whether it has to be written as `:::name` (`required`), or may not be (`none`). Default: either. */
  readonly content?: 'required' | 'none' | undefined;
  /** Whether brackets have to be there, or may not be. Default: either. */
  readonly label?: 'required' | 'none' | undefined;
  /** HTML from `html`; a text is escaped. It depends on nothing but what it is given. */
  render(call: ShortcodeCall<Specs>): Html | string | Promise<Html | string>;
}

/** The default export of a file in `shortcodes/`: gives it its types, and changes nothing. */
export function defineShortcode<const Specs extends AttributeSpecs = Record<never, never>>(
  shortcode: Shortcode<Specs>,
): Shortcode<Specs> {
  return shortcode;
}
