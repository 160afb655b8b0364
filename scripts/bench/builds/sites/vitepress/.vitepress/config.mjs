import { defineConfig } from 'vitepress';

export default defineConfig({
  srcDir: 'content',
  title: 'Bench',
  sitemap: { hostname: 'https://example.org' },
  themeConfig: { nav: [{ text: 'Posts', link: '/posts/post-0' }] },
  // The links between the pages of the corpus are URLs that end with a slash.
  ignoreDeadLinks: true,
});
