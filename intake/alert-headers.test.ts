import { expect, it } from '@jest/globals';
import { keptHeaders } from './alert-headers.ts';

it('keeps what says which alert it is, and nothing that proves who sent it', () => {
  const sent = {
    'content-type': 'application/json',
    'ce-id': '7',
    'x-github-delivery': 'b1',
    authorization: 'Bearer tocsin_x',
    cookie: 'a=b',
    'x-tocsin-signature': 't=1,v1=00',
    'webhook-signature': 'v1,abc',
    'webhook-id': 'msg_1',
    date: ['two', 'values'],
  };
  expect(keptHeaders(sent)).toEqual({
    'content-type': 'application/json',
    'ce-id': '7',
    'x-github-delivery': 'b1',
    'webhook-id': 'msg_1',
  });
});
