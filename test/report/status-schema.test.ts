import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { publishedStatusSchema } from '../../src/report/status-schema.ts';
import { statusSchemaFile } from '../../src/report/status-schema-file.ts';

test('the published schema of the status is that of the code (UPDATE_SCHEMA=1 writes it)', () => {
  const text = publishedStatusSchema();
  if (process.env.UPDATE_SCHEMA === '1') writeFileSync(statusSchemaFile, text);
  // By value: the formatter has its own mind about white space.
  expect(JSON.parse(readFileSync(statusSchemaFile, 'utf8'))).toEqual(JSON.parse(text));
});
