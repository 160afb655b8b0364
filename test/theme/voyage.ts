import type { Page } from '../../src/model/page.ts';
import type { Site, View } from '../../src/model/site.ts';
import { body, headings, shell, tutorial } from './articles.ts';
import { collectionOf, evidenceOf, pageOf, proofOf, siteOf, viewOf } from './fixture.ts';
import { failed, results, steps } from './voyage-steps.ts';

/** A small site with one of everything that the theme draws. */
export interface Voyage {
  readonly site: Site;
  readonly views: readonly View[];
}

const runbook = (id: string, title: string, description?: string): Page =>
  pageOf({
    id: `runbooks/${id}`,
    kind: 'runbook',
    title,
    body: [...body],
    headings,
    symptoms: ['`No space left on device` in the log', 'Logins hang'],
    owner: 'Storage, `#storage-oncall`',
    ...(description === undefined ? {} : { description }),
  });

const diskFull = runbook(
  'disk-full',
  'A full file system',
  'What to do in the first five minutes when nothing can be written any more.',
);
const noName = runbook('no-name', 'A name that does not resolve');
const volume = runbook('volume', 'A volume nobody can write');
const dates = runbook(
  'dates',
  'The same script with GNU and other date',
  'One function, two kinds of `date`.',
);
const order = runbook('order', 'A configuration rewritten in another order');
const port = runbook('port', 'A service that will not start: its port is taken');
const runbooks = [diskFull, noName, volume, dates, order, port];

const passing = {
  badge: 'verified' as const,
  evidence: evidenceOf({ steps: results, more: { provenSince: '2026-09-02T04:00:00Z' } }),
};
const proofs = new Map([
  [diskFull.id, proofOf({ steps, images: [passing] })],
  [
    noName.id,
    proofOf({
      steps,
      images: [
        { badge: 'failing', evidence: evidenceOf({ steps: failed, more: { status: 'failed' } }) },
      ],
    }),
  ],
  [
    volume.id,
    proofOf({
      steps: steps.map((one) => (one.number >= 5 ? { ...one, digest: `${one.digest}-new` } : one)),
      changedSteps: ['truncate', 'restart'],
      images: [
        {
          badge: 'stale',
          evidence: evidenceOf({ steps: results, more: { startedAt: '2026-06-01T10:00:00Z' } }),
        },
      ],
    }),
  ],
  [
    dates.id,
    proofOf({
      steps,
      badge: 'failing',
      images: [
        { image: 'debian:12', ...passing },
        {
          image: 'alpine:3.22',
          badge: 'failing',
          evidence: evidenceOf({
            steps: failed,
            image: 'alpine:3.22',
            engineVersion: 'podman 4.3.1',
            more: { status: 'failed' },
          }),
        },
        {
          image: 'busybox:1.37',
          badge: 'unverified',
          evidence: evidenceOf({
            steps: [],
            image: 'busybox:1.37',
            more: { status: 'not-run', reason: 'no engine has the image `busybox:1.37`' },
          }),
        },
      ],
    }),
  ],
  [
    order.id,
    proofOf({
      steps,
      images: [
        { badge: 'verified', evidence: evidenceOf({ steps: results, engine: 'bubblewrap' }) },
      ],
    }),
  ],
  [port.id, proofOf({ steps, images: [{ badge: 'unverified' }] })],
]);

const docHeadings = [
  { depth: 2, text: 'Lists, deep ones', id: 'lists' },
  { depth: 3, text: 'A table that is wide', id: 'a-table' },
  { depth: 2, text: 'Callouts', id: 'callouts' },
  { depth: 2, text: 'Code', id: 'code' },
];
const doc = pageOf({
  id: 'docs/writing',
  kind: 'doc',
  title: 'Writing a page',
  description: 'Plain Markdown that also reads well elsewhere.',
  body: [tutorial],
  headings: docHeadings,
});

const excerpt =
  '<p>The command was on the path, the path was in the profile, and the profile was never read: a shell that is not a login shell has other habits.</p>';
const posts = [
  pageOf({
    id: 'posts/not-found',
    kind: 'post',
    title: 'The command that could not be found',
    date: '2026-11-02',
    updated: '2026-11-14',
    tags: ['shell', 'path'],
    excerpt,
    body: [tutorial],
  }),
  pageOf({
    id: 'posts/balloon',
    kind: 'post',
    title: 'A container is a balloon',
    date: '2026-10-11',
    tags: ['containers'],
    excerpt,
  }),
  pageOf({
    id: 'posts/again',
    kind: 'post',
    title:
      'Twice is the same as once: on idempotence and the cost of rewriting what was already right',
    date: '2026-08-30',
    excerpt,
  }),
];
const [post] = posts as [Page];

