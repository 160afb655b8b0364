// Working through a runbook: a box to tick at each step, and a bar with the step that one is at. Without it
// there are the steps.
const work = document.getElementById('page:work');
if (work) {
  const { digest, count } = work.dataset;
  const [bar, tick, help] = work.content.children;
  const steps = [...document.querySelectorAll('.prose .step')];
  const kept = keep('done');
  const done = new Set(kept.digest === digest ? kept.steps : []);
  const [title, counter, previous, copy, next, again, keys] =
    bar.querySelectorAll('a, output, button');
  const use = help.querySelector('input');
  work.replaceWith(bar, help);

  const boxes = steps.map((step) => {
    const label = tick.cloneNode(true);
    const box = label.firstChild;
    step.querySelector('.step-head').append(label);
    box.onchange = () => {
      done[box.checked ? 'add' : 'delete'](step.id);
      save();
    };
    return box;
  });
  const save = () => {
    keep('done', done.size ? { digest, steps: [...done] } : null);
    show();
  };
  const show = () => {
    let all = 0;
    for (const [index, step] of steps.entries()) {
      all += boxes[index].checked = done.has(step.id);
      step.classList.toggle('is-done', done.has(step.id));
    }
    counter.textContent = count.replace('{done}', all).replace('{all}', steps.length);
    again.hidden = !all;
  };

  // The step that has the focus, or the one that is being read: none above the first.
  let at;
  const look = () => {
    const edges = steps.map((step) => step.getBoundingClientRect());
    const focused = steps.indexOf(document.activeElement.closest('.step'));
    const { top, bottom } = edges[focused] ?? {};
    const isSeen = top < innerHeight && bottom > 0;
    at = isSeen ? focused : edges.findLastIndex((edge) => edge.top < innerHeight * 0.4);
    for (const [index, step] of steps.entries()) step.ariaCurrent = index === at ? 'step' : null;
    const step = steps[at] ?? steps[0];
    title.textContent = step.ariaLabel;
    title.href = step.querySelector('a').href;
    previous.disabled = at < 1;
    next.disabled = at > steps.length - 2;
    const isAmong = edges[0].top < innerHeight * 0.8 && edges.at(-1).bottom > innerHeight * 0.2;
    bar.hidden = !isAmong && !bar.contains(document.activeElement);
  };
  const go = (to) => {
    const step = steps[to];
    if (!step) return;
    step.tabIndex = -1;
    step.focus({ preventScroll: true });
    step.scrollIntoView({ behavior: 'instant' });
    look();
  };
  for (const event of ['scroll', 'resize', 'focusin'])
    addEventListener(event, look, { passive: true });

  const forward = () => go(at + 1);
  const back = () => go(at - 1);
  const copyStep = () => steps[Math.max(at, 0)].querySelector('.copy')?.click();
  const tickStep = () => boxes[Math.max(at, 0)].click();
  const showKeys = () => help.showModal();
  previous.onclick = back;
  next.onclick = forward;
  copy.onclick = () => {
    copyStep();
    copy.className = 'is-copied';
    setTimeout(() => (copy.className = ''), 2000);
  };
  keys.onclick = showKeys;
  again.onclick = () => {
    done.clear();
    save();
    go(0);
  };

  // Whoever speaks to the page can do without keys of one letter: WCAG 2.1.4.
  const ways = {
    j: forward,
    n: forward,
    k: back,
    p: back,
    c: copyStep,
    x: tickStep,
    '?': showKeys,
  };
  const isOff = 'rutter-keys-off';
  try {
    use.checked = !localStorage[isOff];
  } catch {}
  use.onchange = () => {
    try {
      if (use.checked) localStorage.removeItem(isOff);
      else localStorage[isOff] = 1;
    } catch {}
  };
  addEventListener('keydown', (event) => {
    const { key, target } = event;
    const isTaken = event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented;
    if (isTaken || !use.checked || !Object.hasOwn(ways, key)) return;
    if (target.closest('input:not([type=checkbox]), textarea, select, [contenteditable], dialog'))
      return;
    event.preventDefault();
    ways[key]();
  });
  show();
  look();
}
