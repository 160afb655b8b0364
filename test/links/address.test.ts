import { expect, test } from 'vitest';
import { isPublic } from '../../src/links/address.ts';

test.each([
  '127.0.0.1',
  '10.1.2.3',
  '172.31.0.1',
  '192.168.1.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '224.0.0.1',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fe80::1%eth0',
  'fd12::1',
  '::ffff:127.0.0.1',
  '::ffff:a9fe:a9fe',
  '64:ff9b::10.0.0.1',
  '2002:7f00:0001::',
  'no address',
])('%s is not of the public internet', (address) => {
  expect(isPublic(address)).toBe(false);
});

test.each(['9.9.9.9', '172.32.0.1', '2620:fe::fe', '::ffff:9.9.9.9', '64:ff9b::909:909'])(
  '%s is',
  (address) => {
    expect(isPublic(address)).toBe(true);
  },
);
