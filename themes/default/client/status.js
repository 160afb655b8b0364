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
      heard = new Date();
      const now = runbooks.map(({ id, state, lastRun = '' }) => `${id} ${state} ${lastRun}`).join();
      if (now !== shown || (last ?? text) !== text) location.reload();
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
