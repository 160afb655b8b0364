// The switch of light and dark, and a copy button for each block of code. Pages do without.
const page = document.documentElement;
const words = document.currentScript.dataset;
const system = matchMedia('(prefers-color-scheme: dark)');
const isDark = () => (page.dataset.scheme ? page.dataset.scheme === 'dark' : system.matches);

const button = (className, parent, press) => {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = className;
  made.onclick = press;
  parent.append(made);
  return made;
};

const bar = document.querySelector('.site-bar');
const scheme = button('scheme-switch', bar, () => {
  page.dataset.scheme = isDark() ? 'light' : 'dark';
  name();
  // A choice that is the system's own is none: the page goes on following the system.
  try {
    if (isDark() === system.matches) localStorage.removeItem('scheme');
    else localStorage.setItem('scheme', page.dataset.scheme);
  } catch {}
});
const name = () => {
  scheme.textContent = isDark() ? words.light : words.dark;
};
name();
system.onchange = name;

// Of a transcript only the commands are copied: no prompt, no output.
const textOf = (code) => {
  const typed = [...code.children].filter((line) => line.querySelector('.prompt'));
  if (!typed[0]) return code.textContent;
  return typed.map((line) => `${line.querySelector('.command')?.textContent ?? ''}\n`).join('');
};
if (navigator.clipboard)
  for (const code of document.querySelectorAll(
    '.prose pre:not(.captured pre, [data-language=output], .step:not(:has([data-language=console], .step-file)) + [data-language=json]) > code',
  )) {
    const pre = code.parentNode;
    const box = document.createElement('div');
    box.className = 'copyable';
    pre.replaceWith(box);
    box.append(pre);
    const copy = button('copy', box, async () => {
      await navigator.clipboard.writeText(textOf(code));
      copy.textContent = words.copied;
      setTimeout(() => (copy.textContent = words.copy), 2000);
    });
    copy.textContent = words.copy;
    copy.ariaLive = 'polite';
  }

// Browsers that cannot style the content of a closed <details> get it opened where there is room.
if (!CSS.supports('selector(::details-content)') && matchMedia('(min-width: 60rem)').matches)
  for (const one of document.querySelectorAll('.sidebar, .toc')) one.open = true;
