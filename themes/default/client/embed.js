// Videos of other sites: nothing is fetched from there before a reader asks for it.
const players = {
  youtube: (id, start) =>
    `https://www.youtube-nocookie.com/embed/${id}?autoplay=1${start > 0 ? `&start=${start}` : ''}`,
  vimeo: (id, start, hash) =>
    `https://player.vimeo.com/video/${id}?autoplay=1&dnt=1${hash ? `&h=${hash}` : ''}${start > 0 ? `#t=${start}s` : ''}`,
};

for (const box of document.querySelectorAll('[data-embed]')) {
  if (!/^(youtube|vimeo):[\w-]+:\d+(:\w+)?$/.test(box.dataset.embed)) continue;
  const [site, ...video] = box.dataset.embed.split(':');
  const link = box.querySelector('a');
  if (!link) continue;
  link.addEventListener('click', (event) => {
    if (event.button || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    const frame = document.createElement('iframe');
    frame.title = link.querySelector('.embed-title')?.textContent ?? site;
    frame.allow = 'autoplay; fullscreen; picture-in-picture; encrypted-media';
    frame.referrerPolicy = 'strict-origin-when-cross-origin';
    frame.src = players[site](...video);
    link.replaceWith(frame);
    frame.focus();
  });
}
