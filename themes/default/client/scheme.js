// Runs before anything is drawn, so that a scheme the reader chose does not flash. Without it, or
// without a choice, the style follows the system.
try {
  document.documentElement.dataset.scheme = localStorage.getItem('scheme') ?? '';
} catch {}
