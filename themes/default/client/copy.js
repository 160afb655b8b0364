// A copy button for each block of code.
if (navigator.clipboard) {
  const words = document.currentScript.dataset;
  // Of a transcript only the commands are copied: no prompt, no output. No line that is shown as
  // removed, and no number of a note.
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
  for (const block of document.querySelectorAll(
    '.prose :is(.code-folds, pre:has(> code)):not(:is(.captured, .expected, .code-folds) pre, [data-language=output])',
  )) {
    const box = document.createElement('div');
    box.className = 'copyable';
    block.replaceWith(box);
    const copy = document.createElement('button');
    copy.type = 'button';
    copy.className = 'copy';
    copy.ariaLive = 'polite';
    copy.textContent = words.copy;
    copy.onclick = async () => {
      const first = block.closest('.step')?.querySelector('.step-export')?.textContent;
      try {
        await navigator.clipboard.writeText((first ? `${first}\n` : '') + textOf(block));
      } catch {
        // Refused: what is selected can be copied by the reader's own keys.
        return getSelection().selectAllChildren(block);
      }
      copy.textContent = words.copied;
      setTimeout(() => (copy.textContent = words.copy), 2000);
    };
    box.append(block, copy);
  }
}
