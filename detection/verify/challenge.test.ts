import { describe, expect, it } from '@jest/globals';
import { answerChallenge } from './challenge.ts';
import type { Challenge } from './verification.ts';

const okta: Challenge = { kind: 'get-header', header: 'x-okta-verification-challenge', member: 'verification' };
const graph: Challenge = { kind: 'post-query', parameter: 'validationToken' };
const ask = (challenge: Challenge | undefined, asked: object) =>
  answerChallenge(challenge, { method: 'POST', headers: {}, query: {}, body: Buffer.alloc(0), ...asked });

describe('what a vendor asks of an address', () => {
  it('is given back as each vendor wants it', () => {
    expect(ask(okta, { method: 'GET', headers: { 'x-okta-verification-challenge': 'abc_1-2' } })).toEqual({
      mediaType: 'application/json',
      body: '{"verification":"abc_1-2"}',
    });
    const query = { validationToken: 'Validation: Testing client application' };
    expect(ask(graph, { query })).toEqual({ mediaType: 'text/plain', body: query.validationToken });
  });

  it('is answered for nothing else, and never with what a browser could run', () => {
    expect(ask(undefined, { query: { validationToken: 'a' } })).toBeNull();
    expect(ask(okta, { headers: { 'x-okta-verification-challenge': 'abc' } })).toBeNull();
    expect(ask(okta, { method: 'GET' })).toBeNull();
    expect(ask(graph, { method: 'GET', query: { validationToken: 'a' } })).toBeNull();
    expect(ask(graph, { query: { validationToken: '<script>' } })).toBeNull();
    expect(ask(graph, { query: { validationToken: ['a', 'b'] } })).toBeNull();
    expect(ask(graph, { query: { validationToken: 'a' }, body: Buffer.from('{"value":[]}') })).toBeNull();
  });
});
