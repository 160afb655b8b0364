// Sentences about machines that nobody has written by hand: the same for the same seed.

/** Numbers from 0 to below 1, the same for the same seed (mulberry32). */
export function randomFrom(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

export const nouns =
  'disk server process kernel container network packet queue thread lock page index query table shell script cluster node volume socket timeout signal user group journal backup metric alert replica certificate resolver scheduler bucket token proxy cursor snapshot partition mirror ledger'.split(
    ' ',
  );
const adjectives =
  'full slow idle second stale busy broken empty shared local remote quiet nightly old small read-only'.split(
    ' ',
  );
const verbs =
  'holds|waits for|releases|writes to|drops|copies|closes|reads|blocks|answers|forgets|restarts|outlives|hides|watches'.split(
    '|',
  );
const tails =
  'before the next deploy|while the queue is long|until somebody looks|after a restart|on every third host|without a word in the log|when the clock is turned back|under load|as soon as memory is short|from the second attempt on'.split(
    '|',
  );

/** What a text is drawn from: each call takes the next of the random numbers. */
export function writer(random) {
  const pick = (list) => list[Math.floor(random() * list.length)];
  const chance = (share) => random() < share;
  const number = (from, below) => from + Math.floor(random() * (below - from));
  const thing = () =>
    chance(0.4) ? `the ${pick(adjectives)} ${pick(nouns)}` : `the ${pick(nouns)}`;
  const clause = () => `${thing()} ${pick(verbs)} ${thing()}`;
  const patterns = [
    () => `${clause()} ${pick(tails)}.`,
    () => `when ${clause()}, ${clause()}.`,
    () => `look at ${thing()} first: ${clause()} more often than one thinks.`,
    () => `${clause()}, and ${clause()} ${pick(tails)}.`,
    () => `nothing is wrong with ${thing()} as long as ${clause()}.`,
    () => `it takes ${number(2, 90)} seconds until ${clause()}, ${pick(tails)}.`,
  ];
  const capital = (text) => text[0].toUpperCase() + text.slice(1);
  const plain = () => capital(pick(patterns)());

  /** A sentence, in places with strong words, code, or what `link()` gives. */
  function sentence({ link, links = 0 } = {}) {
    const words = plain().split(' ');
    const at = number(1, words.length - 1);
    const kind = random();
    if (kind < links && link !== undefined) words[at] = link(words[at]);
    else if (kind > 0.85) words[at] = `**${words[at]}**`;
    else if (kind > 0.7) words[at] = `\`${words[at]}\``;
    else if (kind > 0.65) words[at] = `*${words[at]}*`;
    return words.join(' ');
  }
  const paragraph = (sentences, marks) =>
    Array.from({ length: sentences }, () => sentence(marks)).join(' ');
  const heading = () => capital(`${pick(adjectives)} ${pick(nouns)} and ${thing()}`);
  return { pick, chance, number, thing, plain, sentence, paragraph, heading, capital };
}
