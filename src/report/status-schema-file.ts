import { fileURLToPath } from 'node:url';

/** The published schema of `status.json`: an absolute path. */
export const statusSchemaFile = fileURLToPath(new URL('./schema/status.json', import.meta.url));
