import { readFileSync } from 'node:fs';
import { RelaxNGValidator, XmlDocument } from 'libxml2-wasm';

/** What is wrong with an XML document by one of the schemas in `schemas/`; '' when nothing is. */
export function problemsOf(xml: string, schema: 'atom' | 'rss' | 'sitemap'): string {
  const text = readFileSync(new URL(`schemas/${schema}.rng`, import.meta.url), 'utf8');
  try {
    using grammar = XmlDocument.fromString(text);
    using validator = RelaxNGValidator.fromDoc(grammar);
    using document = XmlDocument.fromString(xml);
    validator.validate(document);
    return '';
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}
