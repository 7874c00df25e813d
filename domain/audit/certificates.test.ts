import { expect, test } from '@jest/globals';
import { splitCertificates } from './certificates.ts';

const pem = (name: string) => `-----BEGIN CERTIFICATE-----\n${name}\n-----END CERTIFICATE-----`;

test('a PEM file is its certificates, each by itself and in their order, and nothing else', () => {
  expect(splitCertificates(`subject=One\n${pem('one')}\n\n# two\n${pem('two')}\n`)).toEqual([pem('one'), pem('two')]);
  const key = '-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----';
  expect(splitCertificates(`${key}\n${pem('one')}`)).toEqual([pem('one')]);
  expect([splitCertificates(key), splitCertificates('')]).toEqual([[], []]);
});
