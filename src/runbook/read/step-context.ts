import type { Privileges } from '../../model/config.ts';
import type { Step } from '../../model/runbook.ts';
import type { SourceFile } from '../../model/source.ts';

/** What of the page has a part in how one of its blocks is read. */
export interface StepContext {
  readonly source: SourceFile;
  readonly number: number;
  /** What a console block's prompt may be beside `$`. */
  readonly prompts: readonly string[];
  readonly privileges: Privileges;
  /** Names of the page's services. */
  readonly services: readonly string[];
  /** `verify.languages` of the configuration. */
  readonly languages: Readonly<Record<string, string>>;
  /** The steps above by their id, in order. */
  readonly earlier: ReadonlyMap<string, Step>;
}
