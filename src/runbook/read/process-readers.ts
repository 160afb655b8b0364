import { durationForm, parseDuration } from '../../model/quantity.ts';
import { parseReady, readyForm } from '../../model/ready.ts';
import { type AttributeReaders, shown, valued, word } from './attribute-reader.ts';
import { longestMs } from './setting-problems.ts';

const mostRetries = 100;

/** How often a step is run, and whether the next one waits for its end. */
export const processReaders: AttributeReaders = {
  background: word('background', (draft) => {
    draft.background = true;
  }),
  ready: valued('ready', `write ${readyForm}`, (value, draft, services) => {
    const read = parseReady(value, services);
    if (!('ready' in read)) return read;
    draft.ready = read.ready;
    return undefined;
  }),
  stop: valued(
    'stop',
    'write the name of a background step, as in `stop=server`',
    (value, draft) => {
      draft.stop = value;
      return undefined;
    },
  ),
  retry: valued('retry', 'write how often, as in `retry=3`', (value, draft) => {
    const times = /^\d{1,4}$/.test(value) ? Number(value) : 0;
    if (times < 1 || times > mostRetries) {
      return {
        message: `\`${shown(value)}\` is no number of further attempts`,
        hint: `write a number from 1 to ${mostRetries}, for example \`retry=3\``,
      };
    }
    draft.retry = times;
    return undefined;
  }),
  every: valued(
    'every',
    'write the pause between two attempts, as in `every=2s`',
    (value, draft) => {
      const ms = parseDuration(value);
      if (ms === undefined) {
        return {
          message: `\`${shown(value)}\` is no pause between two attempts`,
          hint: `write ${durationForm}`,
        };
      }
      if (ms > longestMs) {
        return { message: `the pause ${value} is longer than an hour`, hint: 'make it shorter' };
      }
      draft.everyMs = ms;
      return undefined;
    },
  ),
  idempotent: word('idempotent', (draft) => {
    draft.idempotent = true;
  }),
};
