// Filters and sorts the list of runbooks; what was chosen stands in the query of the address. Without it
// the list has all of them, what needs somebody first.
{
  const form = document.querySelector('.runbook-filter');
  const table = document.querySelector('.runbook-list');
  const none = document.querySelector('.no-runbook');
  const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const rows = [...(form ? table.tBodies[0].rows : [])].map((row, at) => ({
    row,
    at,
    name: row.cells[0].querySelector('a').textContent,
    text: fold(row.cells[0].textContent + row.cells[3].textContent),
    ...row.dataset,
  }));
  const day = 86400000;
  const orders = {
    need: () => 0,
    oldest: (a, b) => ((a.proven ?? '') < (b.proven ?? '') ? -1 : 1),
    newest: (a, b) => ((a.proven ?? '') > (b.proven ?? '') ? -1 : 1),
    name: (a, b) => a.name.localeCompare(b.name, document.documentElement.lang),
    slowest: (a, b) => (b.took ?? -1) - (a.took ?? -1),
  };
  const isProven = (proven, wanted) => {
    if (!wanted) return true;
    if (wanted === 'never') return !proven;
    const isWithin = proven && Date.now() - Date.parse(proven) < Math.abs(wanted) * day;
    return wanted < 0 ? !isWithin : isWithin;
  };
  const show = () => {
    const asked = new FormData(form);
    const get = (name) => asked.get(name) ?? '';
    const states = asked.getAll('state');
    const words = fold(get('q')).split(/\s+/);
    const order = get('sort');
    let shown = 0;
    for (const one of rows) {
      one.row.hidden = !(
        (!states[0] || states.includes(one.state)) &&
        ['tag', 'image', 'owner'].every(
          (name) => !get(name) || one[name]?.split('\n').includes(get(name)),
        ) &&
        isProven(one.proven, get('proven')) &&
        words.every((word) => one.text.includes(word))
      );
      shown += !one.row.hidden;
    }
    const sorted = [...rows].sort((a, b) => orders[order](a, b) || a.at - b.at);
    table.tBodies[0].append(...sorted.map(({ row }) => row));
    for (const head of table.tHead.rows[0].cells) {
      head.ariaSort = !head.dataset.sort?.split(' ').includes(order)
        ? null
        : ({ oldest: 'ascending', name: 'ascending', need: 'other' }[order] ?? 'descending');
    }
    none.hidden = shown > 0;
    form.querySelector('output').textContent = form.dataset.count
      .replace('{shown}', shown)
      .replace('{all}', rows.length);
    const query = new URLSearchParams([...asked].filter(([, value]) => value && value !== 'need'));
    form.classList.toggle('is-filtering', query.size > 0);
    try {
      history.replaceState(
        null,
        '',
        `${query.size ? `?${query}` : location.pathname}${location.hash}`,
      );
    } catch {}
  };
  if (form) {
    const query = new URLSearchParams(location.search);
    for (const field of form.elements) {
      if (field.type === 'checkbox') field.checked = query.getAll('state').includes(field.value);
      else if (query.has(field.name)) field.value = query.get(field.name);
      // What is asked for may be gone.
      if (field.selectedIndex < 0) field.selectedIndex = 0;
    }
    for (const head of table.querySelectorAll('[data-sort]')) {
      const button = document.createElement('button');
      const turns = head.dataset.sort.split(' ');
      button.type = 'button';
      button.append(...head.childNodes);
      button.onclick = () => {
        const { sort } = form.elements;
        sort.value = turns[(turns.indexOf(sort.value) + 1) % turns.length];
        show();
      };
      head.append(button);
    }
    form.oninput = show;
    form.onreset = () => setTimeout(show);
    form.onsubmit = () => false;
    show();
  }
}
