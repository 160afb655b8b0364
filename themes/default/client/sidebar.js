// Stands last in the sidebar, so that it runs when all of that is there and nothing of it is drawn
// yet: folders are as the reader left them, and the list is scrolled to where it was.
customElements.define(
  'sidebar-state',
  class extends HTMLElement {
    connectedCallback() {
      const sidebar = this.closest('.sidebar');
      if (!sidebar) return;
      const current = sidebar.querySelector('[aria-current]');
      const name = `sidebar ${sidebar.querySelector('nav').ariaLabel}`;
      const folders = [...sidebar.querySelectorAll('nav details')];
      let { left = {}, top } = {};
      try {
        ({ left = {}, top } = JSON.parse(sessionStorage.getItem(name)) ?? {});
      } catch {}
      const nameOf = (folder) => folder.querySelector('a')?.href;
      for (const folder of folders)
        if (!folder.contains(current)) folder.open = left[nameOf(folder)] ?? folder.open;
      // When the style sheet is there, too.
      requestAnimationFrame(() => {
        if (top !== undefined) sidebar.scrollTop = top;
        if (!current) return;
        const [box, link] = [sidebar, current].map((one) => one.getBoundingClientRect());
        if (link.top < box.top || link.bottom > box.bottom)
          sidebar.scrollTop += link.top - box.top - box.height / 3;
      });
      addEventListener('pagehide', () => {
        for (const folder of folders) left[nameOf(folder)] = folder.open;
        try {
          sessionStorage.setItem(name, JSON.stringify({ left, top: sidebar.scrollTop }));
        } catch {}
      });
    }
  },
);
