// The search comes over the page by `/`, by Ctrl-K or by a press. Before that nothing of it is loaded.
{
  const link = document.querySelector('a[data-search]');
  let dialog;
  // What is typed before the search is there is not lost: it has a field from the first moment.
  const load = async (field) => {
    const answer = await fetch(link.href);
    const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
    const box = page.querySelector('[data-search-box]');
    if (!answer.ok || !box) throw answer;
    for (const one of page.querySelectorAll('[href], [src], [action]'))
      for (const name of ['href', 'src', 'action'])
        if (one.hasAttribute(name))
          one.setAttribute(name, new URL(one.getAttribute(name), answer.url));
    const isNew = (one, name) =>
      ![...document.querySelectorAll(`${one.localName}[${name}]`)].some(
        (other) => other[name] === one.getAttribute(name),
      );
    const add = (from, name) => {
      const made = document.createElement(from.localName);
      if (name === 'href') made.rel = 'stylesheet';
      made[name] = from.getAttribute(name);
      return new Promise((resolve, reject) => {
        made.onload = resolve;
        made.onerror = reject;
        document.head.append(made);
      });
    };
    const styles = [...page.querySelectorAll('link[rel=stylesheet]')];
    await Promise.all(styles.filter((one) => isNew(one, 'href')).map((one) => add(one, 'href')));
    const version = box.querySelector('[name=version]');
    const own = [...(version?.options ?? [])].find(({ value }) => value === link.dataset.version);
    if (own) own.selected = true;
    dialog.append(box, ...page.querySelectorAll('.search-links'));
    const input = box.querySelector('input');
    input.value = field.value;
    field.remove();
    input.focus();
    for (const script of page.querySelectorAll('script[src]'))
      if (isNew(script, 'src')) await add(script, 'src');
    if (input.value) input.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const open = async () => {
    const here = document.querySelector('main [data-search-box] input');
    if (here) return here.focus();
    if (!dialog) {
      dialog = document.createElement('dialog');
      dialog.className = 'search-dialog';
      const name = (link.querySelector('span') ?? link).textContent;
      dialog.ariaLabel = name;
      const field = document.createElement('input');
      field.type = 'search';
      field.ariaLabel = name;
      dialog.append(field);
      // A press beside it ends it, as Escape does; so does one that leads elsewhere.
      dialog.onclick = ({ target }) => {
        if (target === dialog || target.closest('a')) dialog.close();
      };
      document.body.append(dialog);
      load(field).catch(() => {
        location.href = `${link.href.split('?')[0]}?q=${encodeURIComponent(dialog.querySelector('input').value)}`;
      });
    }
    if (!dialog.open) dialog.showModal();
    dialog.querySelector('input').select();
  };
  const isOff = () => {
    try {
      return localStorage['rutter-keys-off:'];
    } catch {}
  };
  // A field of a dialog that was closed may have the focus until the page is drawn again.
  const isTyping = ({ target }) =>
    target.closest?.('input, textarea, select, [contenteditable]') &&
    !target.closest('dialog:not([open])');
  if (link && location.protocol !== 'file:') {
    link.onclick = (event) => {
      if (event.ctrlKey || event.metaKey || event.shiftKey) return;
      event.preventDefault();
      open();
    };
    addEventListener('keydown', (event) => {
      const { key, ctrlKey, metaKey, altKey } = event;
      const isCommand = ctrlKey !== metaKey && !altKey && key.toLowerCase() === 'k';
      const isSlash =
        key === '/' && !ctrlKey && !metaKey && !altKey && !isTyping(event) && !isOff();
      const other = document.querySelector('dialog[open]');
      if ((!isCommand && !isSlash) || event.repeat || (other && other !== dialog)) return;
      event.preventDefault();
      open();
    });
  }
}
