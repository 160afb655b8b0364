// Working through a runbook: a box to tick at each step, and a bar with the step that one is at. Without it
// there are the steps.
const work = document.getElementById('page:work');
const steps = [...document.querySelectorAll('.prose .step')];
if (work && steps[0]) {
  const { digest, count } = work.dataset;
  const [bar, tick, help] = work.content.children;
  const [title, counter, previous, copy, next, again, keys] =
    bar.querySelectorAll('strong, output, button');
  const use = help.querySelector('input');
  const place = `rutter-done:${location.pathname}`;
  const kept = keep(place);
  const done = new Set(kept?.digest === digest ? [].concat(kept.steps) : []);
  work.replaceWith(bar, help);

  const boxes = steps.map((step) => {
    const label = tick.cloneNode(true);
    const box = label.firstChild;
    step.firstElementChild.append(label);
    box.onchange = () => {
      done[box.checked ? 'add' : 'delete'](step.id);
      save();
    };
    return box;
  });
  const show = () => {
    boxes.forEach((box, index) => {
      box.checked = done.has(steps[index].id);
    });
    const all = boxes.filter((box) => box.checked).length;
    counter.textContent = count.replace('{done}', all).replace('{all}', steps.length);
    again.hidden = !all;
  };
  const save = () => {
    keep(place, done.size ? { digest, steps: [...done] } : null);
    show();
  };

  // The step that has the focus, or the one that is being read: none above the first.
  let at;
  const look = () => {
    const edges = steps.map((step) => step.getBoundingClientRect());
    const { activeElement } = document;
    const focused = bar.contains(activeElement)
      ? at
      : steps.indexOf(activeElement?.closest('.step'));
    const { top, bottom } = edges[focused] ?? {};
    const isSeen = top < innerHeight && bottom > 0;
    at = isSeen ? focused : edges.findLastIndex((edge) => edge.width && edge.top < innerHeight / 2);
    steps.forEach((step, index) => {
      step.ariaCurrent = index === at ? 'step' : null;
    });
    title.textContent = (steps[at] ?? steps[0]).ariaLabel;
    previous.disabled = at < 1;
    next.disabled = at > steps.length - 2;
  };
  const go = (to, by) => {
    // In a tab that is not shown.
    while (steps[to] && !steps[to].offsetParent) to += by;
    const step = steps[to];
    if (!step) return;
    step.tabIndex = -1;
    step.focus({ preventScroll: true });
    step.scrollIntoView({ behavior: 'instant' });
    look();
  };
  addEventListener('scroll', look, { passive: true });
  // What the keyboard has led to is not to be behind the bar: what scrolls there by itself may be late.
  addEventListener('focusin', ({ target }) => {
    look();
    if (target.matches('.prose :focus-visible'))
      target.scrollIntoView({ block: 'nearest', behavior: 'instant' });
  });

  next.onclick = () => go(at + 1, 1);
  previous.onclick = () => go(at - 1, -1);
  copy.onclick = () => steps[Math.max(at, 0)].querySelector('.copy')?.click();
  keys.onclick = () => {
    help.showModal();
    help.querySelector('button').focus();
  };
  again.onclick = () => {
    done.clear();
    save();
    go(0, 1);
  };

  // Whoever speaks to the page can do without keys of one letter: WCAG 2.1.4.
  const ways = { j: next, n: next, k: previous, p: previous, c: copy, '?': keys };
  use.checked = !keep('rutter-keys-off');
  use.onchange = () => keep('rutter-keys-off', use.checked ? null : 1);
  addEventListener('keydown', (event) => {
    const way = event.key === 'x' ? boxes[Math.max(at, 0)] : ways[event.key];
    const isOther = event.ctrlKey || event.metaKey || event.altKey;
    const typed = 'input:not([type=checkbox]), textarea, select, [contenteditable], dialog';
    if (!way || isOther || !use.checked || event.target.closest(typed)) return;
    event.preventDefault();
    way.click();
  });
  show();
  look();
}
