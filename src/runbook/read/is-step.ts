import type { Block } from './block.ts';
import { configuredInterpreter, shellLanguage } from './languages.ts';
import { isMarkedOutput } from './output-block.ts';

export interface PageOfBlocks {
  /** It is a runbook as a whole: by its collection, or by its front matter. */
  readonly declared: boolean;
  /** `verify.languages` of the configuration. */
  readonly languages: Readonly<Record<string, string>>;
}

/**
 * Whether a block is run: on every page where it is marked `run`; on a declared runbook also where it
 * is shell text, where it says its file or its interpreter, and where the configuration names its
 * language. A language that only we know is mostly shown and not run.
 */
export function isStep(block: Block, page: PageOfBlocks): boolean {
  const { language, attributes } = block.info;
  if (attributes.has('run')) return true;
  // What Innovation Engine marks as output is output, whatever runs its language.
  if (!page.declared || isMarkedOutput(block)) return false;
  return (
    shellLanguage(language) !== undefined ||
    attributes.has('file') ||
    attributes.has('interpreter') ||
    configuredInterpreter(language, page.languages) !== undefined
  );
}
