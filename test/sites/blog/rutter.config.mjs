/** A blog of 2003 to 2016 that has moved here and kept the address of every page. */
export default {
  site: { title: 'Low Water', url: 'https://blog.example.org', author: 'Mara Lind' },
  collections: {
    posts: {
      title: 'Log',
      permalink: '/:year/:month/:day/:slug/',
      list: '/',
      archive: 'day',
      pageSize: 5,
      related: 2,
    },
  },
  taxonomies: {
    tags: { permalink: '/tagged/:slug/' },
    categories: {
      terms: {
        network: { title: 'Networks', description: 'Names, routes and what is lost between them.' },
        storage: { description: 'Where the bytes are, and whether they still are.' },
        people: {},
      },
    },
    hosts: { title: 'By host', permalink: '/machines/:slug/' },
  },
  authors: {
    mara: { name: 'Mara Lind', bio: 'Keeps the mail running.', avatar: '/people/mara.svg' },
    jonas: { name: 'Jonas Ek', url: 'https://jonas.example.net/' },
    nobody: { name: 'Has Not Written' },
  },
};
