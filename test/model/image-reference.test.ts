import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  type ImageReference,
  parseImageReference,
  registryOf,
  sameRepository,
  wholeReference,
} from '../../src/model/image-reference.ts';

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

describe('what a name leaves out', () => {
  const parsed = (text: string): ImageReference => {
    const reference = parseImageReference(text);
    if (reference === undefined) throw new Error(`${text} is no reference`);
    return reference;
  };
  const digest = `sha256:${'a'.repeat(64)}`;

  test.each([
    ['debian', 'docker.io', 'docker.io/library/debian:latest'],
    ['debian:12', 'docker.io', 'docker.io/library/debian:12'],
    ['me/tool:1', 'docker.io', 'docker.io/me/tool:1'],
    ['docker.io/debian', 'docker.io', 'docker.io/library/debian:latest'],
    ['index.docker.io/me/tool', 'docker.io', 'docker.io/me/tool:latest'],
    ['quay.io/a/b:c', 'quay.io', 'quay.io/a/b:c'],
    ['Quay.IO/a/b', 'quay.io', 'quay.io/a/b:latest'],
    ['localhost/a', 'localhost', 'localhost/a:latest'],
    ['127.0.0.1:5000/a:1', '127.0.0.1:5000', '127.0.0.1:5000/a:1'],
    ['docker.io.evil.example/a', 'docker.io.evil.example', 'docker.io.evil.example/a:latest'],
    [`debian:12@${digest}`, 'docker.io', `docker.io/library/debian@${digest}`],
  ])('%s', (text, host, whole) => {
    expect(registryOf(parsed(text))).toBe(host);
    expect(wholeReference(parsed(text))).toBe(whole);
    // What is asked for leads to the host that was looked at, however it is written.
    expect(registryOf(parsed(wholeReference(parsed(text))))).toBe(host);
  });
  test('two names may mean one repository', () => {
    expect(sameRepository('debian', 'docker.io/library/debian')).toBe(true);
    expect(sameRepository('debian', 'quay.io/library/debian')).toBe(false);
  });
});
