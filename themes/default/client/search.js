// The search: asks Pagefind, and shows what it finds by page and heading. Nothing that the index says
// becomes markup: texts are put in as texts.
{
  const atOnce = 8;
  const headings = 3;
  const pause = 120;
  const folderOf = (url) => url.slice(0, url.lastIndexOf('/') + 1);

  // One module for each index; a page may have its search twice, in itself and in a dialog.
  const opened = new Map();
  const openIndex = (script, shards) => {
    if (!opened.has(script)) {
      const making = makeIndex(script, shards);
      making.catch(() => opened.delete(script));
      opened.set(script, making);
    }
    return opened.get(script);
  };
  const makeIndex = async (script, shards) => {
    const folder = new URL(folderOf(script)).pathname;
    const options = {
      baseUrl: folder.replace(/pagefind\/(?:[^/]+\/)?$/, ''),
      excerptLength: 24,
    };
    const pagefind = await import(script);
    const index = pagefind.createInstance({ basePath: folder, ...options });
    const others = Array.from({ length: shards - 1 }, (_, at) => `${folder}${at + 1}/`);
    await Promise.all(others.map((one) => index.mergeIndex(one, options)));
    return index;
  };

  // The index knows letters, digits and underscores: `$HOST` is in it as `host`.
  const asked = (text) => text.replace(/\p{S}/gu, '').trim();

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

  const enhance = (box) => {
    const { shards, count, nothing, failed, disk } = box.dataset;
    const form = box.querySelector('form');
    const input = form.elements.q;
    const selects = [...form.querySelectorAll('select')];
    const status = box.querySelector('.search-status');
    const list = box.querySelector('.search-results');
    const more = box.querySelector('.search-more');
    const links = box.parentElement.querySelector('.search-links');
    const dialog = box.closest('dialog');
    const script = box.querySelector('a').href;
    const page = form.action;
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

    // Pagefind marks texts, and no titles.
    let sought;
    const seek = (text) => {
      const words = text.match(/[\p{L}\p{N}_]+/gu) ?? [];
      const escaped = words.map((word) => word.replace(/_/g, '[_\\s]'));
      sought = words.length
        ? new RegExp(`(?<![\\p{L}\\p{N}])(${escaped.join('|')})`, 'giu')
        : /(?!)()/;
    };
    const markedIn = (title) =>
      title.split(sought).map((text, at) => (at % 2 ? make('mark', '', text) : text));

    const labelOf = (name, value) =>
      [...(form.elements[name]?.options ?? [])].find((one) => one.value === value)?.text;

    const hit = (className, url, title, excerpt, facts = []) => {
      const name = make('span', 'search-title', ...markedIn(title));
      const link = make('a', className, name, ...facts);
      if (excerpt) link.append(make('span', 'search-excerpt', ...excerptOf(excerpt)));
      // An index leads to pages of its own site and to nothing else.
      if (/^\/(?!\/)/.test(url)) link.href = url;
      return link;
    };

    const factsOf = ({ filters = {} }) => {
      const [state] = filters.state ?? [];
      const [collection] = filters.collection ?? [];
      const [version] = filters.version ?? [];
      const label = labelOf('collection', collection);
      const named = version === '*' ? undefined : labelOf('version', version);
      const badge = state && labelOf('state', state);
      return [
        ...(badge ? [make('span', `search-state is-${state}`, badge)] : []),
        ...[label, named].filter(Boolean).map((text) => make('span', 'search-fact', text)),
      ];
    };

    const weigh = ({ weighted_locations: all }) =>
      all.reduce((sum, { balanced_score: score }) => sum + score, 0);

    const item = (found) => {
      const own = found.sub_results.find(({ anchor }) => !anchor);
      const parts = found.sub_results
        .filter(({ anchor }) => anchor)
        .map((part, at) => ({ part, at, weight: weigh(part) }))
        .sort((a, b) => b.weight - a.weight)
        .slice(0, headings);
      const title = found.meta.title ?? found.url;
      // Where the top of the page has nothing of it, the page opens where the most is.
      const [best] = own || title.search(sought) >= 0 ? [] : parts;
      parts.sort((a, b) => a.at - b.at);
      const excerpt = own?.excerpt ?? (parts.length ? '' : found.excerpt);
      const made = make(
        'li',
        '',
        hit('search-page', best?.part.url ?? found.url, title, excerpt, factsOf(found)),
      );
      if (parts.length) {
        const subs = parts.map(({ part }) =>
          make('li', '', hit('search-part', part.url, part.title, below(part))),
        );
        made.append(make('ul', '', ...subs));
      }
      return made;
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
    let asking = [];
    // What nothing begins with, Pagefind looks for by what it begins with itself, in each shard for itself:
    // those results are none. Their number is only known when they have been seen.
    let isSure = true;
    const show = async (mine) => {
      const items = [];
      for (let tries = 0; tries < 3 && rest.length > 0 && items.length === 0; tries += 1) {
        const found = await Promise.all(rest.splice(0, atOnce).map((one) => one.data()));
        if (mine !== turn) return;
        const meant = found.filter((one) => isMeant(one, asking));
        isSure &&= meant.length === found.length;
        items.push(...meant.map(item));
        // The best come first: nothing follows a row of those that are none.
        if (found.slice(-4).every((one) => !meant.includes(one))) rest = [];
      }
      if (items.length === 0) rest = [];
      list.append(...items);
      more.hidden = rest.length === 0;
      return items[0];
    };
    const tell = (found) => {
      const sum = isSure ? found : list.children.length;
      const words = sum
        ? count.replace('{found}', sum + (isSure || !rest.length ? '' : '+'))
        : nothing;
      status.textContent = words.replace('{query}', () => input.value);
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
      isSure = true;
      if (!text && (!isEmpty || !isNarrowed())) {
        box.removeAttribute('aria-busy');
        list.replaceChildren();
        more.hidden = true;
        if (isEmpty) status.textContent = '';
        else tell(0);
        return;
      }
      box.setAttribute('aria-busy', 'true');
      try {
        const index = await openIndex(script, Number(shards));
        const options = { filters: filtersNow() };
        const isPhrase = /^[^"]*[^"\s]\s[^"]*$/.test(text);
        const [exact, all] = await Promise.all([
          isPhrase ? index.search(`"${text}"`, options) : { results: [] },
          index.search(text || null, options),
        ]);
        // The words as they were typed, beside each other, before those that are like them.
        const found = new Map([...exact.results, ...all.results].map((one) => [one.id, one]));
        for (const one of exact.results) found.set(one.id, one);
        const results = [...found.values()];
        if (mine !== turn) return;
        seek(text);
        asking = wordsOf(text);
        rest = [...results];
        const old = [...list.children];
        await show(mine);
        if (mine !== turn) return;
        for (const one of old) one.remove();
        list.parentElement.scrollTop = 0;
        tell(results.length);
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
      for (const one of selects)
        if (one.value !== defaults.get(one)) query.set(one.name, one.value);
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
      if (query.size) ask();
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
    more.firstElementChild.onclick = async () => {
      const first = await show(turn).catch(() => give(failed));
      first?.querySelector('a').focus();
      if (!isSure) tell(0);
    };
    // Enter means what was typed, not what is still shown for what stood there before.
    form.onsubmit = async (event) => {
      event.preventDefault();
      if (timer) ask();
      const mine = turn;
      await answer;
      if (mine === turn && !timer && (!dialog || dialog.open)) list.querySelector('a')?.click();
    };
    box.onkeydown = (event) => {
      const { key, ctrlKey, metaKey, altKey, target } = event;
      if (target.matches('select, [type=checkbox]') && key !== 'Escape') return;
      const links = [input, ...list.querySelectorAll('a')];
      const at = links.indexOf(target);
      const step = { ArrowDown: 1, ArrowUp: -1 }[key];
      if (step && at !== -1) {
        event.preventDefault();
        links[Math.max(0, Math.min(at + step, links.length - 1))].focus();
      } else if (key === 'Escape' && dialog) {
        // The field would only be emptied.
        event.preventDefault();
        dialog.close();
      } else if (
        target.matches('a') &&
        key.length === 1 &&
        key !== ' ' &&
        !ctrlKey &&
        !metaKey &&
        !altKey
      )
        input.focus();
    };
    recall();
  };

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
  // Whether each word stands in what was found: as it is, or so that it may be another form of one that
  // does. Of other scripts than these it is not known how words change.
  const isMeant = ({ content, locations, meta }, asking) => {
    const all = content.split(/\s+/);
    const named = Object.values(meta).join(' ');
    const near = [...locations.map((at) => all[at] ?? ''), ...named.split(/\s+/)].flatMap(
      (word) => {
        const parts = wordsOf(word);
        return [...parts, parts.join('')];
      },
    );
    const text = wordsOf(`${named} ${content}`).join(' ');
    return asking.every(
      (word) =>
        text.includes(word) ||
        !/^[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}\p{N}_]+$/u.test(word) ||
        near.some((one) => one === word) ||
        (!/\p{N}/u.test(word) &&
          near.some((one) => inCommon(one, word) >= Math.max(3, 0.4 * word.length))),
    );
  };

  // The text of a part begins with its heading, which stands above it anyway.
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

  for (const box of document.querySelectorAll('[data-search-box]:not([data-ready])')) enhance(box);
}
