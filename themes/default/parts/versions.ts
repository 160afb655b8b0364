import type { CollectionConfig } from '../../../src/model/config.ts';

/** Whether a collection is another version than the latest: lists of what there is leave it out. */
export function isOldVersion({ version, versions = [] }: CollectionConfig): boolean {
  return versions.some(({ name, status }) => name === version && status !== 'latest');
}
