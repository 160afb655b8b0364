import { defineConfig } from 'rutter';

export default defineConfig({
  site: {
    title: 'Sailing directions',
    description: 'How we run things, and the proof that it still works.',
    // The feed and the sitemap need the address that the site is published at:
    // url: 'https://example.org',
  },
});
