// Menus close where one turns to something else, and by Escape.
{
  const small = matchMedia('(max-width: 59.99rem)');
  const menus = [...document.querySelectorAll('.menu, .site-menu')];
  const opened = () => menus.filter((one) => one.open && (small.matches || one.matches('.menu')));
  const leave = ({ target }) => {
    for (const menu of opened()) if (!menu.contains(target)) menu.open = false;
  };
  addEventListener('click', leave);
  addEventListener('focusin', leave);
  addEventListener('keydown', ({ key }) => {
    for (const menu of key === 'Escape' ? opened() : []) {
      if (menu.contains(document.activeElement)) menu.firstElementChild.focus();
      menu.open = false;
    }
  });

  // Browsers that cannot style the content of a closed <details> get it opened where there is room.
  if (!CSS.supports('selector(::details-content)') && !small.matches)
    for (const one of document.querySelectorAll('.sidebar, .toc, .site-menu')) one.open = true;
}
