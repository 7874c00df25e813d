import { describe, expect, it } from '@jest/globals';
import { liveSecrets, MOST_SECRETS, NEW_TRUST, type SourceTrust, withoutSecret, withSecret } from './source-trust.ts';

const AT = { at: '2026-11-24T08:40:00.000Z', by: 'user:ada' };
const make = (trust: SourceTrust, secret: string) => withSecret(trust, secret, AT);

describe('secrets of a source', () => {
  it('hold together, so that senders are changed one after the other', () => {
    const both = make(make(NEW_TRUST, 'first'), 'second');
    expect(liveSecrets(both).map(({ secret }) => secret)).toEqual(['first', 'second']);
    expect(liveSecrets(withoutSecret(both, '1', AT))).toEqual([{ id: '2', secret: 'second' }]);
  });

  it('leave nothing by which a retired one could be used, and keep who ended it', () => {
    const retired = withoutSecret(make(NEW_TRUST, 'first'), '1', AT);
    expect(retired.secrets).toEqual([{ id: '1', secret: null, madeAt: AT.at, madeBy: AT.by, retired: AT }]);
    expect(JSON.stringify(retired)).not.toContain('first');
  });

  it('are never numbered like one before, and only the newest retired ones stay listed', () => {
    let trust = NEW_TRUST;
    for (let n = 1; n <= 30; n += 1) trust = withoutSecret(make(trust, `s${n}`), String(n), AT);
    const next = make(trust, 'last');
    expect(next.secrets.at(-1)?.id).toBe('31');
    expect(next.secrets).toHaveLength(21);
  });

  it('are refused beyond as many as may hold, and an ending that ends nothing says so', () => {
    let trust = NEW_TRUST;
    for (let n = 0; n < MOST_SECRETS; n += 1) trust = make(trust, `s${n}`);
    expect(() => make(trust, 'more')).toThrow(/retire one/);
    expect(() => withoutSecret(trust, '9', AT)).toThrow(/no secret of this number/);
    expect(() => withoutSecret(withoutSecret(trust, '1', AT), '1', AT)).toThrow(/retired before/);
    const ended = withoutSecret(trust, 'settings', AT);
    expect(ended.settings).toEqual(AT);
    expect(() => withoutSecret(ended, 'settings', AT)).toThrow(/retired before/);
  });
});
