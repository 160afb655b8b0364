// Of the blocks of a group, and of tabs, one is shown at a time. What was chosen last holds for all groups of the site.
{
  const stored = 'tabs';
  let recent = [];
  try {
    recent = JSON.parse(localStorage.getItem(stored) ?? '[]').map(String);
  } catch {}
  const groups = [...document.querySelectorAll('.code-group, .tabs')].map((group, at) => {
    const list = document.createElement('div');
    list.className = 'code-tabs';
    list.role = 'tablist';
    const tabs = new Map();
    for (const block of [...group.children]) {
      const name = block.querySelector(
        block.matches('.tab') ? '.tab-title' : 'figcaption',
      )?.textContent;
      if (!name || tabs.has(name)) continue;
      const panel = document.createElement('div');
      block.replaceWith(panel);
      panel.append(block);
      panel.role = 'tabpanel';
      const tab = document.createElement('button');
      tab.type = 'button';
      tab.className = 'code-tab';
      tab.onclick = () => choose(name, tab);
      tab.role = 'tab';
      tab.textContent = name;
      tab.id = `tab-${at}-${tabs.size}`;
      panel.setAttribute('aria-labelledby', tab.id);
      // What the browser finds in a hidden block, or is sent to, is shown.
      panel.onbeforematch = () => show(name);
      list.append(tab);
      tabs.set(name, { tab, panel });
    }
    const show = (name) => {
      for (const [other, { tab, panel }] of tabs) {
        tab.ariaSelected = other === name;
        tab.tabIndex = other === name ? 0 : -1;
        panel.hidden = other === name ? false : 'until-found';
      }
    };
    list.onkeydown = ({ key }) => {
      const all = [...list.children];
      const on = getComputedStyle(list).direction === 'rtl' ? 'ArrowLeft' : 'ArrowRight';
      const now = all.indexOf(document.activeElement);
      const next =
        key === on
          ? now + 1
          : key.startsWith('ArrowL') || key.startsWith('ArrowR')
            ? now - 1
            : { Home: 0, End: -1 }[key];
      if (next === undefined) return;
      all.at(next % all.length).click();
      all.at(next % all.length).focus();
      return false;
    };
    if (tabs.size === 0) return { tabs, show };
    group.prepend(list);
    group.classList.add('tabbed');
    const [first] = tabs.keys();
    show(recent.find((name) => tabs.has(name)) ?? first);
    return { tabs, show };
  });
  const reveal = () => {
    let target;
    try {
      target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    } catch {}
    for (const { tabs, show } of target ? groups : [])
      for (const [name, { panel }] of tabs) if (panel.contains(target)) show(name);
  };
  reveal();
  addEventListener('hashchange', reveal);
  const choose = (name, tab) => {
    const before = tab.getBoundingClientRect().top;
    for (const { tabs, show } of groups) if (tabs.has(name)) show(name);
    scrollBy(0, tab.getBoundingClientRect().top - before);
    recent = [name, ...recent.filter((other) => other !== name)].slice(0, 20);
    try {
      localStorage.setItem(stored, JSON.stringify(recent));
    } catch {}
  };
}
