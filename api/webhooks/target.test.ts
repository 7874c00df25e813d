import { describe, expect, it } from '@jest/globals';
import { isPrivate, lookupPublic, requireTarget } from './target.ts';

const PRIVATE = [
  '127.0.0.1',
  '10.1.2.3',
  '172.31.255.1',
  '192.168.0.1',
  '169.254.169.254',
  '100.64.0.1',
  '0.0.0.0',
  '255.255.255.255',
  '::1',
  '::',
  'fe80::1',
  'fd00::1',
  '::ffff:10.0.0.1',
  '64:ff9b::a00:1',
  '2002:a00:1::',
  'not-an-address',
];

describe('whom a webhook may reach', () => {
  it.each(PRIVATE)('%s is inside an organisation', (address) => expect(isPrivate(address)).toBe(true));
  it.each(['1.1.1.1', '93.184.216.34', '2606:4700::1111'])('%s is outside', (address) =>
    expect(isPrivate(address)).toBe(false),
  );

  it.each([
    ['http://hooks.example/x', 'begins with https'],
    ['https://user:secret@hooks.example/x', 'no user or password'],
    ['https://169.254.169.254/latest/meta-data', 'private network'],
    ['https://[::1]/x', 'private network'],
    ['https://localhost/x', 'private network'],
    ['https://localhost./x', 'private network'],
    ['https://api.localhost/x', 'private network'],
    ['https://2130706433/x', 'private network'],
    ['ftp://hooks.example/x', 'begins with https'],
    ['hooks.example', 'whole URL'],
  ])('%s is refused, by what is wrong with it', (url, why) => {
    expect(() => requireTarget(url, { allowPrivate: false })).toThrow(why);
  });

  it('a public address over https is taken, and a private one where the operator said so', () => {
    expect(() => requireTarget('https://hooks.example/x', { allowPrivate: false })).not.toThrow();
    expect(() => requireTarget('http://10.0.0.7:8080/x', { allowPrivate: true })).not.toThrow();
  });

  it('a name that leads inside is found out when it is looked up, whatever it was when it was entered', async () => {
    const error = await new Promise((resolve) => lookupPublic('localhost', { family: 0, hints: 0 }, resolve));
    expect(String(error)).toContain('private network');
  });
});
