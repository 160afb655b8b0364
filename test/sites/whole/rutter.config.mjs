export default {
  site: { title: 'Whole & small', url: 'https://example.org', base: '/handbook', author: 'Ada' },
  collections: { posts: { permalink: '/log/:year/:slug/', pageSize: 2 } },
};
