// The Markdown that all generators are given: deterministic, a page the same however many there are.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { block, languages } from './samples.js';
import { nouns, randomFrom, writer } from './words.js';

/**
 * @typedef {object} CorpusFile
 * @property {string} path below `content/`, with `/`
 * @property {string} text
 * @property {'page' | 'folder'} kind `folder`: the page of a folder (`index.md`)
 * @property {boolean} [foreign] written by others: its links lead out of the site
 */

const mdn = fileURLToPath(new URL('../../../../shared/corpora/mdn-de/', import.meta.url));

/** Shape → files for a number of pages. Each file is made when it is asked for. */
export const shapes = { posts, docs, mdn: mdnPages };

/** Whether a shape can be had here: the pages of MDN are no part of the project. */
export function isThere(shape) {
  return shape !== 'mdn' || existsSync(mdn);
}

const pair = (pen) => [pen.pick(nouns), pen.pick(nouns)];

/** Posts of 3 KB with a date, two tags, a description and two blocks of code. */
function* posts(count) {
  for (let index = 0; index < count; index += 1) {
    const pen = writer(randomFrom(index + 1));
    const date = new Date(Date.UTC(2012, 0, 1) + index * 3_600_000).toISOString();
    const language = (offset) => languages[(index + offset) % languages.length];
    const mention = (text) => `[${text}](https://example.net/${pen.pick(nouns)}/${index})`;
    const cell = () => pen.pick(nouns);
    const text = [
      `---\ntitle: "Post ${index}: ${pair(pen).join(' and ')}"\ndescription: ${pen.plain().replace(/: /g, ', ')}`,
      `date: ${date.slice(0, 19)}Z\ntags: [${[...new Set(pair(pen))].join(', ')}]\n---\n`,
      `${pen.paragraph(6)}\n\n## ${pen.heading()}\n`,
      `${pen.paragraph(6, { link: mention, links: 0.2 })}\n\n${block(language(0), pair(pen), index)}\n`,
      `- ${pen.sentence()}\n- ${pen.sentence()}\n- ${mention(pen.thing())}\n\n## ${pen.heading()}\n`,
      `${pen.paragraph(5)}\n\n> ${pen.plain()}\n\n${block(language(3), pair(pen), index)}\n`,
      `| ${cell()} | ${cell()} |\n|---|---|\n| ${cell()} | \`${cell()}\` |\n| ${cell()} | **${cell()}** |\n`,
      `${pen.paragraph(6)}\n`,
    ].join('\n');
    yield { path: `posts/post-${index}.md`, text, kind: 'page' };
  }
}

const pagesInTopic = 20;
const areas =
  'concepts tasks tutorials reference networking storage security operations extending history'.split(
    ' ',
  );

/** Where page `index` of `docs` is: `docs/AREA/TOPIC/PAGE`. */
function docPath(index) {
  const topic = Math.floor(index / pagesInTopic);
  const area = areas[topic % areas.length];
  const name = nouns[topic % nouns.length];
  return `docs/${area}/${name}-${topic}/${nouns[index % nouns.length]}-${index}`;
}

/**
 * The shape of MDN or of the Kubernetes docs: pages of 10–25 KB, nested folders, and in each page dozens
 * of links to others, tables, notes, and blocks of code.
 */
function* docs(count) {
  const folders = new Set();
  for (let index = 0; index < count; index += 1) {
    const path = docPath(index);
    const parts = path.split('/');
    for (const depth of [1, 2, 3]) {
      const folder = parts.slice(0, depth).join('/');
      if (folders.has(folder)) continue;
      folders.add(folder);
      const pen = writer(randomFrom(0x70000000 + folders.size));
      const title = pen.capital(parts[depth - 1].replace('-', ' '));
      const text = `---\ntitle: ${title}\ndescription: ${pen.plain().replace(/: /g, ', ')}\n---\n\n${pen.paragraph(5)}\n`;
      yield { path: `${folder}/index.md`, text, kind: 'folder' };
    }
    yield { path: `${path}.md`, text: article(index, count), kind: 'page' };
  }
}

function article(index, count) {
  const pen = writer(randomFrom(0x40000000 + index));
  const wanted = pen.number(10_000, 25_000);
  const link = (text) => `[${text}](/${docPath(pen.number(0, count))}/)`;
  const marks = { link, links: 0.45 };
  const title = pen.capital(`${pen.pick(nouns)} ${pen.pick(nouns)} ${index}`);
  const text = [
    `---\ntitle: ${title}\ndescription: ${pen.plain().replace(/: /g, ', ')}\n---\n\n${pen.paragraph(5, marks)}\n`,
  ];
  const parts = [
    () => `${pen.paragraph(pen.number(4, 8), marks)}\n\n${pen.paragraph(pen.number(3, 7), marks)}`,
    () => block(pen.pick(languages), pair(pen), index),
    () =>
      Array.from(
        { length: pen.number(4, 9) },
        () => `- ${link(pen.thing())}: ${pen.sentence()}`,
      ).join('\n'),
    () => `> **Note:** ${pen.paragraph(3, marks)}`,
    () => table(pen, link),
    () => Array.from({ length: 4 }, (_, at) => `${at + 1}. ${pen.paragraph(2, marks)}`).join('\n'),
  ];
  let length = text[0].length;
  for (let at = 0; length < wanted; at += 1) {
    const part =
      at % 4 === 0
        ? `${at % 12 === 0 ? '##' : '###'} ${pen.heading()} ${at}\n\n${parts[0]()}`
        : pen.pick(parts)();
    text.push(`${part}\n`);
    length += part.length + 2;
  }
  return text.join('\n');
}

function table(pen, link) {
  const rows = Array.from(
    { length: pen.number(4, 13) },
    () => `| \`${pen.pick(nouns)}\` | ${link(pen.thing())} | ${pen.sentence()} |`,
  );
  return ['| name | see | meaning |', '|---|:--|---|', ...rows].join('\n');
}

/** Real pages (see `../shared/corpora/README.md`), a folder for each part of the name; `count` at most. */
function* mdnPages(count) {
  const names = readdirSync(mdn).filter((name) => name.endsWith('.md'));
  for (const name of names.sort().slice(0, count)) {
    const path = `docs/${name
      .slice(0, -3)
      .replaceAll('__', '/')
      .replace(/[^\w/-]+/g, '')
      .replace(/\/-/g, '/x-')}.md`;
    const [, head, body] =
      /^---\n(.*?)\n---\n(.*)$/s.exec(readFileSync(`${mdn}${name}`, 'utf8')) ?? [];
    const title = /^title: .*$/m.exec(head ?? '')?.[0];
    if (title !== undefined)
      yield { path, text: `---\n${title}\n---\n${body}`, kind: 'page', foreign: true };
  }
}
