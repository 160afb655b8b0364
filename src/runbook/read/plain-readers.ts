import { nearest } from '../../model/nearest.ts';
import { durationForm, parseDuration } from '../../model/quantity.ts';
import type { StepRole } from '../../model/runbook.ts';
import { type AttributeReaders, hasControl, shown, valued, word } from './attribute-reader.ts';
import { longestMs } from './setting-problems.ts';

const roles: readonly StepRole[] = ['setup', 'check', 'fault', 'fix', 'teardown'];

/** What a step is called, what part it has, and how it is to end. */
export const plainReaders: AttributeReaders = {
  name: valued('name', 'write `name=install`', (value, draft) => {
    // It becomes an anchor and the word that people and reports call the step by.
    if (!/^[A-Za-z][A-Za-z0-9._-]{0,63}$/.test(value)) {
      return {
        message: `\`${shown(value)}\` is no name for a step`,
        hint: 'begin with a letter, go on with letters, digits, `-`, `_` and `.`, at most 64',
      };
    }
    if (/^step-\d+$/.test(value)) {
      return {
        message: `\`${value}\` is the name of a step that has none`,
        hint: 'give it a name that says what it does',
      };
    }
    draft.name = value;
    return undefined;
  }),
  title: valued('title', 'write `title="…"`', (value, draft) => {
    draft.title = value;
    return undefined;
  }),
  role: valued('role', `the roles are ${roles.join(', ')}`, (value, draft) => {
    const role = roles.find((one) => one === value);
    if (role !== undefined) {
      draft.role = role;
      return undefined;
    }
    const near = nearest(value, roles);
    return {
      message: `\`${shown(value)}\` is no role of a step`,
      hint: near === undefined ? `the roles are ${roles.join(', ')}` : `did you mean \`${near}\`?`,
    };
  }),
  exit: valued('exit', 'write a number, as in `exit=1`', (value, draft) => {
    if (!/^\d{1,3}$/.test(value) || Number(value) > 255) {
      return {
        message: `\`${shown(value)}\` is no exit status`,
        hint: 'write a number from 0 to 255, for example `exit=1`',
      };
    }
    draft.exit = Number(value);
    return undefined;
  }),
  timeout: valued('timeout', 'write `timeout=10s`', (value, draft) => {
    const ms = parseDuration(value);
    if (ms === undefined) {
      return { message: `\`${shown(value)}\` is no time limit`, hint: `write ${durationForm}` };
    }
    if (ms > longestMs) {
      return { message: `the time limit ${value} is longer than an hour`, hint: 'make it shorter' };
    }
    draft.timeoutMs = ms;
    return undefined;
  }),
  skip(value, draft) {
    if (value === true || value.trim() === '') {
      return { message: '`skip` gives no reason', hint: 'write `skip="needs a real disk"`' };
    }
    draft.skip = value;
    return undefined;
  },
  file(value, draft) {
    if (value === true) {
      return { message: '`file` names no path', hint: 'write `file=/work/app.conf`' };
    }
    draft.file = value;
    return undefined;
  },
  mode: valued('mode', 'write `mode=0755`', (value, draft) => {
    if (!/^0?[0-7]{3}$/.test(value)) {
      return {
        message: `\`${shown(value)}\` is no mode of a file`,
        hint: 'write its permissions in octal digits, as in `mode=0755`',
      };
    }
    draft.mode = Number.parseInt(value, 8);
    return undefined;
  }),
  weak: valued('weak', 'write `weak="the time is another in each run"`', (value, draft) => {
    draft.weak = value;
    return undefined;
  }),
  tags: valued('tags', 'write `tags=slow` or `tags="slow disk"`', (value, draft) => {
    const tags = value.split(/[\s,]+/).filter((one) => one !== '');
    const wrong = tags.find((one) => !/^[\p{L}\p{N}][\p{L}\p{N}._-]{0,63}$/u.test(one));
    if (wrong !== undefined || tags.length === 0) {
      return {
        message: `\`${shown(wrong ?? value)}\` is no tag`,
        hint: 'begin with a letter or digit, go on with letters, digits, `-`, `_` and `.`',
      };
    }
    draft.tags = [...new Set(tags)];
    return undefined;
  }),
  run: word('run', () => {}),
  hidden: word('hidden', (draft) => {
    draft.hidden = true;
  }),
  interpreter: valued('interpreter', 'write `interpreter="python3 {}"`', (value, draft) => {
    if (hasControl.test(value) || value.length > 500) {
      return {
        message: 'the interpreter holds control characters or is overlong',
        hint: 'write a command such as `interpreter="python3 {}"`',
      };
    }
    draft.interpreter = value.trim();
    return undefined;
  }),
};
