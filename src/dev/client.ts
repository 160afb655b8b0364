/**
 * The script that `dev` puts into each page, as a file of its own, so that it also runs under
 * `script-src 'self'`. The overlay's markup was escaped by the server; its styles are a file, too,
 * and stand in a shadow root where the site's styles do not reach.
 */
export const clientScript = `(() => {
  const ours = new URL(document.currentScript.src).searchParams.get('build');
  let events;
  let host;
  const show = (overlay) => {
    host?.remove();
    host = undefined;
    if (overlay === '') return;
    host = document.createElement('rutter-problems');
    const root = host.attachShadow({ mode: 'open' });
    root.innerHTML = '<link rel="stylesheet" href="/__rutter/live.css">' + overlay;
    root.querySelector('button').addEventListener('click', () => show(''));
    document.body.append(host);
  };
  const listen = () => {
    if (events !== undefined) return;
    events = new EventSource('/__rutter/events');
    events.addEventListener('state', (event) => {
      const { build, overlay } = JSON.parse(event.data);
      if (build === ours) return show(overlay);
      events.close();
      location.reload();
    });
  };
  const rest = () => {
    events?.close();
    events = undefined;
  };
  // A browser opens few connections to one host: pages that nobody sees take none.
  const wake = () => (document.hidden ? rest() : listen());
  document.addEventListener('visibilitychange', wake);
  addEventListener('pagehide', rest);
  addEventListener('pageshow', wake);
  wake();
})();
`;
