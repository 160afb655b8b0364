import { type Captured, capturedText } from './captured.ts';

/** Of one stream of one command. */
const ofOneStream = 64 * 1024;
/** Of all commands of a runbook; a report stays small however many of them there are. */
const ofRunbook = 2 * 1024 * 1024;
/** What every stream may have even so. */
const least = 2 * 1024;

export interface OutputBudget {
  /** Turns captured bytes into the text of one report, within its bounds. */
  capture(output: Uint8Array): Captured;
  /** Remembers what is left; what it answers gives back what was used since. */
  mark(): () => void;
}

export function outputBudget(): OutputBudget {
  let left = ofRunbook;
  return {
    capture(output) {
      const captured = capturedText(output, Math.max(least, Math.min(ofOneStream, left)));
      left -= captured.text.length;
      return captured;
    },
    mark() {
      const before = left;
      return () => {
        left = before;
      };
    },
  };
}
