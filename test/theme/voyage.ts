import { tokenClasses } from '../../src/markdown/token-classes.ts';
import type { Page } from '../../src/model/page.ts';
import type { Site, View } from '../../src/model/site.ts';
import {
  collectionOf,
  commandResult,
  evidenceOf,
  pageOf,
  proofOf,
  siteOf,
  stepOf,
  stepResult,
  viewOf,
} from './fixture.ts';

/** A small site with one of everything that the theme draws. */
export interface Voyage {
  readonly site: Site;
  readonly views: readonly View[];
}

const shell = (inner: string) => `<pre><code class="language-sh">${inner}</code></pre>`;
const line = (inner: string) => `<span class="line">${inner}</span>`;
const typed = (prompt: string, command: string) =>
  line(`<span class="prompt">${prompt} </span><span class="command">${command}</span>`);
const printed = (text: string) => line(`<span class="output">${text}</span>`);
const transcript = `<pre class="code" data-language="console" tabindex="0"><code class="language-console">${[
  typed('$', 'df -h /var/log'),
  printed('Filesystem      Size  Used Avail Use% Mounted on'),
  printed('/dev/vda1        20G   20G     0 100% /'),
  typed('$', 'find /var/log -xdev -size +100M \\'),
  typed('&gt;', '  -printf "%s %p\\n"'),
  printed('734003200 /var/log/app/debug.log'),
].join('\n')}</code></pre>`;

const steps = [
  stepOf(1, { name: 'fill', role: 'setup', hidden: true }),
  stepOf(2, { title: 'See how full it is', name: 'see', role: 'check', language: 'console' }),
  stepOf(3, { script: 'du -x --max-depth=2 /var/log | sort -n | tail -5' }),
  stepOf(4, {
    name: 'rotate',
    file: { path: '/work/logrotate.conf', content: 'x' },
    language: 'ini',
  }),
  stepOf(5, { name: 'truncate', role: 'fix' }),
  stepOf(6, { name: 'restart', skip: 'there is no service manager in the sandbox' }),
];
const [fill, see, du, rotate, truncate, restart] = steps as [
  (typeof steps)[0],
  (typeof steps)[0],
  (typeof steps)[0],
  (typeof steps)[0],
  (typeof steps)[0],
  (typeof steps)[0],
];

const body = [
  '<p>The symptom is any of these: a database that refuses writes, a log that stops in the middle of a line, <code>No space left on device</code> from something that never asked for much. Begin with the plainest question.</p>\n<h2 id="look">Look before you delete</h2>\n<p>One file system at a time. The options keep <code>find</code> on the one that is full.</p>\n',
  { step: 'see', html: transcript },
  '\n<p>Then which folder it is.</p>\n',
  {
    step: 'step-3',
    html: shell(
      '<span class="tok-function">du</span> -x --max-depth=2 /var/log <span class="tok-operator">|</span> <span class="tok-function">sort</span> -n <span class="tok-operator">|</span> <span class="tok-function">tail</span> -5 <span class="tok-comment"># the largest come last</span>',
    ),
  },
  '\n<aside class="callout callout-warning" aria-label="Warning"><p class="callout-title">Warning</p><p>Deleting a file that a process holds open frees nothing. Truncate it, or restart the process.</p></aside>\n<h2 id="free">Free some of it</h2>\n<ol>\n<li>\n<p>Write the rule that should have been there.</p>\n',
  {
    step: 'rotate',
    html: '<pre><code class="language-ini"><span class="tok-string">/var/log/app/*.log</span> <span class="tok-punctuation">{</span>\n  <span class="tok-keyword">rotate</span> <span class="tok-number">4</span>\n  <span class="tok-keyword">size</span> <span class="tok-number">50M</span>\n<span class="tok-punctuation">}</span></code></pre>',
  },
  '\n</li>\n<li>\n<p>Make the file small without taking it from its writer.</p>\n',
  {
    step: 'truncate',
    html: shell(
      '<span class="tok-function">truncate</span> --size=0 <span class="tok-string">"$LOG"</span>',
    ),
  },
  '\n</li>\n</ol>\n<h3 id="after">Afterwards</h3>\n<p>Where there is a service manager, restart what stopped.</p>\n',
  { step: 'restart', html: shell('<span class="tok-function">systemctl</span> restart app') },
  '\n',
] as const;
const headings = [
  { depth: 2, text: 'Look before you delete', id: 'look' },
  { depth: 2, text: 'Free some of it', id: 'free' },
  { depth: 3, text: 'Afterwards', id: 'after' },
];

const output =
  'Filesystem      Size  Used Avail Use% Mounted on\n/dev/vda1        20G   20G     0 100% /\n';
const results = [
  stepResult(fill),
  stepResult(see, {
    commands: [
      commandResult({ script: 'df -h /var/log', stdout: output }),
      commandResult({
        script: 'find /var/log -xdev -size +100M \\\n  -printf "%s %p\\n"',
        stdout: '734003200 /var/log/app/debug.log\n',
        stderr: "find: '/var/log/private': Permission denied\n",
      }),
    ],
  }),
  stepResult(du, {
    commands: [
      commandResult({ stdout: '4\t/var/log/apt\n716804\t/var/log/app\n716816\t/var/log\n' }),
    ],
    durationMs: 310,
  }),
  stepResult(rotate, { commands: [] }),
  stepResult(truncate),
  stepResult(restart, {
    status: 'skipped',
    reason: 'there is no service manager in the sandbox',
    commands: [],
  }),
];

