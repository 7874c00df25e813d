import { describe, expect, it } from '@jest/globals';
import { plusMs } from '../domain/time.ts';
import { signAlert, verifySignature } from './signature.ts';

const now = '2026-11-24T08:40:00.000Z';
const body = Buffer.from('{"id":"a"}');
const signature = signAlert('secret-of-the-source', body, now);

function refused(secret: string, text: string, bytes: Uint8Array, at: string) {
  return expect(() => verifySignature(secret, text, bytes, at));
}

describe('signature', () => {
  it('is accepted within 300 s, in both directions', () => {
    verifySignature('secret-of-the-source', signature, body, plusMs(now, 299_000));
    verifySignature('secret-of-the-source', signature, body, plusMs(now, -299_000));
  });

  it('is refused for another body, another secret, another time than the signed one', () => {
    refused('secret-of-the-source', signature, Buffer.from('{"id":"b"}'), now).toThrow(/does not match/);
    refused('another', signature, body, now).toThrow(/does not match/);
    const renewed = signature.replace(/t=\d+/, `t=${Date.parse(plusMs(now, 600_000)) / 1000}`);
    refused('secret-of-the-source', renewed, body, plusMs(now, 600_000)).toThrow(/does not match/);
  });

  it('is refused when too old or from the future', () => {
    refused('secret-of-the-source', signature, body, plusMs(now, 301_000)).toThrow(/300 s/);
    refused('secret-of-the-source', signature, body, plusMs(now, -301_000)).toThrow(/300 s/);
  });

  it.each(['', 't=1', 'v1=00', 't=x,v1=00', `t=1,v1=${'z'.repeat(64)}`, `t=1,v1=${'a'.repeat(63)}`])(
    'refuses the form %p',
    (text) => {
      refused('secret-of-the-source', text, body, now).toThrow(/form/);
    },
  );
});
