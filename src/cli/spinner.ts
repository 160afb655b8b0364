const signs = ['⠋', '⠙', '⠹', '⠸', '⠼', '⠴', '⠦', '⠧', '⠇', '⠏'];

/** How often a view is drawn anew, in milliseconds. */
export const redrawMs = 120;

/** The sign of something that goes on, as it stands at a moment. */
export function spinnerAt(ms: number): string {
  return signs[Math.floor(ms / redrawMs) % signs.length] ?? '';
}
