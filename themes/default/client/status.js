// Looks every minute whether the runbooks are still as the wall shows them, and says since when nobody
// answers. A page from a disk has nobody to ask.
{
  const wall = document.querySelector('.wall');
  const silence = wall.querySelector('.wall-silence');
  const shown = [...wall.querySelectorAll('[data-run]')].map(({ dataset }) => dataset.run).join();
  let last;
  let heard = new Date();
  const look = async () => {
    try {
      const answer = await fetch('../status.json', { cache: 'no-cache' });
      if (!answer.ok) throw answer;
      const text = await answer.text();
      const { runbooks } = JSON.parse(text);
      const now = runbooks.map(({ id, state, lastRun = '' }) => `${id} ${state} ${lastRun}`).join();
      // One whose page comes from an older cache is not drawn anew by it: it is asked for again later.
      const asked = `${Math.floor(Date.now() / 6e5)} ${now}`;
      if (now !== shown && history.state === asked) throw asked;
      if (now !== shown || (last ?? text) !== text) {
        history.replaceState(asked, '');
        location.reload();
      }
      heard = new Date();
      last = text;
      silence.hidden = true;
    } catch {
      silence.hidden = false;
      silence.textContent = silence.dataset.text.replace(
        '{time}',
        heard.toLocaleTimeString(document.documentElement.lang, { timeStyle: 'short' }),
      );
    }
  };
  if (location.protocol !== 'file:') {
    setInterval(look, 60000);
    addEventListener('online', look);
  }
}
