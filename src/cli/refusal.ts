import type { DiagnosticCode } from '../model/codes.ts';
import { diagnostic, UserError } from '../model/diagnostic.ts';

/** What stops a command before it has begun: a mistake on the command line or around it. */
export function refusal(code: DiagnosticCode, message: string, hint?: string): UserError {
  return new UserError([diagnostic({ code, message, hint })]);
}
