import { describe, expect, it } from '@jest/globals';
import {
  beginAnew,
  liveSecrets,
  MOST_SECRETS,
  NEW_TRUST,
  type SourceTrust,
  withoutSecret,
  withSecret,
} from './source-trust.ts';

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
    // Those that hold take no place of the retired ones.
    const more = make(make(next, 'more'), 'most');
    expect(more.secrets.map(({ id }) => id).slice(-4)).toEqual(['30', '31', '32', '33']);
    expect(more.secrets.filter(({ retired }) => retired !== null)).toHaveLength(20);
  });

  it('are refused beyond as many as may hold, and an ending that ends nothing says so', () => {
    let trust = NEW_TRUST;
    for (let n = 0; n < MOST_SECRETS; n += 1) trust = make(trust, `s${n}`);
    expect(() => make(trust, 'more')).toThrow(/retire one/);
    expect(() => make(trust, 'more')).toThrow(
      expect.objectContaining({ code: 'conflict', members: { why: 'secrets-full', most: MOST_SECRETS } }),
    );
    expect(liveSecrets(make(withoutSecret(trust, '1', AT), 'next'))).toHaveLength(MOST_SECRETS);
    expect(() => withoutSecret(trust, '9', AT)).toThrow(/no secret of this number/);
    expect(() => withoutSecret(withoutSecret(trust, '1', AT), '1', AT)).toThrow(/retired before/);
    const ended = withoutSecret(trust, 'settings', AT);
    expect(ended.settings).toEqual(AT);
    expect(() => withoutSecret(ended, 'settings', AT)).toThrow(/retired before/);
    expect(() => withoutSecret(ended, 'settings', AT)).toThrow(
      expect.objectContaining({ code: 'conflict', members: { why: 'secret-retired' } }),
    );
  });

  it('hold only as long as there is one and nobody retired it', () => {
    const kept = { id: '1', madeAt: AT.at, madeBy: AT.by };
    const live = (secret: string | null, retired: typeof AT | null) =>
      liveSecrets({ ...NEW_TRUST, secrets: [{ ...kept, secret, retired }] }).length;
    expect([live('s', null), live('s', AT), live(null, null), live(null, AT)]).toEqual([1, 0, 0, 0]);
  });
});

it('a source of which nothing is known any more takes nothing, also not what the settings prove', () => {
  const anew = beginAnew(AT);
  expect(anew).toMatchObject({ isOn: false, settings: AT, secrets: [], topics: [], audience: null, senders: [] });
  expect(() => withoutSecret(anew, 'settings', AT)).toThrow(/retired before/);
});
