import { describe, expect, it } from '@jest/globals';
import { Authenticator } from '../../test/support/authenticator.ts';
import { makeCertificate } from '../../test/support/certificate.ts';
import {
  newPasskeyOptions,
  type RelyingParty,
  readMade,
  readSigned,
  relyingPartyOf,
  signInOptions,
  verifyMade,
  verifySigned,
} from './webauthn.ts';

const PARTY: RelyingParty = { id: 'tocsin.example', origin: 'https://tocsin.example' };
const USER = { id: '7c1f2f0e-2f0e-4c57-9d0a-5d7c2a3b4e5f', name: 'Ines', email: 'ines@people.example' };

/** What comes of a passkey that a device makes when it is asked for one; null where it is refused. */
async function made(device: Authenticator, change: (answer: string) => string = (answer) => answer) {
  const options = await newPasskeyOptions(PARTY, USER, []);
  const answer = readMade(change(device.create(options)));
  return answer === null ? null : verifyMade(PARTY, answer);
}

/** A device with a passkey that was taken, and what its next signature is worth: its count, or null. */
async function owner() {
  const device = new Authenticator(PARTY.origin);
  const credential = await made(device);
  const signed = async (user = USER) => {
    const answer = readSigned(device.get(await signInOptions(PARTY)));
    const passkey = { userId: user.id, publicKey: credential?.publicKey ?? '' };
    return answer === null ? null : verifySigned(PARTY, answer, passkey);
  };
  return { device, signed };
}

it.each([
  ['https://tocsin.example', PARTY],
  ['https://tocsin.example:8443', { id: 'tocsin.example', origin: 'https://tocsin.example:8443' }],
  ['http://localhost:8080', { id: 'localhost', origin: 'http://localhost:8080' }],
  ['http://tocsin.example', null],
  ['http://127.0.0.1:8080', null],
  ['https://192.0.2.7', null],
  ['https://[2001:db8::7]', null],
])('browsers take passkeys for %s as for %j', (publicUrl, party) => {
  expect(relyingPartyOf(publicUrl)).toEqual(party);
});

it('a device is asked to ask who uses it, to be found without an address, and for nothing about itself', async () => {
  const making = await newPasskeyOptions(PARTY, USER, ['AAAA']);
  expect(making).toMatchObject({
    rp: { id: 'tocsin.example' },
    attestation: 'none',
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
    excludeCredentials: [{ id: 'AAAA' }],
  });
  expect(Buffer.from(making.user.id, 'base64url').toString()).toBe(USER.id);
  const signing = await signInOptions(PARTY);
  expect(signing).toMatchObject({ rpId: 'tocsin.example', userVerification: 'required' });
  expect(signing.allowCredentials).toBeUndefined();
  expect(signing.challenge).not.toBe((await signInOptions(PARTY)).challenge);
});

describe('a passkey that is made', () => {
  it('is taken with its name, its key and its count', async () => {
    const device = new Authenticator(PARTY.origin);
    device.counter = 4;
    const publicKey = device.publicKey.toString('base64url');
    expect(await made(device)).toEqual({ credentialId: device.id, publicKey, counter: 4 });
  });

  const others: [string, (device: Authenticator) => void][] = [
    ['a page elsewhere', (device) => Object.assign(device, { origin: 'https://tocsin.example.evil.example' })],
    ['another port of the same host', (device) => Object.assign(device, { origin: 'https://tocsin.example:444' })],
    ['another name', (device) => Object.assign(device, { rpId: 'evil.example' })],
    ['a frame in another page', (device) => Object.assign(device, { crossOrigin: true })],
    ['a device that does not ask who uses it', (device) => Object.assign(device, { asks: false })],
    ['a maker whose certificate nobody asked for', (device) => Object.assign(device, { maker: makeCertificate() })],
  ];
  it.each(others)('is refused from %s', async (_, change) => {
    const device = new Authenticator(PARTY.origin);
    change(device);
    expect(await made(device)).toBeNull();
  });

  it.each([
    '',
    'null',
    '[]',
    '{}',
    '{"id":{"$ne":null}}',
    '{"id":"AA","rawId":"AA","type":"public-key","response":{}}',
  ])('is nothing where %j was sent', (given) => {
    expect([readMade(given), readSigned(given)]).toEqual([null, null]);
  });

  it('is no answer to what a device was to sign, nor the other way round', async () => {
    const { device } = await owner();
    expect(readMade(device.get(await signInOptions(PARTY)))).toBeNull();
    expect(readSigned(device.create(await newPasskeyOptions(PARTY, USER, [])))).toBeNull();
    const asSignature = (answer: string) => answer.replace('"webauthn.create"', '"webauthn.get"');
    const relabelled = await made(device, (answer) => {
      const { response, ...rest } = JSON.parse(answer) as { response: { clientDataJSON: string } };
      const said = Buffer.from(response.clientDataJSON, 'base64url').toString();
      const clientDataJSON = Buffer.from(asSignature(said)).toString('base64url');
      return JSON.stringify({ ...rest, response: { ...response, clientDataJSON } });
    });
    expect(relabelled).toBeNull();
  });
});

describe('a passkey that signs', () => {
  it('gives its count, whatever that was before', async () => {
    const { device, signed } = await owner();
    expect(await signed()).toBe(0);
    device.counter = 7;
    expect(await signed()).toBe(7);
    device.counter = 3;
    expect(await signed()).toBe(3);
  });

  const others: [string, (device: Authenticator) => void][] = [
    ['a page elsewhere', (device) => Object.assign(device, { origin: 'https://evil.example' })],
    ['another name', (device) => Object.assign(device, { rpId: 'evil.example' })],
    ['a frame in another page', (device) => Object.assign(device, { crossOrigin: true })],
    ['a device that did not ask who uses it', (device) => Object.assign(device, { asks: false })],
    ['nobody it names', (device) => Object.assign(device, { userHandle: '' })],
  ];
  it.each(others)('is refused from %s', async (_, change) => {
    const { device, signed } = await owner();
    change(device);
    expect(await signed()).toBeNull();
  });

  it('stands for its owner alone, and for no other key', async () => {
    const { device, signed } = await owner();
    expect(await signed({ ...USER, id: 'somebody-else' })).toBeNull();
    const other = new Authenticator(PARTY.origin);
    Object.assign(other, { id: device.id, userHandle: device.userHandle });
    const answer = readSigned(other.get(await signInOptions(PARTY)));
    const passkey = { userId: USER.id, publicKey: device.publicKey.toString('base64url') };
    expect(answer === null ? 'unread' : await verifySigned(PARTY, answer, passkey)).toBeNull();
  });
});
