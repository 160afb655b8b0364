import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { builtInCollections } from '../../src/config/defaults.ts';
import { readEntry } from '../../src/content/entry.ts';
import { parsePageDate } from '../../src/content/page-date.ts';
import type { CollectionConfig, StandardSchema } from '../../src/model/config.ts';
import { emptyFrontMatter } from '../../src/model/empty-front-matter.ts';
import { keySpan } from '../../src/model/key-place.ts';
import { sourceFile } from '../../src/model/source.ts';
import { titleOf } from '../../src/model/title.ts';

async function read(
  front: string,
  path = 'docs/a.md',
  collections: readonly CollectionConfig[] = builtInCollections,
) {
  const source = sourceFile(`content/${path}`, front);
  const { entry, diagnostics } = await readEntry(source, {
    root: '/site',
    contentDir: '/site/content',
    collections,
  });
  return {
    entry,
    frontmatter: entry?.frontmatter,
    told: diagnostics.map(
      ({ severity, code, span, message, hint }) =>
        `${severity} ${code} ${span?.start.line ?? '-'}:${span?.start.column ?? '-'} ${message}${hint ? ` (${hint})` : ''}`,
    ),
  };
}

describe('an entry', () => {
  test('has its collection and id from its path', async () => {
    expect((await read('', 'posts/x/y.md')).entry).toMatchObject({
      id: 'posts/x/y',
      collection: 'posts',
      kind: 'post',
    });
    expect((await read('', 'docs/index.markdown')).entry).toMatchObject({
      id: 'docs/index',
      kind: 'doc',
    });
    expect((await read('', 'about.md')).entry).toMatchObject({ id: 'about', kind: 'page' });
    expect((await read('', 'postsx.md')).entry).toMatchObject({ kind: 'page' });
    const some = builtInCollections.filter(({ name }) => name === 'docs');
    expect((await read('', 'about.md', some)).told[0]).toContain('warning content-no-collection');
  });

  test('of a post has date and slug from its name, unless the front matter says', async () => {
    const named = await read('', 'posts/2026-01-31-disk-full.md');
    expect(named.frontmatter).toMatchObject({
      slug: 'disk-full',
      date: { iso: '2026-01-31T00:00:00Z' },
    });
    expect(named.told).toEqual([]);
    const own = await read('---\ndate: 2025-01-01\nslug: s\n---', 'posts/2026-01-31-x.md');
    expect(own.frontmatter).toMatchObject({ slug: 's', date: { written: '2025-01-01' } });
    expect((await read('', 'docs/2026-01-31-x.md')).frontmatter?.date).toBeUndefined();
    expect((await read('', 'posts/2026-02-30-x.md')).told[0]).toContain('frontmatter-no-date');
  });

  test.each([
    ['sidebar_position: 3', 'order'],
    ['lastmod: 2026-01-31', 'updated'],
    ['redirect_from: [/a/]', 'aliases'],
    ['hide_table_of_contents: true', 'toc'],
    ['symptom: [a]', 'symptoms'],
  ])('knows what `%s` of a slip or of another generator is called here', async (line, key) => {
    expect((await read(`---\n${line}\n---\n`, 'docs/a.md')).told).toEqual([
      `warning frontmatter-unknown-key 2:1 \`${line.split(':')[0]}\` is not a known key (did you mean \`${key}\`?)`,
    ]);
  });

  test('a setting of a runbook beside `runbook` does nothing, and is told', async () => {
    const told = (key: string, line = 2) =>
      `warning frontmatter-unknown-key ${line}:1 \`${key}\` is a setting of \`runbook\`, and does nothing here (write it below \`runbook:\`)`;
    const written =
      '---\nvariables:\n  HOST: db1\nimages: ["debian:12"]\nsecrets: [A]\nmine: 1\n---\n';
    expect((await read(written, 'runbooks/a.md')).told).toEqual([
      told('variables'),
      told('secrets', 5),
      told('images', 4),
    ]);
    expect((await read('---\nvariables: 1\n---\n', 'docs/a.md')).told).toEqual([]);
    const inDocs = '---\nenv: {A: b}\nrunbook: true\n---\n';
    expect((await read(inDocs, 'docs/a.md')).told).toEqual([told('env')]);
  });

  test('no page stands where a server looks for its settings', async () => {
    const { told } = await read(
      '---\nslug: .htaccess\npermalink: /.htaccess/\naliases: [/a/.HTpasswd, /.user.ini, /.well-known/x]\n---\n',
    );
    expect(told.map((line) => line.split(' ').slice(2, 4).join(' '))).toEqual([
      '2:1 `slug`',
      '3:1 `permalink`',
      '4:11 `aliases[0]`',
      '4:25 `aliases[1]`',
    ]);
  });

  test('says what was expected of each wrong value, where it is, and keeps the rest', async () => {
    const { told, frontmatter, entry } = await read(
      '---\ntitle: 3\ndescription: fine\ntags: a\ndraft: "yes"\ndate: 2026-02-30\norder: x\nslug: a/b\npermalink: /../x\ntilte: y\nmine: z\n---\n',
    );
    expect(told).toEqual([
      'error frontmatter-invalid 2:1 `title` must be text, found the number 3 (write it in quotes: `title: "3"`)',
      'error frontmatter-invalid 6:1 `date` must be a date such as "2026-01-31", "2026-01-31 14:05" or "2026-01-31T14:05:00+02:00", found the text "2026-02-30"',
      'error frontmatter-invalid 5:1 `draft` must be `true` or `false`, found the text "yes"',
      'error frontmatter-invalid 4:1 `tags` must be a list such as `[linux, dns]`, found the text "a"',
      'error frontmatter-invalid 8:1 `slug` must be one part of a path, such as "disk-full", found the text "a/b"',
      'error frontmatter-invalid 9:1 `permalink` must be a path such as "/about/" or "/feed.html", found the text "/../x"',
      'error frontmatter-invalid 7:1 `order` must be a number, found the text "x"',
      'warning frontmatter-unknown-key 10:1 `tilte` is not a known key (did you mean `title`?)',
    ]);
    expect(frontmatter).toEqual({
      ...emptyFrontMatter,
      description: 'fine',
      extra: { tilte: 'y', mine: 'z' },
    });
    expect(entry && keySpan(entry, 'tags')?.start.line).toBe(4);
    expect(entry && keySpan(entry, 'toString')).toBeUndefined();
  });

  test('reads what a post says of itself, in short and in full', async () => {
    const short = await read(
      '---\nauthor: Mara\nseries: Sailing\nimage: ./a.jpg\nweight: 3\npublishDate: 2026-01-31\nexpiryDate: 2027-01-31\nunlisted: true\nnoindex: true\nllms: false\ntoc: false\neditLink: false\ncollapsed: true\naliases: [/old/, /old/]\ncanonical: https://example.org/a/\ntags: [a]\n---\n',
    );
    expect(short.told).toEqual([]);
    const same = {
      authors: ['Mara'],
      order: 3,
      unlisted: true,
      noindex: true,
      llms: false,
      toc: false,
      editLink: false,
      collapsed: true,
      aliases: ['/old/'],
      canonical: 'https://example.org/a/',
      publishDate: { iso: '2026-01-31T00:00:00Z' },
      expiryDate: { iso: '2027-01-31T00:00:00Z' },
      tags: ['a'],
      terms: { tags: ['a'] },
    };
    expect(short.frontmatter).toMatchObject({
      ...same,
      series: { name: 'Sailing' },
      image: { src: './a.jpg', alt: '' },
      updates: [],
      extra: {},
    });
    const full = await read(
      '---\nauthors: [Mara, Jonas, Mara]\nseries: {name: Sailing, part: 2}\nimage: {src: /a b.jpg, alt: A boat}\nupdates:\n  - {date: 2026-02-01, text: " Wrong flag. "}\n  - date: 2026-03-01\n    text: Again\n---\n',
    );
    expect(full.told).toEqual([]);
    expect(full.frontmatter).toMatchObject({
      authors: ['Mara', 'Jonas'],
      series: { name: 'Sailing', part: 2 },
      image: { src: '/a b.jpg', alt: 'A boat' },
      updates: [
        { date: { written: '2026-02-01' }, text: 'Wrong flag.' },
        { date: { written: '2026-03-01' }, text: 'Again' },
      ],
    });
  });

  test.each([
    ['author: A\nauthors: [B]', '`authors` and `author` are both given (keep `authors`)'],
    ['order: 1\nweight: 2', '`order` and `weight` are both given (keep `order`)'],
    [
      'series: {name: A, part: 0}',
      '`series.part` must be a whole number from 1 to 100000, found the number 0',
    ],
    ['series: {name: A, prt: 1}', '`series.prt` is not a known key (did you mean `part`?)'],
    ['series: []', '`series` must be the name of a series, or a group'],
    ['updates: [{date: 2026-02-30, text: a}]', '`updates[0].date` must be a date such as'],
    ['updates: [{date: 2026-02-03}]', '`updates[0].text` must be text, found nothing'],
    ['updates: 2026-02-03', '`updates` must be a list of dated corrections'],
    ['aliases: /old/', '`aliases` must be a list of paths, such as `[/old/page/]`'],
    ['aliases: [old]', '`aliases[0]` must be a path such as "/about/"'],
    ['canonical: /a/', '`canonical` must be a URL such as "https://example.org/page/"'],
    ['image: javascript:alert(1)', '`image` must be an image such as "./harbour.jpg"'],
    ['image: {src: "//evil.example/x"}', '`image.src` must be an image'],
    ['image: {alt: A}', '`image.src` must be an image'],
    ['symptoms: the disk is full', '`symptoms` must be a list such as `[the disk is full]`'],
    ['symptoms: [""]', '`symptoms[0]` must be text that is not empty'],
    [
      `symptoms: [${'a, '.repeat(21)}]`,
      '`symptoms` must be a list of at most 20 texts, found a list',
    ],
    ['owner: [storage]', '`owner` must be text, found'],
    ['owner: " "', '`owner` must be text that is not empty'],
    ['unlisted: "yes"', '`unlisted` must be `true` or `false`, found the text "yes"'],
    ['publishDate: soon', '`publishDate` must be a date such as'],
  ])('says what is wrong with %s', async (yaml, message) => {
    const { told } = await read(`---\n${yaml}\n---\n`);
    expect(told).toEqual([expect.stringContaining(message)]);
    expect(told[0]).toMatch(/^error frontmatter-(invalid|unknown-key) [23]:/);
  });

  test('says how one tells that its runbook is meant, and who answers for it', async () => {
    const written =
      '---\nsymptoms: [" `df` says 100% ", no login, no login]\nowner: " Storage "\n---\n';
    const says = { symptoms: ['`df` says 100%', 'no login'], owner: 'Storage' };
    const { told, frontmatter } = await read(written, 'runbooks/a.md');
    expect([told, frontmatter]).toMatchObject([[], says]);
    const full = await read(written.replace('owner', 'runbook: true\nowner'), 'runbooks/a.md');
    expect([full.told, full.frontmatter]).toMatchObject([[], says]);
  });

  test('has the terms of the taxonomies that the site has, and warns of others that are near', async () => {
    const source = sourceFile(
      'content/docs/a.md',
      '---\ntags: [a]\nplaces: [Kiel, " Kiel "]\nplace: Bonn\ncategories: [x]\n---\n',
    );
    const config = { root: '/site', contentDir: '/site/content', collections: builtInCollections };
    const reading = await readEntry(source, { ...config, taxonomies: { tags: {}, places: {} } });
    expect(reading.entry?.frontmatter).toMatchObject({
      terms: { tags: ['a'], places: ['Kiel'] },
      extra: { place: 'Bonn', categories: ['x'] },
    });
    expect(reading.diagnostics).toMatchObject([
      { code: 'frontmatter-unknown-key', hint: 'did you mean `places`?' },
    ]);
    const without = await readEntry(source, { ...config, taxonomies: { places: {} } });
    expect(without.entry?.frontmatter).toMatchObject({ tags: ['a'], terms: { places: ['Kiel'] } });
  });

  test('reads the settings of a runbook', async () => {
    const { frontmatter, told } = await read(
      '---\nrunbook:\n  image: debian:12\n  network: none\n  privileges: root\n  timeout: 2m\n  env: {A: x, B: 1}\n  prompt: "#"\n---\n',
    );
    expect(told).toEqual([]);
    expect(frontmatter?.runbook).toEqual({
      images: ['debian:12'],
      network: 'none',
      privileges: 'root',
      timeoutMs: 120_000,
      env: { A: 'x', B: '1' },
      services: [],
      secrets: [],
      prompts: ['#'],
    });
    expect((await read('---\nrunbook: true\n---\n')).frontmatter?.runbook).toEqual({
      images: [],
      env: {},
      services: [],
      secrets: [],
    });
  });

  test('keeps the settings that are sound beside one that is not', async () => {
    const { told, frontmatter } = await read(
      '---\nrunbook:\n  network: host\n  privileges: root\n  prompt: "%"\n---\n',
    );
    expect(told).toHaveLength(1);
    expect(frontmatter?.runbook).toMatchObject({ privileges: 'root', prompts: ['%'] });
    expect((await read('---\nrunbook: 3\n---\n')).frontmatter?.runbook).toBeUndefined();
  });

  test('reads services, secrets and prompts of a runbook', async () => {
    const { told, frontmatter } = await read(
      [
        '---',
        'runbook:',
        '  secrets: [API_TOKEN]',
        '  prompt: ["#", "postgres=# ", "me@host:~$"]',
        '  services:',
        '    db:',
        '      image: postgres:16',
        '      command: postgres -c "shared_buffers = 8MB" \'\' a\\ b',
        '      env: {POSTGRES_PASSWORD: x, N: 1}',
        '      ready: tcp:5432',
        '      timeout: 1m',
        '    web:',
        '      image: nginx:1',
        '      command: [nginx, -g, "daemon off;"]',
        '      ready: http://web:8080/health#top',
        '    bare: {image: redis:7}',
        '---',
        '',
      ].join('\n'),
    );
    expect(told).toEqual([]);
    expect(frontmatter?.runbook).toMatchObject({
      secrets: ['API_TOKEN'],
      prompts: ['#', 'postgres=#', 'me@host:~$'],
      services: [
        {
          name: 'db',
          image: 'postgres:16',
          command: ['postgres', '-c', 'shared_buffers = 8MB', '', 'a b'],
          env: { POSTGRES_PASSWORD: 'x', N: '1' },
          ready: { kind: 'tcp', port: 5432 },
          readyMs: 60_000,
        },
        {
          name: 'web',
          command: ['nginx', '-g', 'daemon off;'],
          env: {},
          ready: { kind: 'http', url: 'http://web:8080/health' },
          readyMs: 30_000,
        },
        { name: 'bare', image: 'redis:7', env: {}, readyMs: 30_000 },
      ],
    });
  });

  test.each([
    ['runbook: maybe', '2:1 `runbook` must be `true` or a group of keys'],
    ['runbook:\n  imgae: x', '3:3 `runbook.imgae` is not a known key (did you mean `image`?)'],
    ['runbook:\n  timeout: 60', '3:3 `runbook.timeout` must be a duration'],
    ['runbook:\n  network: host', '3:3 `runbook.network` must be "none" or "internal" or "bridge"'],
    ['runbook:\n  images: ["--privileged"]', '3:12 `runbook.images[0]` must be an image'],
    ['runbook:\n  env: {"A=B": x}', '3:9 `runbook.env.A=B` must be named like a shell variable'],
    ['runbook:\n  env: {A: true}', '3:9 `runbook.env.A` must be text or a number'],
    ['runbook:\n  services: [a]', '3:3 `runbook.services` must be a group of services by name'],
    ['runbook:\n  services: {Db_1: {image: a}}', '3:14 `runbook.services.Db_1` must be named like'],
    ['runbook:\n  services: {localhost: {image: a}}', '`localhost` is the sandbox itself'],
    ['runbook:\n  services: {db: redis}', '`runbook.services.db` must be a group of keys, such as'],
    ['runbook:\n  services: {db: {}}', '`runbook.services.db.image` must be an image'],
    [
      'runbook:\n  services: {db: {image: a, ports: [1]}}',
      '`runbook.services.db.ports` is not a known key',
    ],
    [
      'runbook:\n  services: {db: {image: "--privileged"}}',
      '`runbook.services.db.image` must be an image',
    ],
    [
      'runbook:\n  services: {db: {image: a, command: "x \'"}}',
      '`runbook.services.db.command` must be a command such as',
    ],
    [
      'runbook:\n  services: {db: {image: a, command: []}}',
      '`runbook.services.db.command` must be a command such as',
    ],
    [
      'runbook:\n  services:\n    db:\n      image: a\n      ready: tcp:0',
      '6:7 `runbook.services.db.ready` must be something to wait for (`0` is no port',
    ],
    [
      'runbook:\n  services: {db: {image: a, ready: "http://example.org/"}}',
      'is not in the sandbox; the hosts are localhost, 127.0.0.1, [::1], db)',
    ],
    [
      'runbook:\n  services: {db: {image: a, timeout: 5s}}',
      '`runbook.services.db.timeout` must be left out, or `ready` added',
    ],
    [
      `runbook:\n  services: {${'abcdefghi'.replaceAll(/./g, '$&: {image: x}, ')}}`,
      '3:3 `runbook.services` must be at most 8 services',
    ],
    ['runbook:\n  secrets: TOKEN', '`runbook.secrets` must be a list of names of variables'],
    ['runbook:\n  secrets: ["A B"]', '`runbook.secrets[0]` must be named like a shell variable'],
    ['runbook:\n  prompt: #', '3:3 `runbook.prompt` must be a prompt such as'],
    ['runbook:\n  prompt: ">"', '3:3 `runbook.prompt` must be another prompt'],
    ['runbook:\n  prompt: ["$", "\\t"]', '`runbook.prompt[1]` must be a prompt such as'],
    [
      'runbook:\n  image: a\n  images: [a]',
      '3:3 `runbook.image` and `runbook.images` are both given',
    ],
  ])('%j is wrong', async (front, message) => {
    const { told } = await read(`---\n${front}\n---\n`);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(message);
  });

  describe('with a schema of its collection', () => {
    const withSchema = (schema: StandardSchema) =>
      builtInCollections.map((one) => (one.name === 'docs' ? { ...one, schema } : one));
    const schema = z.object({
      title: z.string(),
      level: z.number().max(3),
      on: z.object({ call: z.string() }).optional(),
    });

    test('keeps what the schema gives', async () => {
      const { frontmatter, told } = await read(
        '---\ntitle: A\nlevel: 2\ntilte: z\n---\n',
        'docs/a.md',
        withSchema(schema),
      );
      expect(told).toEqual([]);
      expect(frontmatter).toMatchObject({ title: 'A', extra: { title: 'A', level: 2 } });
    });

    test('locates what the schema does not like', async () => {
      const { told } = await read(
        '---\ntitle: A\nlevel: 7\non:\n  call: 1\n---\n',
        'docs/a.md',
        withSchema(schema),
      );
      expect(told).toHaveLength(2);
      expect(told[0]).toMatch(
        /^error frontmatter-invalid 3:1 `level` does not fit the schema of the collection `docs`: /,
      );
      expect(told[1]).toMatch(/^error frontmatter-invalid 5:3 `on.call` does not fit/);
    });

    test('tells of a schema that throws', async () => {
      const broken: StandardSchema = {
        '~standard': { version: 1, vendor: 'x', validate: () => Promise.reject(new Error('oops')) },
      };
      expect((await read('', 'docs/a.md', withSchema(broken))).told[0]).toContain('threw: oops');
    });
  });
});

