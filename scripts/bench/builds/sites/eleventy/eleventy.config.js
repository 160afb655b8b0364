import { feedPlugin } from '@11ty/eleventy-plugin-rss';
import syntaxHighlight from '@11ty/eleventy-plugin-syntaxhighlight';

export default function configure(eleventy) {
  eleventy.addPlugin(syntaxHighlight);
  eleventy.addPlugin(feedPlugin, {
    type: 'atom',
    outputPath: '/posts/feed.xml',
    collection: { name: 'posts', limit: 20 },
    metadata: {
      language: 'en',
      title: 'Bench',
      base: 'https://example.org/',
      author: { name: 'Bench' },
    },
  });
  eleventy.addCollection('posts', (api) => {
    const posts = api.getFilteredByGlob('content/posts/*.md');
    for (const [index, post] of posts.entries()) {
      post.data.previous = posts[index - 1];
      post.data.next = posts[index + 1];
    }
    return posts;
  });
  eleventy.addFilter('day', (date) => date.toISOString().slice(0, 10));
  eleventy.addFilter('newest', (posts) => posts.slice(-5).reverse());
  return {
    dir: { input: 'content', includes: '../_includes', output: '_site' },
    // The Markdown is Markdown and no template.
    markdownTemplateEngine: false,
    htmlTemplateEngine: 'njk',
  };
}
