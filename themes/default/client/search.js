// The search: asks Pagefind, and shows what it finds by page and heading. Over a page it is a palette: the
// focus stays in the field, and what Enter opens is marked and told to screen readers. On its own page
// there are ordinary links.
const atOnce = 8;
const headings = 3;
const pause = 120;
const recentPages = 5;

const enhance = (box) => {
  const { shards, count, nothing, instead, failed, disk, recent, failing } = box.dataset;
  const form = box.querySelector('form');
  const input = form.elements.q;
  const selects = [...form.querySelectorAll('select')];
  const status = box.querySelector('.search-status');
  const list = box.querySelector('.search-results');
  const more = box.querySelector('.search-more');
  const start = box.querySelector('.search-start');
  const help = box.querySelector('.search-help');
  const links = box.parentElement.querySelector('.search-links');
  const dialog = box.closest('dialog');
  const script = box.querySelector('a').href;
  const page = form.action;
  const place = `rutter-search:${new URL(page).pathname}`;
  const defaults = new Map(selects.map((one) => [one, one.value]));
  const close = form.querySelector('.search-close');
  close.hidden = !dialog;
  close.onclick = () => dialog.close();
  box.dataset.ready = '';

  const give = (words) => {
    form.hidden = more.hidden = true;
    if (links) links.hidden = false;
    list.replaceChildren();
    const link = make('a', '', words);
    link.href = page;
    status.replaceChildren(dialog ? link : words);
  };
  if (location.protocol === 'file:') return give(disk);

  if (dialog) {
    input.role = 'combobox';
    input.ariaAutoComplete = 'list';
    input.ariaExpanded = false;
    list.id = 'search:results';
    input.setAttribute('aria-controls', list.id);
    list.role = 'listbox';
    list.ariaLabel = input.ariaLabel;
  }
  const hits = () => [...list.querySelectorAll('a')];
  let active;
  const choose = (link) => {
    active?.removeAttribute('aria-selected');
    active = link;
    input.removeAttribute('aria-activedescendant');
    if (!link) return;
    link.ariaSelected = true;
    input.setAttribute('aria-activedescendant', link.id);
    if (link === hits()[0]) list.parentElement.scrollTop = 0;
    link.scrollIntoView({ block: 'nearest' });
  };
  // In a palette each hit is an option, whatever stands around it.
  const present = () => {
    if (!dialog) return;
    for (const one of list.querySelectorAll('li, ul')) one.role ||= 'presentation';
    for (const [at, one] of hits().entries()) {
      one.role = 'option';
      one.tabIndex = -1;
      one.id = `search:${at}`;
    }
    input.ariaExpanded = Boolean(list.firstChild);
  };

  const factsAt = factsIn(links);
  const labelOf = (name, value) =>
    [...(form.elements[name]?.options ?? [])].find((one) => one.value === value)?.text;
  const factsOf = ({ url, filters = {} }) => {
    const [collection] = filters.collection ?? [];
    const [version] = filters.version ?? [];
    const label = labelOf('collection', collection);
    const named = version === '*' ? undefined : labelOf('version', version);
    const texts = [label, named].filter(Boolean);
    return [...factsAt(url), ...texts.map((text) => make('span', 'search-fact', text))];
  };

  let sought;
  const weigh = ({ weighted_locations: all }) =>
    all.reduce((sum, { balanced_score: score }) => sum + score, 0);
  const item = (one) => {
    const own = one.sub_results.find(({ anchor }) => !anchor);
    const parts = one.sub_results
      .filter(({ anchor }) => anchor)
      .map((part, at) => ({ part, at, weight: weigh(part) }))
      .sort((a, b) => b.weight - a.weight)
      .slice(0, headings);
    const title = one.meta.title ?? one.url;
    // Where the top of the page has nothing of it, the page opens where the most is.
    const [best] = own || title.search(sought) >= 0 ? [] : parts;
    parts.sort((a, b) => a.at - b.at);
    const excerpt = own?.excerpt ?? (parts.length ? '' : one.excerpt);
    const url = best?.part.url ?? one.url;
    const facts = factsOf(one);
    const made = make('li', '', hitOf('search-page', { url, title, excerpt, facts, sought }));
    const subs = parts.map(({ part }) =>
      make('li', '', hitOf('search-part', { ...part, excerpt: below(part), sought })),
    );
    if (subs.length) made.append(make('ul', '', ...subs));
    return made;
  };

  // Before anything was asked: what was opened from here before, and what is broken now.
  const group = (name, items) => {
    const heading = make('p', 'search-group', name);
    heading.ariaHidden = true;
    const all = make('ul', '', ...items);
    all.role = 'group';
    all.ariaLabel = name;
    return make('li', '', heading, all);
  };
  const line = (url, title, facts) => make('li', '', hitOf('search-page', { url, title, facts }));
  const lastOpened = () => [].concat(keep(place) ?? []);
  const begin = () => {
    if (!dialog) return;
    const recents = lastOpened()
      .filter((one) => typeof one?.url === 'string' && typeof one.title === 'string')
      .map(({ url, title, part }) =>
        line(url, title, [...(part ? [make('span', 'search-fact', part)] : []), ...factsAt(url)]),
      );
    const broken = [...(links?.querySelectorAll('[data-state=failing] > a') ?? [])]
      .slice(0, recentPages)
      .map((one) => line(one.pathname, one.textContent, factsAt(one.pathname)));
    list.replaceChildren(
      ...(recents.length ? [group(recent, recents)] : []),
      ...(broken.length ? [group(failing, broken)] : []),
    );
    start.hidden = !recents.length;
    present();
    choose();
  };
  start.firstElementChild.onclick = () => {
    keep(place, null);
    begin();
    input.focus();
  };
  list.onclick = ({ target }) => {
    const link = target.closest('a');
    if (!link) return;
    const named = (one) => one.querySelector('.search-title').textContent;
    const title = named(link.closest('.search-results > li').querySelector('.search-page'));
    const part = link.className === 'search-part' ? named(link) : undefined;
    const url = link.getAttribute('href');
    const all = lastOpened();
    const known = all.find((one) => one?.url === url);
    const others = all.filter((one) => one !== known);
    keep(place, [known ?? { url, title, part }, ...others].slice(0, recentPages));
  };

  const filtersNow = () =>
    Object.fromEntries(
      selects
        .filter(({ value }) => value)
        .map(({ name, value }) => [name, name === 'version' ? { any: value.split('/') } : value]),
    );
  const isNarrowed = () => selects.some((one) => one.value !== defaults.get(one));

  let turn = 0;
  let rest = [];
  // What the results are of: words of which each has to stand in them, or half of them.
  let asking = [];
  let isAny = false;
  // The number of those that are meant is only known when they have been seen.
  let isSure = true;
  let best = 0;
  let seen = [];
  const gradeOf = (data) => {
    const grades = gradesOf(data, asking);
    if (!isAny) return Math.min(2, ...grades);
    return grades.filter((one) => one === 2).length >= grades.length / 2 ? 2 : 0;
  };
  const next = async (mine) => {
    const items = [];
    for (let tries = 0; tries < 3 && rest.length > 0 && items.length === 0; tries += 1) {
      const some = rest.splice(0, atOnce);
      const all = await Promise.all(some.map((one) => one.data()));
      if (mine !== turn) return [];
      const graded = all.map((data, at) => ({
        data,
        grade: gradeOf(data),
        rank: some[at].score * closeness(data, asking),
      }));
      const good = graded.filter(({ grade }) => grade);
      best = Math.max(best, ...graded.map(({ grade }) => grade));
      seen.push(...all.map(({ content }) => content));
      isSure &&= good.length === all.length;
      items.push(...good.sort((a, b) => b.rank - a.rank).map(({ data }) => item(data)));
      // The best come first: nothing follows a row of those that are none.
      if (graded.slice(-4).every(({ grade }) => !grade)) rest = [];
    }
    if (items.length === 0) rest = [];
    return items;
  };
  const show = (items) => {
    list.append(...items);
    present();
    more.hidden = rest.length === 0;
  };
  const find = async (mine, text, any = false) => {
    const index = await openIndex(script, Number(shards));
    const options = { filters: filtersNow() };
    const words = wordsOf(text);
    // In quotes nothing else is taken for a word.
    const parts = any ? words.map((word) => `"${word}"`) : [text || null];
    const answers = await Promise.all(parts.map((one) => index.search(one, options)));
    if (mine !== turn) return [];
    const results = new Map();
    for (const one of answers.flatMap((answer) => answer.results)) {
      const known = results.get(one.id) ?? { score: 0, most: 0 };
      const { data } = one.score > known.most ? one : known;
      const most = Math.max(one.score, known.most);
      results.set(one.id, { data, most, score: known.score + one.score });
    }
    asking = any ? words.filter((_, at) => answers[at].results.length) : words;
    isAny = any;
    sought = seekerOf(any ? asking.join(' ') : text);
    rest = [...results.values()].sort((a, b) => b.score - a.score);
    isSure = true;
    best = 0;
    const items = await next(mine);
    // A few more tell how many there are.
    if (!isSure && rest.length <= 2 * atOnce)
      while (rest.length > 0 && mine === turn) items.push(...(await next(mine)));
    return items;
  };
  // Texts with words that begin alike.
  const nearTo = async (words) => {
    const index = await openIndex(script, Number(shards));
    const halves = words.map((word) => word.slice(0, Math.ceil(word.length / 2)));
    const answers = await Promise.all(halves.map((one) => index.search(one)));
    const some = answers.flatMap(({ results }) => results.slice(0, atOnce));
    const all = await Promise.all(some.map((one) => one.data()));
    return all.map(({ content }) => content);
  };
  // Where a word does not stand anywhere as it is typed: one that looks like it. Where no page has all of
  // them: those that have the most.
  const findOther = async (mine, text, isNone) => {
    const words = wordsOf(text);
    const titles = [...(links?.querySelectorAll('li > a') ?? [])].map((one) => one.textContent);
    const near = await nearTo(words.filter((word) => word.length > 3).slice(0, 4));
    if (mine !== turn) return undefined;
    const fixed = mended(words, [...titles, ...seen, ...near]);
    if (fixed.join() !== words.join()) {
      const items = await find(mine, fixed.join(' '));
      if (items.length && best === 2) return { items, other: fixed.join(' ') };
    }
    if (!isNone || words.length < 2) return undefined;
    const items = await find(mine, fixed.join(' '), true);
    return items.length ? { items, other: asking.join(', ') } : undefined;
  };
  const tell = (other) => {
    const shown = list.querySelectorAll('.search-page').length;
    const sum = isSure ? shown + rest.length : shown + (rest.length ? '+' : '');
    const words = !shown ? nothing : other ? instead : count;
    const holes = { found: sum, query: input.value, other };
    status.textContent = words.replace(/\{(\w+)\}/g, (_, name) => holes[name]);
  };
  const search = async () => {
    turn += 1;
    const mine = turn;
    const text = asked(input.value);
    const isEmpty = input.value.trim() === '';
    const isAsking = !isEmpty || isNarrowed();
    if (links) links.hidden = isAsking;
    // What stands below keeps its place while results come and go.
    list.parentElement.classList.toggle('is-asked', isAsking);
    remember();
    rest = [];
    seen = [];
    isSure = true;
    help.hidden = true;
    if (!text && (!isEmpty || !isNarrowed())) {
      box.removeAttribute('aria-busy');
      list.replaceChildren();
      more.hidden = true;
      present();
      choose();
      if (!isEmpty) return tell();
      status.textContent = '';
      return begin();
    }
    box.setAttribute('aria-busy', 'true');
    try {
      let items = await find(mine, text);
      let other;
      if (text && best < 2 && mine === turn) {
        const state = [rest, asking, isAny, sought, isSure];
        const better = await findOther(mine, text, items.length === 0);
        if (better) ({ items, other } = better);
        else [rest, asking, isAny, sought, isSure] = state;
      }
      if (mine !== turn) return;
      start.hidden = true;
      list.replaceChildren();
      show(items);
      list.parentElement.scrollTop = 0;
      if (dialog) choose(hits()[0]);
      tell(other);
      help.hidden = items.length > 0;
      help.firstElementChild.hidden = !isNarrowed();
      if (links) links.hidden = items.length > 0;
    } catch {
      if (mine === turn) give(failed);
    } finally {
      if (mine === turn) box.removeAttribute('aria-busy');
    }
  };

  // The page of the search can be linked to as it is.
  const remember = () => {
    if (dialog) return;
    const query = new URLSearchParams();
    if (input.value) query.set('q', input.value);
    for (const one of selects) if (one.value !== defaults.get(one)) query.set(one.name, one.value);
    const text = query.toString();
    history.replaceState(history.state, '', location.pathname + (text && `?${text}`));
  };
  const recall = () => {
    if (dialog) return;
    const query = new URLSearchParams(location.search);
    input.value = (query.get('q') ?? '').slice(0, input.maxLength);
    for (const one of selects) {
      const value = query.get(one.name);
      if ([...one.options].some((option) => option.value === value)) one.value = value;
    }
    if (`${query}`) ask();
  };

  // Keys of one letter can be done without, here and on runbooks: WCAG 2.1.4.
  const slash = box.querySelector('[name=slash]');
  const off = 'rutter-keys-off:';
  try {
    slash.checked = !localStorage[off];
  } catch {}
  slash.onchange = () => {
    try {
      if (slash.checked) delete localStorage[off];
      else localStorage[off] = 1;
    } catch {}
  };

  let timer;
  let answer;
  const ask = () => {
    clearTimeout(timer);
    timer = undefined;
    answer = search();
  };
  input.oninput = () => {
    clearTimeout(timer);
    timer = setTimeout(ask, pause);
    box.setAttribute('aria-busy', 'true');
  };
  for (const one of selects) one.onchange = ask;
  help.firstElementChild.onclick = () => {
    for (const [one, value] of defaults) one.value = value;
    ask();
    input.focus();
  };
  const goOn = async () => {
    const items = await next(turn).catch(() => give(failed));
    if (!items) return;
    show(items);
    tell();
    const first = items[0]?.querySelector('a');
    if (dialog) choose(first ?? active);
    else first?.focus();
  };
  more.firstElementChild.onclick = goOn;
  // Enter means what was typed, not what is still shown for what stood there before.
  form.onsubmit = async (event) => {
    event.preventDefault();
    if (timer) ask();
    const mine = turn;
    await answer;
    if (mine !== turn || timer) return;
    if (!dialog) hits()[0]?.focus();
    else if (dialog.open) active?.click();
  };
  // Who moves the pointer says which one is meant; what moves below it does not.
  list.onpointermove = ({ target, pointerType }) => {
    const link = target.closest('a');
    if (dialog && link && link !== active && pointerType === 'mouse') choose(link);
  };
  const move = (step, target) => {
    const all = hits();
    const at = all.indexOf(dialog ? active : target) + step;
    if (at === all.length && !more.hidden) return goOn();
    const to = all[Math.min(at, all.length - 1)];
    if (dialog) choose(to ?? (at < 0 ? all[0] : undefined));
    else (to ?? input).focus();
  };
  box.onkeydown = (event) => {
    const { key, ctrlKey, metaKey, altKey, target, isComposing } = event;
    if (isComposing || (target.matches('select, [type=checkbox]') && key !== 'Escape')) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[key];
    if (step && (target === input || (!dialog && hits().includes(target)))) {
      event.preventDefault();
      move(step, target);
    } else if (key === 'Enter' && target === input && active && (ctrlKey || metaKey)) {
      event.preventDefault();
      open(active.href, '_blank', 'noopener');
    } else if (key === 'Escape' && dialog) {
      // The field would only be emptied.
      event.preventDefault();
      dialog.close();
    } else if (target.matches('a') && /^\S$/u.test(key) && !ctrlKey && !metaKey && !altKey)
      input.focus();
  };
  if (dialog) openIndex(script, Number(shards)).catch(() => {});
  else input.onfocus = () => openIndex(script, Number(shards)).catch(() => {});
  if (!input.value) begin();
  recall();
};

for (const box of document.querySelectorAll('[data-search-box]:not([data-ready])')) enhance(box);
