import { expect, it } from '@jest/globals';
import { alertSources } from '../detection/registry.ts';
import { readBody } from './alert-reading.ts';

const line = (id: string, user = 'ann') =>
  `CEF:0|Example|Watch|1.0|42|Files were read|8|externalId=${id} rt=1763673245123 suser=${user}`;
const read = (body: string | Uint8Array, type: string) =>
  readBody(alertSources().find('cef'), typeof body === 'string' ? Buffer.from(body) : body, { 'content-type': type });

it('reads lines of text as they come, and the same lines as JSON', () => {
  const { findings, refused } = read(`${line('a')}\r\n${line('b')}\n`, 'text/plain; charset=utf-8');
  expect([findings.length, refused]).toEqual([2, null]);
  expect(read(JSON.stringify([line('a'), line('b')]), 'application/json').findings).toEqual(findings);
});

it('loses no line for bytes that are no UTF-8', () => {
  const latin1 = Buffer.from(`${line('a', 'J\u00fcrgen')}\n${line('b')}`, 'latin1');
  const { findings, refused } = read(latin1, 'text/plain');
  expect(findings.map(({ actor }) => actor.users[0])).toEqual(['J\ufffdrgen', 'ann']);
  expect(refused).toBeNull();
});

it('takes text for lines only from a source that has them', () => {
  const text = { 'content-type': 'text/plain' };
  expect(() => readBody(alertSources().find('ocsf'), Buffer.from(line('a')), text)).toThrow('not JSON');
  expect(() => read('', 'text/plain')).toThrow('The body is empty.');
});

it('reads as many alerts of one body as it may, and says how many more there are', () => {
  const { findings, refused } = read(Array.from({ length: 5_003 }, (_, n) => line(`n${n}`)).join('\n'), 'text/plain');
  expect(findings).toHaveLength(5_000);
  expect(refused?.message).toContain('3 more alerts stand in one body than are read');
});
