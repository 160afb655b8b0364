import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { jsonReport, type RunFindings } from '../report/json.ts';
import { junitReport } from '../report/junit.ts';
import type { Options } from './command.ts';

/** Writes the reports that were asked for; paths are relative to the working directory. */
export async function writeReports(findings: RunFindings, options: Options): Promise<void> {
  const { jsonFile, junitFile } = options;
  if (jsonFile !== undefined) await writeReport(jsonFile, jsonReport(findings));
  if (junitFile !== undefined) await writeReport(junitFile, junitReport(findings));
}

async function writeReport(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}
