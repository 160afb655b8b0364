import { relative, sep } from 'node:path';

/** With `/` on every system; `.` for the folder itself. */
export function relativeTo(folder: string, path: string): string {
  return relative(folder, path).split(sep).join('/') || '.';
}
