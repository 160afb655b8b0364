// The switch of colours: as the system has them, light, dark. Each press changes what is seen, but for
// the one that leads back to the system's.
{
  const page = document.documentElement;
  const control = document.querySelector('.scheme-switch');
  const system = matchMedia('(prefers-color-scheme: dark)');
  const say = () => {
    control.ariaLabel = control.title = control.dataset[page.dataset.scheme || 'auto'];
  };
  const choose = (scheme) => {
    page.dataset.scheme = scheme;
    say();
  };
  if (control) {
    control.onclick = () => {
      const order = system.matches ? ['', 'light', 'dark'] : ['', 'dark', 'light'];
      const next = order[(order.indexOf(page.dataset.scheme) + 1) % 3];
      choose(next);
      try {
        if (next) localStorage.setItem('scheme', next);
        else localStorage.removeItem('scheme');
      } catch {}
    };
    // In another window of the site.
    addEventListener('storage', ({ key, newValue }) => {
      if (key === 'scheme') choose(newValue ?? '');
    });
    say();
  }
}
