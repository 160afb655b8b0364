// Filters and sorts the list of runbooks; what was chosen stands in the query of the address. Without it
// the list has all of them, what needs somebody first.
for (const form of document.querySelectorAll('.runbook-filter')) {
  const table = document.querySelector('.runbook-list');
  const [body] = table.tBodies;
  const { elements } = form;
  const fold = (text) => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const rows = [...body.rows].map((row) => ({
    row,
    name: row.querySelector('a').textContent,
    text: fold(row.textContent),
    ...row.dataset,
  }));
  const compare = (a = '', b = '') => (a < b ? -1 : +(a > b));
  const orders = {
    need: () => 0,
    name: (a, b) => a.name.localeCompare(b.name, document.documentElement.lang),
    oldest: (a, b) => compare(a.proven, b.proven),
    newest: (a, b) => compare(b.proven, a.proven),
    slowest: (a, b) => (b.took ?? -1) - (a.took ?? -1),
  };
  const isOfAge = (proven, age) =>
    age === 'never' ? !proven : Date.now() - Date.parse(proven) < Math.abs(age) * 864e5 === age > 0;
  const show = () => {
    const asked = new FormData(form);
    const [sort, age] = [asked.get('sort'), asked.get('proven')];
    const states = asked.getAll('state');
    const words = fold(asked.get('q')).split(/\s+/);
    const shown = rows.filter(
      (one) =>
        (!states[0] || states.includes(one.state)) &&
        ['tag', 'image', 'owner'].every(
          (name) => !asked.get(name) || one[name]?.split('\n').includes(asked.get(name)),
        ) &&
        (!age || isOfAge(one.proven, age)) &&
        words.every((word) => one.text.includes(word)),
    );
    for (const { row } of rows) row.hidden = true;
    for (const { row } of shown) row.hidden = false;
    body.append(...rows.toSorted(orders[sort]).map(({ row }) => row));
    for (const head of table.tHead.rows[0].cells)
      head.ariaSort = head.dataset.sort?.includes(sort)
        ? ({ need: 'other', name: 'ascending', oldest: 'ascending' }[sort] ?? 'descending')
        : null;
    document.querySelector('.no-runbook').hidden = shown[0];
    form.querySelector('output').textContent = form.dataset.count
      .replace('{shown}', shown.length)
      .replace('{all}', rows.length);
    const query = `${new URLSearchParams([...asked].filter(([, one]) => one && one !== 'need'))}`;
    form.classList.toggle('is-filtering', query);
    history.replaceState(null, '', location.pathname + (query && `?${query}`) + location.hash);
  };
  const asked = new URLSearchParams(location.search);
  for (const field of elements) {
    if (field.type === 'checkbox') field.checked = asked.getAll('state').includes(field.value);
    else if (asked.has(field.name)) field.value = asked.get(field.name);
    // What is asked for may be gone.
    if (field.selectedIndex < 0) field.selectedIndex = 0;
  }
  for (const head of table.querySelectorAll('[data-sort]')) {
    const turns = head.dataset.sort.split(' ');
    const button = document.createElement('button');
    button.append(...head.childNodes);
    button.onclick = () => {
      elements.sort.value = turns[turns.indexOf(elements.sort.value) + 1] ?? turns[0];
      show();
    };
    head.append(button);
  }
  form.oninput = show;
  form.hidden = false;
  form.onreset = () => setTimeout(show);
  show();
}