const home = pageOf({
  id: 'index',
  kind: 'page',
  url: '/',
  title: 'Runbooks that are proven',
  description:
    'Rutter builds your documentation, runs its commands in a sandbox, and says on every page what still works.',
  body: [
    `<p>A <em>rutter</em> was the mariner’s handbook of sailing directions: every line in it had been proven by a voyage.</p>\n${shell('<span class="prompt">$ </span><span class="command">npx rutter init handbook</span>')}\n`,
  ],
});

const nodes = (pages: readonly Page[]) =>
  pages.map(({ title, url }) => ({ label: title, url, children: [] }));
const docs = collectionOf('doc', 'Docs', [doc], {
  navigation: [
    { label: 'Introduction', url: '/docs/', children: [] },
    {
      label: 'Writing',
      children: [
        ...nodes([doc]),
        { label: 'Front matter', url: '/docs/front-matter/', children: [] },
      ],
    },
    {
      label: 'Reference',
      url: '/docs/reference/',
      children: Array.from({ length: 6 }, (_, at) => ({
        label: `Chapter ${at + 1}`,
        url: `/docs/reference/${at}/`,
        children: [],
      })),
    },
  ],
});
const pages = collectionOf('page', 'Pages', [home], { url: undefined });
const postList = collectionOf('post', 'Posts', posts);
const runbookList = collectionOf('runbook', 'Runbooks', runbooks, {
  navigation: runbooks.map(({ id, title, url }) => {
    const badge = proofs.get(id)?.status.badge;
    return { label: title, url, children: [], ...(badge === undefined ? {} : { badge }) };
  }),
});

const list = (url: string, title: string, description: string) => ({
  url,
  outputPath: `${url.slice(1)}index.html`,
  title,
  description,
});

const corrected = {
  ...pageOf({ id: 'posts/balloon', kind: 'post', title: 'A container is a balloon' }),
  url: '/posts/corrected/',
};
const updateOf = (written: string) => ({
  date: { written, iso: `${written}T00:00:00Z` },
  text: 'The flag is `--no-check` since version 4, whatever the manual of that version says of it.',
});
Object.assign(corrected, {
  frontmatter: {
    ...corrected.frontmatter,
    updates: [updateOf('2026-10-12'), updateOf('2026-11-01')],
  },
});
const author = {
  id: 'mara',
  name: 'Mara Lind',
  bio: 'Keeps the mail running, and writes `sieve` by hand.',
  avatar: '/assets/portrait.svg',
  url: 'https://mara.example.org/',
};
const authorTerm = {
  name: author.name,
  slug: 'mara',
  url: '/authors/mara/',
  description: author.bio,
  author,
};
const told = {
  facts: {
    authors: [{ ...author, page: authorTerm.url }, { name: 'Jonas Ek' }],
    terms: [
      { name: 'tags', title: 'Tags', terms: [{ name: 'shell', url: '/tags/shell/' }] },
      { name: 'systems', title: 'Systems', terms: [{ name: 'mail', url: '/systems/mail/' }] },
    ],
  },
  series: {
    name: 'Containers',
    url: '/series/containers/',
    part: 2,
    parts: 3,
    shown: [1, 2, 3].map((part) => ({ part, title: `Part ${part}`, url: `/posts/part-${part}/` })),
  },
  related: [{ title: 'The command that could not be found', url: '/posts/not-found/' }],
};
const manyPages = {
  page: 5,
  pages: 20,
  newer: '/page/4/',
  older: '/page/6/',
  near: [1, 3, 4, 5, 6, 7, 20].map((page) => ({ page, url: `/page/${page}/` })),
};
const years = [
  {
    name: '2026',
    url: '/2026/',
    count: 12,
    periods: ['2026-11', '2026-10'].map((name) => ({
      name,
      url: `/${name.replace('-', '/')}/`,
      count: 6,
      periods: [
        { name: `${name}-02`, url: `/${name.replace('-', '/')}/02/`, count: 1, periods: [] },
      ],
    })),
  },
];

