// The switch of light and dark, and a copy button for each block of code. Pages do without.
const root = document.documentElement;
const dark = matchMedia('(prefers-color-scheme: dark)');
const isDark = () => (root.dataset.scheme || (dark.matches ? 'dark' : 'light')) === 'dark';

const button = (name, press) => {
  const made = document.createElement('button');
  made.type = 'button';
  made.className = name;
  made.onclick = () => press(made);
  return made;
};

const label = (made) => {
  made.textContent = isDark() ? 'Light' : 'Dark';
  made.title = `Use ${made.textContent.toLowerCase()} colours`;
};
const scheme = button('scheme-switch', (made) => {
  root.dataset.scheme = isDark() ? 'light' : 'dark';
  label(made);
  try {
    // A choice that is the system's own is none: the page goes on following the system.
    if (isDark() === dark.matches) localStorage.removeItem('scheme');
    else localStorage.setItem('scheme', root.dataset.scheme);
  } catch {}
});
label(scheme);
dark.onchange = () => label(scheme);
document.querySelector('.site-bar')?.append(scheme);

// Of a transcript only the commands are copied: no prompt, no output.
const textOf = (code) => {
  const typed = [...code.children].filter((line) => line.querySelector('.prompt'));
  if (typed.length === 0) return code.textContent;
  return typed.map((line) => `${line.querySelector('.command')?.textContent ?? ''}\n`).join('');
};
if (navigator.clipboard)
  for (const code of document.querySelectorAll('.prose pre:not(.captured pre) > code')) {
    const box = document.createElement('div');
    box.className = 'copyable';
    const copy = button('copy', async (made) => {
      await navigator.clipboard.writeText(textOf(code));
      made.textContent = 'Copied';
      setTimeout(() => (made.textContent = 'Copy'), 2000);
    });
    copy.textContent = 'Copy';
    copy.ariaLive = 'polite';
    code.parentNode.replaceWith(box);
    box.append(code.parentNode, copy);
  }

// Browsers that cannot style the content of a closed <details> get it opened where there is room.
if (!CSS.supports('selector(::details-content)') && matchMedia('(min-width: 60rem)').matches)
  for (const one of document.querySelectorAll('.sidebar, .toc')) one.open = true;
