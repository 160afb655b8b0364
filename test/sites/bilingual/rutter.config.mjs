/** Three languages: the default at the root, by endings and by folders; one is written from right to left. */
export default {
  site: {
    title: 'The light at Skerry',
    description: 'Who keeps it, and how',
    url: 'https://skerry.example',
    language: 'en',
    dates: 'long',
    navigation: [
      { label: 'Docs', link: '/docs/' },
      { label: 'Log', link: '/posts/' },
    ],
  },
  locales: {
    en: {},
    de: {
      title: 'Das Feuer von Skerry',
      description: 'Wer es hütet, und wie',
      navigation: [
        { label: 'Anleitungen', link: '/de/docs/' },
        { label: 'Logbuch', link: '/de/posts/' },
      ],
      collections: { docs: { title: 'Anleitungen' }, posts: { title: 'Logbuch' } },
      words: { home: 'Zum Anfang' },
    },
    ar: { title: 'منارة سكيري' },
  },
};
