// Runs before anything is drawn, so that a scheme the reader chose does not flash. Without a choice
// the style follows the system. That the attribute is there tells styles that scripts run.
{
  let chosen = '';
  try {
    chosen = localStorage.getItem('scheme') ?? '';
  } catch {}
  document.documentElement.dataset.scheme = /^(light|dark)$/.test(chosen) ? chosen : '';
}
