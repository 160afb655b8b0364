// The mark beside a heading leads to it, and copies its address.
if (navigator.clipboard) {
  const { linkCopied } = document.currentScript.dataset;
  const status = document.createElement('p');
  status.role = 'status';
  status.className = 'aside';
  document.body.append(status);
  addEventListener('click', async ({ target }) => {
    const anchor = target.closest?.('.anchor');
    if (!anchor) return;
    await navigator.clipboard.writeText(anchor.href);
    anchor.dataset.said = status.textContent = linkCopied;
    setTimeout(() => {
      delete anchor.dataset.said;
      status.textContent = '';
    }, 2000);
  });
}
