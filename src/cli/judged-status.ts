import type { Diagnostic } from '../model/diagnostic.ts';
import { type ExitStatus, exitStatus } from './exit-status.ts';

/** Of a build that found errors: those that the configuration alone can mend are the configuration's. */
export function judgedStatus(diagnostics: readonly Diagnostic[]): ExitStatus {
  const errors = diagnostics.filter(({ severity }) => severity === 'error');
  const isConfiguration =
    errors.length > 0 && errors.every(({ code }) => ofConfiguration.has(code));
  return isConfiguration ? exitStatus.usage : exitStatus.failed;
}

const ofConfiguration: ReadonlySet<Diagnostic['code']> = new Set([
  'config-invalid',
  'theme-load',
  'theme-invalid',
]);
