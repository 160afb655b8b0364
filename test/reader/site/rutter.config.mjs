/** A pilots' station with one page of every kind, in two languages, one of them from right to left. */
export default {
  site: {
    title: 'Pilot station',
    description: 'How ships are brought in, and what to do when one cannot be.',
    url: 'https://pilots.example',
    author: 'Mara Lind',
    editUrl: 'https://git.example/pilots/edit/main/',
    historyUrl: 'https://git.example/pilots/commits/main/',
    navigation: [
      { label: 'Handbook', link: '/docs/' },
      { label: 'Runbooks', link: '/runbooks/' },
      { label: 'Log', link: '/posts/' },
      { label: 'About', link: '/about/' },
    ],
  },
  locales: { en: {}, ar: { title: 'محطة المرشدين' } },
  versions: { docs: { v2: { folder: '.', label: '2.0' }, v1: { label: '1.x' } } },
  collections: { posts: { archive: 'month', pageSize: 2, related: 2 } },
  authors: {
    mara: {
      name: 'Mara Lind',
      bio: 'Keeps the boats running, and writes `sieve` by hand.',
      avatar: '/mara.svg',
      url: 'https://mara.example/',
    },
  },
  markdown: { math: true },
};
