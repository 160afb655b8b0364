import { type CollectionEntry, getCollection } from 'astro:content';

export type Post = CollectionEntry<'posts'>;

let sorted: Promise<readonly Post[]> | undefined;

/** All posts, newest first. */
export function newestFirst(): Promise<readonly Post[]> {
  sorted ??= getCollection('posts').then((posts) =>
    posts.sort((a, b) => b.data.date.valueOf() - a.data.date.valueOf()),
  );
  return sorted;
}

export async function byTag(): Promise<ReadonlyMap<string, readonly Post[]>> {
  const tags = new Map<string, Post[]>();
  for (const post of await newestFirst()) {
    for (const tag of post.data.tags) {
      const known = tags.get(tag);
      if (known === undefined) tags.set(tag, [post]);
      else known.push(post);
    }
  }
  return tags;
}
