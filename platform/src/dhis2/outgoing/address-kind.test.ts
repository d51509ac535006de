import fc from 'fast-check';
import { expect, test } from 'vitest';
import { kindOfAddress } from './address-kind.ts';

test.each([
  ['127.0.0.1', 'loopback'],
  ['127.8.9.10', 'loopback'],
  ['0.0.0.0', 'loopback'],
  ['::1', 'loopback'],
  ['[::1]', 'loopback'],
  ['::', 'loopback'],
  ['::ffff:127.0.0.1', 'loopback'],
  ['::ffff:7f00:1', 'loopback'],
  ['::127.0.0.1', 'loopback'],
  ['64:ff9b::7f00:1', 'loopback'],
  ['64:ff9b:1::127.0.0.1', 'loopback'],
  ['2002:7f00:1::', 'loopback'],
  ['169.254.1.1', 'link-local'],
  ['fe80::1', 'link-local'],
  ['fe80::1%eth0', 'link-local'],
  ['::ffff:169.254.1.1', 'link-local'],
  ['169.254.169.254', 'metadata'],
  ['::ffff:169.254.169.254', 'metadata'],
  ['64:ff9b::a9fe:a9fe', 'metadata'],
  ['fd00:ec2::254', 'metadata'],
  ['168.63.129.16', 'metadata'],
  ['100.100.100.200', 'metadata'],
  ['224.0.0.1', 'reserved'],
  ['255.255.255.255', 'reserved'],
  ['ff02::1', 'reserved'],
  ['not an address', 'reserved'],
  ['10.1.2.3', 'private'],
  ['172.31.0.1', 'private'],
  ['192.168.1.1', 'private'],
  ['100.64.0.1', 'private'],
  ['fd12:3456::1', 'private'],
  ['172.32.0.1', 'public'],
  ['192.0.2.1', 'public'],
  ['2001:db8::1', 'public'],
  ['::ffff:192.0.2.1', 'public'],
])('%s is %s', (address, kind) => {
  expect(kindOfAddress(address)).toBe(kind);
});

test('an address of IPv4 is of the same kind however it is written as IPv6', () => {
  fc.assert(
    fc.property(fc.ipV4(), (address) => {
      const kind = kindOfAddress(address);
      const [a = 0, b = 0, c = 0, d = 0] = address.split('.').map(Number);
      const high = (a * 256 + b).toString(16);
      const low = (c * 256 + d).toString(16);
      const written = [
        `::ffff:${address}`,
        `::ffff:${high}:${low}`,
        `64:ff9b::${high}:${low}`,
        `2002:${high}:${low}::1`,
      ];
      expect(written.map(kindOfAddress)).toEqual(written.map(() => kind));
    }),
  );
});
