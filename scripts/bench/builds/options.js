// The options of scripts/bench/build; wrong ones end the program with status 2.
import { homedir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { isThere, shapes } from './corpus.js';
import { peers, rutter } from './generators.js';

const scenarios = ['cold', 'unchanged', 'change'];

export function readOptions() {
  const { values } = parseArgs({
    options: {
      shape: { type: 'string', default: 'posts' },
      sizes: { type: 'string', default: '1000' },
      peers: { type: 'string', default: 'hugo' },
      scenario: { type: 'string', default: scenarios.join(',') },
      rounds: { type: 'string', default: '3' },
      rutter: { type: 'string', multiple: true },
      limits: { type: 'boolean', default: false },
      out: { type: 'string' },
      tmpfs: { type: 'boolean', default: false },
      cache: { type: 'string', default: join(homedir(), '.cache/rutter-bench') },
      json: { type: 'string' },
      markdown: { type: 'boolean', default: false },
    },
  });
  const listed = (name, known) => {
    const words = values[name].split(',').filter((word) => word !== 'none');
    const strange = words.find((word) => !known.includes(word));
    if (strange !== undefined) usage(`--${name}: no \`${strange}\` among ${known.join(', ')}`);
    return words;
  };
  const numbers = (text, name) => {
    const found = text.split(',').map(Number);
    if (found.some((one) => !Number.isInteger(one) || one < 1))
      usage(`--${name}: not a number: ${text}`);
    return found;
  };
  const wanted = listed('shape', Object.keys(shapes));
  const missing = wanted.find((shape) => !isThere(shape));
  if (missing !== undefined) usage(`--shape: the pages of \`${missing}\` are not here`);
  return {
    ...values,
    shapes: wanted,
    sizes: numbers(values.sizes, 'sizes'),
    peers: listed('peers', Object.keys(peers)),
    scenarios: listed('scenario', scenarios),
    rounds: numbers(values.rounds, 'rounds')[0],
    rutters: values.rutter?.map((text) => {
      const [, name, folder] = /^(?:([^=]*)=)?(.*)$/.exec(text);
      return rutter(folder, name);
    }) ?? [rutter()],
  };
}

export function usage(message) {
  console.error(`scripts/bench/build: ${message}`);
  process.exit(2);
}
