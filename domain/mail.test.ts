import { expect, test } from '@jest/globals';
import { addressOf, type MailServer, parseMailServer } from './mail.ts';

const open = { port: 587, secure: false, requireTLS: false, user: '', password: '' };

test.each<[string, MailServer]>([
  ['smtp://mail.example', { ...open, host: 'mail.example' }],
  ['smtp://mail.example:25', { ...open, host: 'mail.example', port: 25 }],
  ['smtps://mail.example', { ...open, host: 'mail.example', port: 465, secure: true }],
  ['smtps://mail.example:8465', { ...open, host: 'mail.example', port: 8465, secure: true }],
  ['smtp://[::1]:1025', { ...open, host: '::1', port: 1025 }],
  ['smtp://mail.example?requireTLS=true', { ...open, host: 'mail.example', requireTLS: true }],
  ['smtp://mail.example?requireTLS=false', { ...open, host: 'mail.example' }],
  // No password goes out in clear, whatever a server offers.
  [
    'smtp://ada%40x.example:p%3Aw%2F@mail.example',
    { ...open, host: 'mail.example', requireTLS: true, user: 'ada@x.example', password: 'p:w/' },
  ],
])('mail is handed in at %s', (url, server) => {
  expect(parseMailServer(url)).toEqual(server);
});

test('what is no URL is refused', () => {
  expect(() => parseMailServer('mail.example')).toThrow(TypeError);
});

test.each([
  ['desk@x.example', 'desk@x.example'],
  ['Tocsin <desk@x.example>', 'desk@x.example'],
  ['Tocsin <desk@x.example>  ', 'desk@x.example'],
  ['<desk@x.example>', 'desk@x.example'],
  ['"The <night> desk" <desk@x.example>', 'desk@x.example'],
  ['desk@x.example <night> desk', 'desk@x.example <night> desk'],
])('the address of "%s" is "%s"', (from, address) => {
  expect(addressOf(from)).toBe(address);
});
