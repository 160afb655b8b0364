import rss from '@astrojs/rss';
import { newestFirst } from '../../posts';

export async function GET(context: { site: URL }) {
  const posts = await newestFirst();
  return rss({
    title: 'Bench',
    description: 'Bench',
    site: context.site,
    items: posts.slice(0, 20).map(({ id, data }) => ({
      title: data.title,
      description: data.description,
      pubDate: data.date,
      link: `/posts/${id}/`,
    })),
  });
}
