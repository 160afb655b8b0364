import sitemap from '@astrojs/sitemap';
import { defineConfig } from 'astro/config';

export default defineConfig({
  site: 'https://example.org',
  integrations: [sitemap()],
  // Beside the site, so that a cold build can be had.
  cacheDir: './.cache',
});
