// A picture that is shown smaller than it is can be seen as large as the window.
{
  const { enlarge, close } = document.currentScript.dataset;
  let dialog;
  const show = (image) => {
    if (!dialog) {
      dialog = document.createElement('dialog');
      dialog.className = 'zoomed';
      // A press anywhere ends it, as Escape does.
      dialog.onclick = () => dialog.close();
      const end = document.createElement('button');
      end.type = 'button';
      end.ariaLabel = end.title = close;
      dialog.append(end);
      document.body.append(dialog);
    }
    const large = new Image();
    large.alt = image.alt;
    large.src = image.src;
    for (const old of dialog.querySelectorAll('img')) old.remove();
    dialog.ariaLabel = image.alt || enlarge;
    dialog.append(large);
    dialog.showModal();
  };
  const offer = (image) => {
    const wide = Number(image.getAttribute('width')) || image.naturalWidth;
    if (wide < image.clientWidth * 1.2 || image.clientWidth < 120) return;
    const control = document.createElement('button');
    control.type = 'button';
    control.className = 'zoom';
    control.ariaLabel = image.alt ? `${enlarge}: ${image.alt}` : enlarge;
    control.onclick = () => show(image);
    const placed = image.closest('picture') ?? image;
    placed.replaceWith(control);
    control.append(placed);
  };
  for (const image of document.querySelectorAll(
    '.prose img:not(a img, summary img, [align], .left, .right, .only-light, .only-dark)',
  )) {
    if (image.complete) offer(image);
    else image.addEventListener('load', () => offer(image), { once: true });
  }
}
