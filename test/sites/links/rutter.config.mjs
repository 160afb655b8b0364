export default { site: { navigation: [{ label: 'Docs', link: '/docs/install/' }, { label: 'Gone', link: '/gone/' }] } };
