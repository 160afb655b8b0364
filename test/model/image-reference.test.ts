import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseImageReference } from '../../src/model/image-reference.ts';

const digest = `sha256:${'a'.repeat(64)}`;

describe('image references', () => {
  test.each([
    ['debian', { name: 'debian' }],
    ['debian:12', { name: 'debian', tag: '12' }],
    ['localhost:5000/a/b_c:v1.2-x', { name: 'localhost:5000/a/b_c', tag: 'v1.2-x' }],
    ['ghcr.io/owner/my-app__x:latest', { name: 'ghcr.io/owner/my-app__x', tag: 'latest' }],
    [`debian@${digest}`, { name: 'debian', digest }],
    [`debian:12@${digest}`, { name: 'debian', tag: '12', digest }],
  ])('%s is one', (text, parts) => {
    expect(parseImageReference(text)).toEqual(parts);
  });

  test.each([
    '',
    '-debian',
    '--privileged',
    'Debian:12',
    'debian:',
    'debian:-x',
    'a//b',
    '../x',
    'debian:12 ',
    'debian\n',
    'a@b@c',
    'debian@sha256:abc',
    'x:y/',
    'a?b',
    '/debian',
    `a${'b'.repeat(300)}`,
  ])('%j is none', (text) => {
    expect(parseImageReference(text)).toBeUndefined();
  });

  test('no reference can be taken for an option or a path, or holds a space or a control', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: fc.constantFrom(...'ab09-_./:@Z \n\0$;') }),
        fc.constantFrom('-', '/', '.', ''),
        (rest, first) => {
          const text = first + rest;
          if (parseImageReference(text) === undefined) return;
          expect(text).toMatch(/^[A-Za-z0-9][A-Za-z0-9._:/@-]*$/);
          expect(text).not.toContain('..');
        },
      ),
    );
  });
});
