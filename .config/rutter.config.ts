import { defineConfig } from 'rutter';

/** The site in `content/`: the demo, the manual, and a test. */
export default defineConfig({
  site: {
    title: 'Rutter',
    description:
      'A static-site and docs generator whose runbooks are proven: their commands are run in sandboxes, and every page says what still works.',
    // A name that is reserved for examples; give the real one with `--site` when you publish.
    url: 'https://rutter.example',
    navigation: [
      { label: 'Manual', link: '/docs/' },
      { label: 'Runbooks', link: '/runbooks/' },
      { label: 'Posts', link: '/posts/' },
    ],
  },
  publicDir: 'content/public',
  csp: true,
  collections: {
    docs: { title: 'Manual', description: 'How to write pages, and how to prove them.' },
    posts: { description: 'On running machines, and on writing it down so that it stays true.' },
    runbooks: { description: 'Faults, with the check that finds each and the fix that ends it.' },
  },
});
