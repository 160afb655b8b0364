// What the search shows, as nodes. Nothing that the index says becomes markup: texts are put in as texts.
const make = (name, className, ...children) => {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.append(...children);
  return made;
};

// An excerpt has `<mark>` and no other tag; `<` and `>` of the text are escaped in it.
const excerptOf = (html) =>
  html.split(/<mark>(.*?)<\/mark>/s).map((text, at) => {
    const plain = text.replaceAll('&lt;', '<').replaceAll('&gt;', '>');
    if (at % 2 === 0) return plain;
    // A mark is what stands between blanks: the point at the end of a sentence is no part of the word.
    const [, before, word, after] = /^([\p{P}\p{S}]*)(.*?)([\p{P}\p{S}]*)$/su.exec(plain);
    return make('span', '', before, make('mark', '', word || plain), word ? after : '');
  });

// The text of a part begins with its heading, which stands above it anyway.
// biome-ignore lint/correctness/noUnusedVariables: for the script that is joined behind it
const below = ({ title, excerpt }) => {
  const heading = title.replaceAll('<', '&lt;').replaceAll('>', '&gt;');
  let at = 0;
  for (const letter of heading) {
    while (excerpt.startsWith('<mark>', at)) at += 6;
    while (excerpt.startsWith('</mark>', at)) at += 7;
    if (!excerpt.startsWith(letter, at)) return excerpt;
    at += letter.length;
  }
  return excerpt.slice(at).replace(/^(?:[\s.]|<\/mark>)+/, '');
};

// Pagefind marks texts, and no titles.
// biome-ignore lint/correctness/noUnusedVariables: likewise
const seekerOf = (text) => {
  const words = text.match(/[\p{L}\p{N}_]+/gu) ?? [];
  const escaped = words.map((word) => word.replace(/_/g, '[_\\s]'));
  return words.length ? new RegExp(`(?<![\\p{L}\\p{N}])(${escaped.join('|')})`, 'giu') : /(?!)()/;
};

// One that is found: `url` leads to pages of the site of the index, and to nothing else.
// biome-ignore lint/correctness/noUnusedVariables: likewise
const hitOf = (className, { url, title, excerpt, facts = [], sought }) => {
  const marked = title
    .split(sought ?? /(?!)()/)
    .map((text, at) => (at % 2 ? make('mark', '', text) : text));
  const link = make('a', className, make('span', 'search-title', ...marked), ...facts);
  if (excerpt) link.append(make('span', 'search-excerpt', ...excerptOf(excerpt)));
  if (/^\/(?!\/)/.test(url)) link.href = url;
  return link;
};

// What the list of all pages says of some beside their titles, by their addresses: the state of a runbook,
// and when it was proven, said as how long ago that was.
// biome-ignore lint/correctness/noUnusedVariables: likewise
const factsIn = (links) => {
  const facts = new Map();
  for (const link of links?.querySelectorAll('li > a') ?? []) {
    const nodes = [...link.parentElement.children].slice(1).map((one) => one.cloneNode(true));
    for (const time of nodes.flatMap((one) => [...one.querySelectorAll('time')]))
      time.textContent = since(Date.parse(time.dateTime)) ?? time.textContent;
    if (nodes.length) facts.set(link.pathname, nodes);
  }
  return (url) => (facts.get(url.replace(/#.*/, '')) ?? []).map((one) => one.cloneNode(true));
};
