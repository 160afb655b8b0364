// What the search knows of words: how they are compared, marked and mended. For the script behind it.
// The index knows letters, digits and underscores: `$HOST` is in it as `host`.
// biome-ignore lint/correctness/noUnusedVariables: for the scripts that are joined behind it
const asked = (text) => text.replace(/\p{S}/gu, '').trim();

const wordsOf = (text) =>
  text
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .match(/[\p{L}\p{N}_]+/gu) ?? [];

const inCommon = (one, other) => {
  let at = 0;
  while (at < one.length && one[at] === other[at]) at += 1;
  return at;
};

// What nothing begins with, Pagefind looks for by what it begins with itself, in each shard for itself. So
// it is asked of each word whether it stands in a result: 2 where it does, 1 where one does that may be
// another form of it, 0 where none does. Of other scripts than these it is not known how words change.
// biome-ignore lint/correctness/noUnusedVariables: likewise
const gradesOf = ({ content, locations, meta }, asking) => {
  const all = content.split(/\s+/);
  const named = Object.values(meta).join(' ');
  const near = [...locations.map((at) => all[at] ?? ''), ...named.split(/\s+/)].flatMap((word) => {
    const parts = wordsOf(word);
    return [...parts, parts.join('')];
  });
  const text = wordsOf(`${named} ${content}`).join(' ');
  return asking.map((word) => {
    if (text.includes(word)) return 2;
    if (!/^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}_]+$/u.test(word)) return 2;
    const common = Math.max(0, ...near.map((one) => inCommon(one, word)));
    if (common === word.length) return 2;
    if (/\p{N}/u.test(word) || common < Math.max(3, 0.4 * word.length)) return 0;
    return common >= Math.max(4, word.length - 1) ? 2 : 1;
  });
};

// How much of a title the words are: 0 where one is missing, 1 where they are all of it. One that is only
// the beginning of another is as much of it as it is long.
const share = (asking, title) => {
  const named = wordsOf(title);
  const parts = asking.map((word) =>
    Math.max(
      0,
      ...named.map((one) => {
        const common = inCommon(one, word);
        if (common === word.length) return word.length >= one.length - 2 ? 1 : common / one.length;
        return common >= Math.max(4, word.length - 2) ? 0.9 : 0;
      }),
    ),
  );
  return Math.min(1, ...parts) * (0.4 + 0.6 * Math.min(1, asking.length / named.length));
};

// Pagefind ranks by words, wherever they stand. A page that is named so, by its title or its address, or
// has a heading that is, was looked for more often than one that only speaks of it; and words that stand
// there as they were typed are meant more often than longer ones that begin with them.
// biome-ignore lint/correctness/noUnusedVariables: likewise
const closeness = ({ content, meta, sub_results: subs }, asking) => {
  const all = new Set(wordsOf(`${Object.values(meta).join(' ')} ${content}`));
  const whole = asking.every((word) => all.has(word)) ? 1.5 : 1;
  const named = [meta.title, meta.path].map((name) => share(asking, name ?? ''));
  const headed = subs.map(({ anchor, title }) => (anchor ? share(asking, title) : 0));
  return whole * (1 + Math.max(...named) + 0.3 * Math.max(0, ...headed));
};

// How many letters were left out, put in, mistaken for others or exchanged with the next; more than `most`
// are not counted.
const distance = (one, other, most) => {
  if (Math.abs(one.length - other.length) > most) return most + 1;
  let [before, last] = [[], Array.from({ length: other.length + 1 }, (_, at) => at)];
  for (let y = 1; y <= one.length; y += 1) {
    const row = [y];
    for (let x = 1; x <= other.length; x += 1) {
      const isSame = one[y - 1] === other[x - 1];
      row[x] = Math.min(row[x - 1] + 1, last[x] + 1, last[x - 1] + (isSame ? 0 : 1));
      if (one[y - 1] === other[x - 2] && one[y - 2] === other[x - 1])
        row[x] = Math.min(row[x], before[x - 2] + 1);
    }
    [before, last] = [last, row];
  }
  return last[other.length];
};

// The words with each that nobody has written replaced by one that somebody has, and that looks like it.
// biome-ignore lint/correctness/noUnusedVariables: likewise
const mended = (asking, texts) => {
  const known = new Map();
  for (const word of texts.flatMap(wordsOf)) known.set(word, (known.get(word) ?? 0) + 1);
  const all = [...known];
  return asking.map((word) => {
    const most = word.length < 3 || /\P{L}/u.test(word) ? 0 : word.length < 8 ? 1 : 2;
    if (!most || all.some(([one]) => one.startsWith(word))) return word;
    const [best] = all
      .map(([one, times]) => ({ one, times, far: distance(word, one, most) }))
      .filter(({ far }) => far <= most)
      .sort((a, b) => a.far - b.far || b.times - a.times);
    return best?.one ?? word;
  });
};
