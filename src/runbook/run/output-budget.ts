import { type Captured, capturedText } from './captured.ts';

/** Of one stream of one command. */
const ofOneStream = 64 * 1024;
/** Of all commands of a runbook; a report stays small however many of them there are. */
const ofRunbook = 2 * 1024 * 1024;
/** What every stream may have even so. */
const least = 2 * 1024;

/** Turns captured bytes into the text of one report, within its bounds. */
export function outputBudget(): (output: Uint8Array) => Captured {
  let left = ofRunbook;
  return (output) => {
    const captured = capturedText(output, Math.max(least, Math.min(ofOneStream, left)));
    left -= captured.text.length;
    return captured;
  };
}
