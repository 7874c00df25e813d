import { EventEmitter } from 'node:events';
import https from 'node:https';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import MessageValidator from 'sns-validator';
import { plusMs } from '../../domain/time.ts';
import * as SNS from '../../test/support/sns.ts';
import { keepCertificates, subscribeUrlOf } from './sns.ts';
import { SNS_SIGNATURE } from './verification.ts';
import { verifyRequest } from './verifier.ts';

const { now, topic, cert, notification, subscription, signed } = SNS;
const fetched: string[] = [];
const check = (message: object, more: object = {}) =>
  verifyRequest(
    [SNS_SIGNATURE],
    { headers: { 'x-amz-sns-message-type': 'Notification' }, body: Buffer.from(JSON.stringify(message)) },
    {
      ...{ now, secrets: [], topics: [topic] },
      fetchCertificate: async (url: string) => {
        fetched.push(url);
        return cert;
      },
      ...more,
    },
  );
const refused = (promise: Promise<unknown>, why: RegExp) =>
  expect(promise).rejects.toMatchObject({ code: 'bad-signature', message: expect.stringMatching(why) });

/** Amazon's own validator, which fetches the certificate itself. */
const byAmazon = (message: object) =>
  new Promise<string>((done) => {
    new MessageValidator().validate({ ...message }, (error) => done(error === null ? 'holds' : 'refused'));
  });

const { get } = https;
beforeEach(() => {
  fetched.length = 0;
  https.get = ((_url: string, answered: (answer: EventEmitter) => void) => {
    const answer = Object.assign(new EventEmitter(), { statusCode: 200 });
    answered(answer);
    answer.emit('data', cert);
    answer.emit('end');
    return new EventEmitter();
  }) as unknown as typeof https.get;
});
afterEach(() => {
  https.get = get;
});

describe('the signature of SNS', () => {
  it.each(['1', '2'] as const)('version %s holds, as it does for Amazon’s own validator', async (version) => {
    const { Subject: _, ...untitled } = notification;
    const { Subject: __, ...confirmation } = subscription;
    for (const message of [notification, untitled, confirmation]) {
      const whole = signed(message, version);
      await check(whole);
      expect(await byAmazon(whole)).toBe('holds');
      const forged = { ...whole, Message: '{"id":"b"}' };
      await refused(check(forged), /does not match/);
      expect(await byAmazon(forged)).toBe('refused');
    }
  });

  it.each([
    ['another host', 'https://sns.eu-central-1.amazonaws.com.evil.example/a.pem'],
    ['a bucket of anybody', 'https://sns-certs.s3.amazonaws.com/a.pem'],
    ['a name before the host', 'https://sns.eu-central-1.amazonaws.com@evil.example/a.pem'],
    ['no TLS', 'http://sns.eu-central-1.amazonaws.com/a.pem'],
    ['another port', 'https://sns.eu-central-1.amazonaws.com:8443/a.pem'],
    ['no certificate', 'https://sns.eu-central-1.amazonaws.com/a.txt'],
    ['an address with something behind it', 'https://sns.eu-central-1.amazonaws.com/a.pem?1'],
    ['an address with a mark behind it', 'https://sns.eu-central-1.amazonaws.com/a.pem#1'],
    ['an address that ends in nothing', 'https://sns.eu-central-1.amazonaws.com/a.pem?'],
    ['another way to the same file', 'https://sns.eu-central-1.amazonaws.com/./a.pem'],
    ['no address', 'x'],
  ])('fetches no certificate from %s', async (_name, SigningCertURL) => {
    await refused(check(signed({ ...notification, SigningCertURL }, '2')), /not of Amazon SNS/);
    expect(fetched).toEqual([]);
  });

  it('is refused of another topic, of long ago, of another version and with a certificate that is none', async () => {
    const whole = signed(notification, '2');
    await refused(check(whole, { topics: ['arn:aws:sns:eu-central-1:1:other'] }), /not set up/);
    await refused(check(whole, { topics: undefined }), /not set up/);
    await refused(check(whole, { now: plusMs(now, 7_300_000) }), /7200 s/);
    await refused(check({ ...whole, SignatureVersion: '3' }), /SignatureVersion/);
    await refused(check(whole, { fetchCertificate: async () => 'none' }), /is none/);
    await refused(check(whole, { fetchCertificate: undefined }), /cannot be fetched/);
    await refused(check([whole]), /no JSON object/);
  });

  it('tells the address by which a subscription is confirmed, if it is Amazon’s', () => {
    expect(subscribeUrlOf(subscription)).toBe(subscription.SubscribeURL);
    expect(subscribeUrlOf(notification)).toBeNull();
    expect(subscribeUrlOf({ ...subscription, SubscribeURL: 'https://10.0.0.1/' })).toBeNull();
  });

  it('fetches a certificate once, and again after a failure', async () => {
    let calls = 0;
    const fetch = keepCertificates(async (url) => {
      calls += 1;
      if (calls === 1) throw new Error('away');
      return `certificate of ${url}`;
    });
    await expect(fetch('a')).rejects.toThrow('away');
    expect(await Promise.all([fetch('a'), fetch('a')])).toEqual(['certificate of a', 'certificate of a']);
    expect(calls).toBe(2);
  });

  it('fetches it once, whatever else is asked for in vain meanwhile', async () => {
    const asked: string[] = [];
    const fetch = keepCertificates(async (url) => {
      asked.push(url);
      if (url !== 'a') throw new Error('not there');
      return 'certificate';
    });
    await fetch('a');
    await Promise.allSettled(Array.from({ length: 100 }, (_, n) => fetch(`forged ${n}`)));
    expect(await fetch('a')).toBe('certificate');
    expect(asked.filter((url) => url === 'a')).toEqual(['a']);
  });
});
