// What lies over the page closes where one turns to something else, and by Escape.
{
  const menus = [...document.querySelectorAll('.menu, .site-menu, .sidebar, .toc')];
  const isSheet = (one) => getComputedStyle(one.querySelector('nav, ul')).position === 'absolute';
  const opened = () => menus.filter((one) => one.open && isSheet(one));
  const leave = ({ target, type }) => {
    const hasChosen = type === 'click' && target.closest?.('.toc a');
    for (const menu of opened()) if (hasChosen || !menu.contains(target)) menu.open = false;
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
  if (!CSS.supports('selector(::details-content)'))
    for (const one of menus) one.open ||= !isSheet(one);
}
