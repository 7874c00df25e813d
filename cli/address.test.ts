import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { findServer } from './address.ts';

const url = 'http://127.0.0.1:8300';
const stored = { url, tokens: { dpo: 'd', responder: 'r', 'alert-source': 'a' } };

function dataDir(content: string | null): string {
  const dir = mkdtempSync(join(tmpdir(), 'tocsin-cli-'));
  if (content !== null) writeFileSync(join(dir, 'credentials.json'), content);
  return dir;
}

describe('findServer', () => {
  it('takes the least role that may, or the one asked for', () => {
    const env = { TOCSIN_DATA_DIR: dataDir(JSON.stringify(stored)) };
    expect(findServer(env, undefined, 'responder')).toEqual({ url, token: 'r' });
    expect(findServer(env, 'dpo', 'responder')).toEqual({ url, token: 'd' });
  });

  it('prefers the environment', () => {
    const env = { TOCSIN_URL: 'https://tocsin.example', TOCSIN_TOKEN: 't', TOCSIN_DATA_DIR: dataDir(null) };
    expect(findServer(env, undefined, 'dpo')).toEqual({ url: 'https://tocsin.example', token: 't' });
  });

  it('never sends a stored token to another server', () => {
    const env = { TOCSIN_URL: 'https://elsewhere.example', TOCSIN_DATA_DIR: dataDir(JSON.stringify(stored)) };
    expect(() => findServer(env, undefined, 'dpo')).toThrow(expect.objectContaining({ code: 'unauthenticated' }));
  });

  it.each([
    ['nothing was started', null, {}, undefined, 'unavailable'],
    ['the file is broken', '{', {}, undefined, 'bad-input'],
    ['an unknown role', JSON.stringify(stored), {}, 'admin', 'bad-input'],
    ['a role beside TOCSIN_TOKEN', JSON.stringify(stored), { TOCSIN_TOKEN: 't' }, 'dpo', 'bad-input'],
  ])('refuses where %s', (_, content, extra, asked, code) => {
    const env = { ...extra, TOCSIN_DATA_DIR: dataDir(content) };
    expect(() => findServer(env, asked, 'dpo')).toThrow(expect.objectContaining({ code }));
  });
});
