import { expect, it } from 'vitest';
import { addressesOf } from '#server/listen.ts';

it.each([
  ['127.0.0.1', '127.0.0.1', 'http://127.0.0.1:3000', 'http://localhost:3000'],
  ['0.0.0.0', '0.0.0.0', 'http://127.0.0.1:3000', 'http://localhost:3000'],
  ['::', '::', 'http://[::1]:3000', 'http://localhost:3000'],
  ['localhost', '::1', 'http://[::1]:3000', 'http://localhost:3000'],
  ['::1', '::1', 'http://[::1]:3000', 'http://[::1]:3000'],
  ['127.0.0.2', '127.0.0.2', 'http://127.0.0.2:3000', 'http://127.0.0.2:3000'],
  ['192.168.1.5', '192.168.1.5', 'http://192.168.1.5:3000', 'http://192.168.1.5:3000'],
  ['coop.lan', '192.168.1.5', 'http://192.168.1.5:3000', 'http://coop.lan:3000'],
])('names addresses that answer when HOST is %s', (host, address, local, named) => {
  expect(addressesOf(host, { address, port: 3000 })).toEqual({ local, named });
});