const failed = [
  ...results.slice(0, 2),
  stepResult(du, {
    status: 'failed',
    commands: [
      commandResult({
        script: 'du',
        exitCode: 127,
        passed: false,
        stdout: '716816\t/var/log\n',
        stderr: 'sh: 1: sort: not found\n',
        diff: '--- expected\n+++ actual\n@@ -1,3 +1,1 @@\n-4\t/var/log/apt\n-716804\t/var/log/app\n 716816\t/var/log\n+-- sorted by nobody\n',
      }),
    ],
  }),
  ...results
    .slice(3)
    .map((one) => ({ ...one, status: 'not-run' as const, reason: 'step 3 failed', commands: [] })),
];

const runbook = (id: string, title: string, description?: string): Page =>
  pageOf({
    id: `runbooks/${id}`,
    kind: 'runbook',
    title,
    body: [...body],
    headings,
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

const tutorial = `<p>A tutorial with everything a page may hold.<sup><a href="#user-content-fn-1" id="user-content-fnref-1" data-footnote-ref aria-describedby="footnote-label">1</a></sup> The words after it are long enough to wrap, so that the measure of the text can be judged by somebody who has read a book.</p>
<h2 id="lists">Lists, deep ones</h2>
<ul><li>a first<ul><li>a second, with <kbd>Ctrl</kbd>+<kbd>C</kbd><ol><li>a third with code
<pre><code>rsync --archive --delete --numeric-ids --one-file-system /srv/data/ backup.example.org:/srv/mirror/data/</code></pre>
</li></ol></li></ul></li><li>another</li></ul>
<ul class="contains-task-list"><li class="task-list-item"><input type="checkbox" checked disabled> done</li><li class="task-list-item"><input type="checkbox" disabled> to do</li></ul>
<h3 id="a-table">A table that is wide</h3>
<div class="table-scroll" role="region" tabindex="0" aria-label="Table"><table><thead><tr><th>key</th><th>type</th><th align="right">default</th><th>what it does for the reader of this manual</th></tr></thead><tbody><tr><td><code>verify.image</code></td><td>string</td><td align="right"><code>debian:12</code></td><td>what a page that names none runs in</td></tr><tr><td><code>verify.limits.memory</code></td><td>size</td><td align="right"><code>512MiB</code></td><td>memory and swap of one sandbox</td></tr></tbody></table></div>
<h2 id="callouts">Callouts <a class="anchor" href="#callouts" aria-label="Link to “Callouts”">#</a></h2>
${['note', 'tip', 'important', 'warning', 'caution', 'info', 'danger'].map((kind) => `<aside class="callout callout-${kind}" aria-label="${kind}"><p class="callout-title">${kind}</p><p>Something to know, and <a href="/docs/">a link</a>, and <code>code</code>.</p></aside>`).join('\n')}
<details class="callout callout-details"><summary>Details</summary><p>Behind a summary.</p></details>
<blockquote><p>A system must be rebuildable from nothing, at any time.</p></blockquote>
<h2 id="code">Code</h2>
<figure class="code-figure"><figcaption>src/tide.ts</figcaption>
<pre><code class="language-ts"><span class="line"><span class="tok-comment">// The height of tide at an hour.</span></span>
<span class="line highlighted"><span class="tok-keyword">export</span> <span class="tok-keyword">function</span> <span class="tok-function">heightAt</span><span class="tok-punctuation">(</span><span class="tok-variable">hour</span><span class="tok-operator">:</span> <span class="tok-type">number</span><span class="tok-punctuation">)</span> <span class="tok-punctuation">{</span></span>
<span class="line">  <span class="tok-keyword">return</span> <span class="tok-constant">MEAN</span> <span class="tok-operator">+</span> <span class="tok-function">cos</span><span class="tok-punctuation">(</span>hour <span class="tok-operator">*</span> <span class="tok-number">0.506</span><span class="tok-punctuation">)</span><span class="tok-punctuation">;</span> <span class="tok-regexp">/x+/</span> <span class="tok-string">"metres"</span></span>
<span class="line"><span class="tok-punctuation">}</span></span></code></pre></figure>
<pre class="code"><code>${Object.keys(tokenClasses)
  .map((name) => `<span class="line"><span class="${name}">${name}</span></span>`)
  .join('\n')}</code></pre>
<section data-footnotes class="footnotes"><h2 class="sr-only" id="footnote-label">Footnotes</h2><ol><li id="user-content-fn-1"><p>A note at the foot. <a href="#user-content-fnref-1" data-footnote-backref aria-label="Back to reference 1">↩</a></p></li></ol></section>
`;

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
const runbookList = collectionOf('runbook', 'Runbooks', runbooks, { navigation: nodes(runbooks) });

const list = (url: string, title: string, description: string) => ({
  url,
  outputPath: `${url.slice(1)}index.html`,
  title,
  description,
});

export function voyage(): Voyage {
  const tags = ['shell', 'path', 'containers'].map((name) => ({
    name,
    slug: name,
    url: `/tags/${name}/`,
    pages: posts.filter(({ frontmatter }) => frontmatter.tags.includes(name)),
  }));
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
    },
    {
      kind: 'list',
      ...list('/posts/', 'Posts', 'From the log.'),
      collection: postList,
      items: posts,
      pagination: { page: 2, pages: 3, newer: '/posts/', older: '/posts/page/3/' },
    },
    { kind: 'tags', ...list('/tags/', 'Tags', '') },
    ...tags.slice(0, 1).map((tag) => ({
      kind: 'tag' as const,
      ...list(tag.url, `Tagged ${tag.name}`, ''),
      tag,
    })),
    {
      kind: 'home',
      ...list('/front/', 'Rutter', 'A site without an index.'),
      collections: site.collections,
    },
    {
      kind: 'not-found',
      url: '/404.html',
      outputPath: '404.html',
      title: 'Not found',
      description: '',
    },
  ];
  return { site, views };
}
