// The table of contents says where in the page one is.
{
  const toc = document.querySelector('.toc');
  const parts = [...(toc?.querySelectorAll('nav a') ?? [])].flatMap((link) => {
    let id = '';
    try {
      id = decodeURIComponent(link.hash.slice(1));
    } catch {}
    const heading = document.getElementById(id);
    return heading ? [{ link, heading }] : [];
  });
  let current;
  let isDue = false;
  const look = () => {
    isDue = false;
    const { scrollHeight, clientHeight, scrollTop } = document.documentElement;
    const line = clientHeight / 4;
    const isEnd = scrollTop > 0 && scrollTop + clientHeight > scrollHeight - 4;
    const at = isEnd
      ? parts.length - 1
      : parts.findLastIndex(({ heading }) => heading.getBoundingClientRect().top < line);
    const { link } = parts[at] ?? {};
    if (link === current) return;
    current?.removeAttribute('aria-current');
    current = link;
    if (!link) return;
    link.setAttribute('aria-current', 'location');
    const [box, seen] = [toc, link].map((one) => one.getBoundingClientRect());
    if (seen.top < box.top || seen.bottom > box.bottom)
      toc.scrollTop += seen.top - box.top - box.height / 3;
  };
  const soon = () => {
    if (!isDue) requestAnimationFrame(look);
    isDue = true;
  };
  if (parts[0]) {
    addEventListener('scroll', soon, { passive: true });
    addEventListener('resize', soon);
    soon();
  }
}
