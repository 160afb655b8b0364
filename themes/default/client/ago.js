// How long ago something was, in the language of the page and for as long as it is open; the moment itself
// is in the title. One that has not come yet, or is none, keeps its date.
{
  const language = document.documentElement.lang || undefined;
  const exact = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long' });
  const times = [...document.querySelectorAll('time.ago')].map((time) => [time, time.textContent]);
  const say = () => {
    for (const [time] of times) {
      const moment = new Date(time.dateTime);
      const said = since(moment);
      if (!said || time.textContent === said) continue;
      time.title = exact.format(moment);
      time.textContent = said;
    }
  };
  say();
  setInterval(say, 30000);
  // Paper is read at any time.
  addEventListener('beforeprint', () => {
    for (const [time, date] of times) time.textContent = date;
  });
  addEventListener('afterprint', say);
}
