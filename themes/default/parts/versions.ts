import type { CollectionConfig, NavigationLink } from '../../../src/model/config.ts';
import type { Site } from '../../../src/model/site.ts';

/** Whether a collection is another version than the latest: lists of what there is leave it out. */
export function isOldVersion({ version, versions = [] }: CollectionConfig): boolean {
  return versions.some(({ name, status }) => name === version && status !== 'latest');
}

/** The lists of all collections that have one, of each in its latest version. */
export function listLinks({ collections }: Site): readonly NavigationLink[] {
  return collections.flatMap(({ config, url }) =>
    url === undefined || isOldVersion(config) ? [] : [{ label: config.title, link: url }],
  );
}