export function voyage(): Voyage {
  const tags = ['shell', 'path', 'containers'].map((name) => ({
    name,
    slug: name,
    url: `/tags/${name}/`,
    description: '',
    pages: posts.filter(({ frontmatter }) => frontmatter.tags.includes(name)),
  }));
  const taxonomy = { name: 'tags', title: 'Tags', url: '/tags/', feed: false, terms: tags };
  const site = siteOf({
    collections: [docs, runbookList, postList, pages],
    pages: [home, doc, ...posts, ...runbooks],
    tags,
    proofs,
  });
  const neighbours = {
    previous: { title: 'Introduction', url: '/docs/' },
    next: { title: 'Front matter and everything it may hold', url: '/docs/front-matter/' },
  };
  const views: View[] = [
    viewOf(home, pages),
    viewOf(doc, docs, neighbours),
    viewOf(post, postList, { next: { title: 'A container is a balloon', url: '/posts/balloon/' } }),
    viewOf(corrected, postList, told),
    ...runbooks.map((page) => {
      const proof = proofs.get(page.id);
      return viewOf(page, runbookList, {
        ...neighbours,
        ...(proof === undefined ? {} : { proof }),
      });
    }),
    {
      kind: 'runbooks',
      ...list('/runbooks/', 'Runbooks', 'Each is run, and says so.'),
      collection: runbookList,
      intro: pageOf({
        id: 'runbooks/index',
        kind: 'runbook',
        title: 'Runbooks',
        body: ['<p>For the person who has been woken up.</p>'],
      }),
    },
    {
      kind: 'list',
      ...list('/posts/', 'Posts', 'From the log.'),
      collection: postList,
      items: posts,
      facts: posts.map(() => ({ authors: [], terms: [] })),
      pagination: { page: 2, pages: 3, newer: '/posts/', older: '/posts/page/3/' },
    },
    {
      kind: 'taxonomy',
      ...list('/tags/', 'Tags', ''),
      taxonomy,
      terms: tags.map(({ pages, ...term }) => ({ ...term, count: pages.length })),
    },
    ...tags.slice(0, 1).map((tag) => ({
      kind: 'term' as const,
      ...list(tag.url, `Tagged ${tag.name}`, ''),
      taxonomy,
      term: tag,
      items: tag.pages,
      facts: tag.pages.map(() => ({
        authors: [{ name: 'Mara Lind', page: '/authors/mara/' }],
        terms: [{ name: 'tags', title: 'Tags', terms: tags }],
      })),
      pagination: { page: 1, pages: 2, older: `${tag.url}page/2/` },
    })),
    {
      kind: 'taxonomy',
      ...list('/authors/', 'Authors', ''),
      taxonomy: { ...taxonomy, name: 'authors', title: 'Authors', url: '/authors/' },
      terms: [{ ...authorTerm, count: 12 }],
    },
    {
      kind: 'term',
      ...list(authorTerm.url, authorTerm.name, authorTerm.description),
      taxonomy: { ...taxonomy, name: 'authors' },
      term: { ...authorTerm, pages: posts },
      items: posts,
      facts: posts.map(() => told.facts),
      pagination: manyPages,
    },
    {
      kind: 'term',
      ...list('/series/containers/', 'Containers', ''),
      taxonomy: { ...taxonomy, name: 'series' },
      term: { ...authorTerm, author: undefined, pages: posts },
      items: posts,
      facts: posts.map(() => told.facts),
      pagination: { page: 1, pages: 1 },
    },
    {
      kind: 'archive',
      ...list('/archive/', 'Posts: archive', ''),
      collection: postList,
      years,
    },
    ...years.flatMap((year) =>
      [year, ...year.periods].map((period) => ({
        kind: 'period' as const,
        ...list(period.url, `Posts, ${period.name}`, ''),
        collection: postList,
        period,
        above: [
          { title: 'Posts: archive', url: '/archive/' },
          { title: '2026', url: '/2026/' },
        ],
        earlier: { title: '2025-12', url: '/2025/12/' },
        later: { title: '2026-12', url: '/2026/12/' },
        items: posts,
        facts: posts.map(() => told.facts),
        pagination: manyPages,
      })),
    ),
    {
      kind: 'home',
      ...list('/front/', 'Rutter', 'A site without an index.'),
      collections: site.collections,
    },
    {
      kind: 'not-found',
      url: '/404.html',
      outputPath: '404.html',
      title: 'Page not found',
      description: '',
    },
  ];
  return { site, views };
}
