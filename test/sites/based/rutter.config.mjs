/** A handbook that shares its host: every address has the base, whoever writes it. */
export default {
  site: {
    title: 'Harbour handbook',
    url: 'https://harbour.example',
    base: '/handbook/',
    image: '/cover.svg',
    navigation: [
      { label: 'Docs', link: '/docs/' },
      { label: 'Runbooks', link: '/handbook/runbooks/' },
      { label: 'Town', link: 'https://town.example/' },
    ],
  },
  redirects: { '/manual/': '/docs/' },
};
