// How long ago a moment was, in the language of the page; nothing of one that has not come yet, or is none.
// biome-ignore lint/correctness/noUnusedVariables: for the file that this one is joined with
const since = (() => {
  const words = new Intl.RelativeTimeFormat(document.documentElement.lang || undefined);
  // Two days are said in hours, two years in months.
  const units = [
    ['year', 31557600, 2],
    ['month', 2629800, 2],
    ['week', 604800, 2],
    ['day', 86400, 2],
    ['hour', 3600, 1],
    ['minute', 60, 0],
  ];
  return (moment) => {
    const seconds = (Date.now() - moment) / 1000;
    const [unit, size] = units.find(([, size, least]) => seconds >= size * least) ?? [];
    return unit && words.format(-Math.max(1, Math.floor(seconds / size)), unit);
  };
})();
