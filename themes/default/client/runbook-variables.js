// Fields for the variables of a runbook, and their values in its commands. Without it, the page has their
// names and lines for a shell.
const panel = document.querySelector('.variables');
if (panel) {
  const words = panel.dataset;
  const [pass, reset, share] = panel.querySelectorAll('.variables-head > :not(p)');
  // Kept on this device, for this page.
  const key = `rutter-values:${location.pathname}`;
  let kept;
  try {
    kept = JSON.parse(localStorage[key]);
  } catch {}
  // A browser that cannot read it does without, and takes nothing of a link.
  const rule = (text) => {
    try {
      return RegExp(`^(?:${text})$`, 'v');
    } catch {}
  };
  const all = [...panel.querySelectorAll('.variable')].map((row) => {
    const { name, pattern, linked } = row.dataset;
    const input = row.querySelector('input');
    // Whatever else of this host has been kept under that name.
    const own = typeof kept?.[name] === 'string' && kept[name];
    const one = { row, name, input, own, initial: input.value };
    one.typed = rule(pattern);
    one.linked = rule(linked);
    input.hidden = false;
    input.previousSibling.remove();
    input.oninput = () => {
      one.own = input.value !== one.initial && input.value;
      one.link = '';
      save();
    };
    return one;
  });
  // Quotes keep a value from becoming a command here, but not where its text is run a second time. So of a
  // link only what means nothing to any shell is taken, or what the author's pattern lets through.
  const unseen = /[\p{C}\p{Zl}\p{Zp}]/u;
  const fits = ({ initial, typed, linked }, value, isOfLink) =>
    value === initial ||
    (value.length <= 200 &&
      !unseen.test(value) &&
      typed?.test(value) !== false &&
      (!isOfLink || linked?.test(value)));

  const isTaken = (one) => one.link && fits(one, one.link, true);
  const valueIn = (one) => (isTaken(one) ? one.link : one.own || one.initial);

  const places = [...document.querySelectorAll('.var')].map((place) => {
    const text = place.dataset.var ? `$${place.dataset.var}` : place.textContent;
    return { place, text, one: all.find(({ name }) => name === text.replace(/\W/g, '')) };
  });

  const show = () => {
    const sent = new URLSearchParams();
    for (const one of all) {
      const { row, name, input, link, own } = one;
      const value = valueIn(one);
      const isWrong = !fits(one, value);
      const isRefused = link && !isTaken(one);
      one.state = isWrong
        ? 'wrong'
        : isRefused
          ? 'refused'
          : link
            ? 'link'
            : own
              ? 'own'
              : 'example';
      if (input !== document.activeElement) input.value = value;
      input.ariaInvalid = isWrong;
      row.dataset.state = one.state;
      row.querySelector('.variable-state').textContent =
        words[one.state] +
        (isRefused ? `: ${link.slice(0, 200).split(unseen).join('\ufffd')}` : '');
      // What whoever opens the link would be refused is none of it.
      row.classList.toggle('is-unsent', !fits(one, value, true));
      if (fits(one, value, true)) sent.set(name, value);
    }
    for (const { place, one, text } of places)
      if (one) {
        place.dataset.state = one.state;
        place.textContent = one.state === 'wrong' ? text : quote(valueIn(one), place.dataset.in);
      }
    pass.hidden = !all.some(isTaken);
    share.href = `#?${sent}`;
  };
  const save = () => {
    const own = all.filter((one) => one.own).map((one) => [one.name, one.own]);
    try {
      if (own[0]) localStorage[key] = JSON.stringify(Object.fromEntries(own));
      else delete localStorage[key];
    } catch {}
    show();
  };
  const read = () => {
    const { hash } = location;
    // Whoever goes on to a heading keeps what the link has brought.
    if (!hash.startsWith('#?')) return;
    const given = new URLSearchParams(hash.slice(2));
    for (const one of all) {
      one.link = '';
      const value = given.get(one.name);
      if (value !== valueIn(one)) one.link = value;
    }
    show();
  };
  const settle = (choose) => {
    for (const one of all) {
      one.own = choose(one);
      one.link = '';
    }
    history.replaceState(null, '', '#');
    save();
  };

  addEventListener('hashchange', read);
  pass.onclick = () => settle((one) => (isTaken(one) ? one.link : one.own));
  reset.onclick = () => settle(() => '');
  reset.hidden = share.hidden = false;
  show();
  read();
}