describe('dates', () => {
  test.each([
    ['2026-01-31', '2026-01-31T00:00:00Z'],
    ['2024-02-29', '2024-02-29T00:00:00Z'],
    ['2026-01-31 14:05', '2026-01-31T14:05:00Z'],
    ['2026-01-31 14:05:06 +0200', '2026-01-31T12:05:06Z'],
    ['2026-01-31T14:05:06.789Z', '2026-01-31T14:05:06Z'],
    ['2026-01-31T23:30:00-05:00', '2026-02-01T04:30:00Z'],
  ])('%s', (written, iso) => {
    expect(parsePageDate(written)).toEqual({ written, iso });
  });

  test.each([
    '',
    '2026',
    '2026-1-31',
    '31.01.2026',
    '2026-02-30',
    '2025-02-29',
    '2026-13-01',
    '2026-00-10',
    '2026-01-31T24:00',
    '2026-01-31T10:60',
    '2026-01-31Z',
    '2026-01-31T10:00+25:00',
    'yesterday',
    '2026-01-31T10',
    '0000-01-01T00:00+01:00',
  ])('%j is none', (written) => {
    expect(parsePageDate(written)).toBeUndefined();
  });

  test('are what they were in every time zone', () => {
    const before = process.env.TZ;
    try {
      for (const zone of ['UTC', 'America/New_York', 'Asia/Kathmandu', 'Pacific/Kiritimati']) {
        process.env.TZ = zone;
        expect(parsePageDate('2026-03-08 02:30')?.iso).toBe('2026-03-08T02:30:00Z');
      }
    } finally {
      if (before === undefined) delete process.env.TZ;
      else process.env.TZ = before;
    }
  });

  test('round-trip', () => {
    fc.assert(
      fc.property(
        fc.date({ noInvalidDate: true, min: new Date('0100-01-01'), max: new Date('9999-12-30') }),
        (date) => {
          const iso = date.toISOString().replace(/\.\d+Z$/, 'Z');
          expect(parsePageDate(iso)?.iso).toBe(iso);
        },
      ),
    );
  });
});

describe('the title of a page', () => {
  test.each([
    ['---\ntitle: T\n---\n', 'docs/a.md', 'H', 'T'],
    ['', 'docs/a.md', 'H', 'H'],
    ['', 'docs/disk-full_now.md', undefined, 'Disk full now'],
    ['', 'docs/set-up/index.md', undefined, 'Set up'],
    ['', 'posts/2026-01-31-hello.md', undefined, 'Hello'],
    ['', 'index.md', undefined, 'Home'],
    ['', 'docs/a.md', ' ', 'A'],
    ['---\ntitle: "  "\n---\n', 'docs/a.md', undefined, 'A'],
  ])('%j in %s with heading %s is %s', async (front, path, heading, title) => {
    const { entry } = await read(front, path);
    if (entry === undefined) throw new Error('no entry');
    expect(titleOf(entry, heading)).toBe(title);
  });
});
