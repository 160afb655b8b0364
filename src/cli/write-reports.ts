import { writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { type Diagnostic, diagnostic, type Severity } from '../model/diagnostic.ts';
import { jsonReport, type RunFindings } from '../report/json.ts';
import { junitReport } from '../report/junit.ts';
import type { Options } from './command.ts';
import { makeFolder } from './make-folder.ts';

/**
 * Writes the reports that were asked for; paths are relative to the working directory.
 * @returns a diagnostic for each that the system would not let us write
 */
export async function writeReports(
  findings: RunFindings,
  options: Options,
): Promise<readonly Diagnostic[]> {
  const { jsonFile, junitFile } = options;
  return [
    ...(jsonFile === undefined ? [] : await writeReport(jsonFile, jsonReport(findings))),
    ...(junitFile === undefined ? [] : await writeReport(junitFile, junitReport(findings))),
  ];
}

async function writeReport(file: string, text: string): Promise<readonly Diagnostic[]> {
  return await unlessRefused(file, 'error', async () => {
    await makeFolder(dirname(file));
    await writeFile(file, text);
  });
}

/** Does what writes a file. What the system has against it is a diagnostic; anything else is thrown. */
export async function unlessRefused(
  file: string,
  severity: Severity,
  write: () => Promise<void>,
): Promise<readonly Diagnostic[]> {
  try {
    await write();
    return [];
  } catch (error) {
    if (!(error instanceof Error && 'syscall' in error)) throw error;
    return [
      diagnostic({
        code: 'report-write',
        severity,
        message: `the report \`${file}\` cannot be written: ${error.message}`,
        hint: 'name a file in a folder that you may write',
      }),
    ];
  }
}
