// Draws the diagrams that the build has left to the browser. Without it their sources are shown. In
// a block, as all scripts of a page share their names.
{
  const isDark = () => {
    const { scheme } = document.documentElement.dataset;
    return scheme ? scheme === 'dark' : matchMedia('(prefers-color-scheme: dark)').matches;
  };
  let drawn;
  const draw = async () => {
    const theme = isDark() ? 'dark' : 'neutral';
    if (drawn === theme) return;
    drawn = theme;
    mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', theme });
    let count = 0;
    for (const figure of document.querySelectorAll('.diagram-mermaid')) {
      const box = figure.querySelector('.diagram-drawing');
      const source = figure.querySelector('.diagram-source');
      count += 1;
      try {
        const { svg } = await mermaid.render(
          `mermaid-${count}`,
          source.querySelector('pre').textContent,
        );
        if (drawn !== theme) return;
        box.innerHTML = svg;
        box.firstElementChild.setAttribute('role', 'img');
        box.firstElementChild.setAttribute('aria-label', box.getAttribute('aria-label'));
        if (!source.dataset.closed) source.open = false;
        source.dataset.closed = 'once';
      } catch {
        // What is wrong with it is for the author, who looks there.
        document.getElementById(`dmermaid-${count}`)?.remove();
        box.replaceChildren();
      }
    }
  };
  draw();
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
  new MutationObserver(draw).observe(document.documentElement, {
    attributeFilter: ['data-scheme'],
  });
}
