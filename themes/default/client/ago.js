// How long ago something was, in the language of the page and for as long as it is open; the moment itself
// is in the title. One that has not come yet, or is none, keeps its date.
{
  const language = document.documentElement.lang || undefined;
  const words = new Intl.RelativeTimeFormat(language, { numeric: 'always' });
  const exact = new Intl.DateTimeFormat(language, { dateStyle: 'full', timeStyle: 'long' });
  // Two days are said in hours, two years in months.
  const units = [
    ['year', 31557600, 2],
    ['month', 2629800, 2],
    ['week', 604800, 2],
    ['day', 86400, 2],
    ['hour', 3600, 1],
    ['minute', 60, 0],
  ];
  const times = [...document.querySelectorAll('time.ago')].map((time) => [time, time.textContent]);
  const say = () => {
    for (const [time] of times) {
      const moment = new Date(time.dateTime);
      const seconds = (Date.now() - moment) / 1000;
      const [unit, size] = units.find(([, size, least]) => seconds >= size * least) ?? [];
      if (!unit) continue;
      const said = words.format(-Math.max(1, Math.floor(seconds / size)), unit);
      if (time.textContent === said) continue;
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
