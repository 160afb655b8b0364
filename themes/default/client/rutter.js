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

// Of a transcript only the commands are copied: no prompt, no output. No line that is shown as removed,
// and no number of a note.
const textOf = (block) => {
  const lines = [...block.querySelectorAll('.line')].filter((line) => !line.matches('.removed'));
  const typed = lines.filter((line) => line.querySelector('.prompt'));
  if (typed[0])
    return typed.map((line) => `${line.querySelector('.command')?.textContent ?? ''}\n`).join('');
  if (!lines[0]) return block.textContent;
  const shown = (line) => [...line.childNodes].filter((node) => node.className !== 'code-note');
  return lines
    .map((line) =>
      shown(line)
        .map((node) => node.textContent)
        .join(''),
    )
    .join('\n');
};
if (navigator.clipboard)
  for (const block of document.querySelectorAll(
    '.prose :is(.code-folds, pre:has(> code)):not(.captured pre, .code-folds pre, [data-language=output], .step:not(:has([data-language=console], .step-file)) + [data-language=json])',
  )) {
    const box = document.createElement('div');
    box.className = 'copyable';
    block.replaceWith(box);
    box.append(block);
    const copy = button('copy', box, async () => {
      await navigator.clipboard.writeText(textOf(block));
      copy.textContent = words.copied;
      setTimeout(() => (copy.textContent = words.copy), 2000);
    });
    copy.textContent = words.copy;
    copy.ariaLive = 'polite';
  }

// Browsers that cannot style the content of a closed <details> get it opened where there is room.
if (!CSS.supports('selector(::details-content)') && matchMedia('(min-width: 60rem)').matches)
  for (const one of document.querySelectorAll('.sidebar, .toc')) one.open = true;
