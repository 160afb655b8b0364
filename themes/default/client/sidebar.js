// Stands last in the sidebar, so that it runs when all of that is there and nothing of it is drawn
// yet: folders are as the reader left them, and the list is scrolled to where it was.
customElements.define(
  'sidebar-state',
  class extends HTMLElement {
    connectedCallback() {
      const sidebar = this.closest('.sidebar');
      if (!sidebar) return;
      const current = sidebar.querySelector('[aria-current]');
      const nav = sidebar.querySelector('nav');
      const name = `sidebar ${nav.ariaLabel}`;
      const folders = [...sidebar.querySelectorAll('nav details')];
      let { left = {}, top } = {};
      try {
        ({ left = {}, top } = JSON.parse(sessionStorage.getItem(name)) ?? {});
      } catch {}
      // A folder may begin with another, and so with the same page.
      const nameOf = (folder) =>
        folder.firstElementChild.textContent + folder.querySelector('a')?.href;
      for (const folder of folders)
        if (!folder.contains(current)) folder.open = left[nameOf(folder)] ?? folder.open;
      const show = (list) => {
        if (!current) return;
        const [box, link] = [list, current].map((one) => one.getBoundingClientRect());
        if (link.top < box.top || link.bottom > box.bottom)
          list.scrollTop += link.top - box.top - box.height / 3;
      };
      // When the style sheet is there, too.
      requestAnimationFrame(() => {
        if (top !== undefined) sidebar.scrollTop = top;
        show(sidebar);
      });
      // On a phone, where it is opened.
      sidebar.addEventListener('toggle', () => show(nav));
      addEventListener('pagehide', () => {
        for (const folder of folders) left[nameOf(folder)] = folder.open;
        try {
          sessionStorage.setItem(name, JSON.stringify({ left, top: sidebar.scrollTop }));
        } catch {}
      });
    }
  },
);
