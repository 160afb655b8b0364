import { type Diagnostic, diagnostic, UserError } from '../model/diagnostic.ts';

/** Whether an error of the file system has one of these codes, such as `ENOENT`. */
export function isCode(error: unknown, ...codes: readonly string[]): boolean {
  const code = codeOf(error);
  return code !== undefined && codes.includes(code);
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string'
    ? error.code
    : undefined;
}

/** E.g. `permission denied (EACCES)`. */
export function messageOf(error: unknown): string {
  const code = codeOf(error) ?? '';
  const words = Object.hasOwn(reasons, code) ? reasons[code] : undefined;
  if (words !== undefined) return `${words} (${code})`;
  return error instanceof Error ? error.message : String(error);
}

const reasons: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EDQUOT: 'the disk quota is used up',
  EISDIR: 'it is a folder',
  ELOOP: 'its symbolic links go round in a circle',
  ENAMETOOLONG: 'its name is too long',
  ENOENT: 'it does not exist',
  ENOSPC: 'the file system is full',
  ENOTDIR: 'a part of its path is a file',
  EPERM: 'the system does not permit it',
  EROFS: 'the file system is read-only',
};

/** What a person can mend. @throws any error that is not of this kind. */
export function diagnosticsOf(error: unknown, outDir: string): readonly Diagnostic[] {
  if (error instanceof UserError) return error.diagnostics;
  if (codeOf(error) === undefined || !Object.hasOwn(reasons, codeOf(error) ?? '')) throw error;
  const { path = outDir, dest = path } = error as { path?: unknown; dest?: unknown };
  const message = `\`${dest}\` cannot be written: ${messageOf(error)}`;
  return [diagnostic({ code: 'output-write', message })];
}
