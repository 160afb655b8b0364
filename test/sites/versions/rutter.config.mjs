/** Docs in three versions; the latest has the plain URLs. Opened from a disk, every link works. */
export default {
  site: { title: 'Tide tables', url: 'https://tides.example', relativeLinks: true },
  redirects: { '/docs/latest/*': '/docs/:splat', '/docs/v2/*': '/docs/:splat' },
  versions: {
    docs: {
      v2: { label: '2.0' },
      v1: { label: '1.x' },
      next: { label: '3.0 beta', status: 'unreleased' },
    },
  },
};
