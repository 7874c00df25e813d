/** What alerts name and the register does not know: counted by findings, listed, and one step away from its entry. */
import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { UnknownView } from '../../domain/alerts/unknown-view.ts';
import { MINUTE_MS, plusMs } from '../../domain/time.ts';
import type { AlertFinding } from '../../store/alert-findings.ts';
import { MOST_ROWS, readUnknown, unknownOf, writeUnknown } from '../../store/alert-unknown.ts';
import { parseKeyring } from '../../store/crypto/keyring.ts';
import { readSystems } from '../../store/dataflow.ts';
import type { Store } from '../../store/store.ts';
import { inTransaction } from '../../store/transaction.ts';
import { alertElsewhere, alertFixture, NOW, TestApi } from '../support/api.ts';
import { hiddenValue, sendForm } from '../support/forms.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());
beforeEach(async () => {
  await unknownOf(api.store).deleteMany({});
});

const send = async (finding: Record<string, unknown>) => {
  const raw = JSON.stringify({ ...alertFixture().detail, severity: 2, type: 'Recon:EC2/Portscan', ...finding });
  return (await api.call('alert-source', 'POST', '/alerts/aws-guardduty', { raw })).json.reference;
};
const list = async () => {
  const { json } = await api.call('responder', 'GET', '/alerts/unknown');
  return json as unknown as { unknown: UnknownView[]; total: number; accounts: UnknownView[] };
};
const said = (those: readonly UnknownView[]) => those.map(({ name, findings }) => `${findings} ${name}`);
const counts = async () => said((await list()).unknown);
const bucket = async (name: string) => (await list()).unknown.find((each) => each.name === name);

const seen = (n: number, at: string) => {
  const thing = { key: `k${n}`, kind: 'bucket', names: [`b${n}`], tags: [], region: null, account: null };
  return { thing, finding: 'f', source: 'aws-guardduty', at, alert: 'AL-1' };
};
/** Alerts of a finding that is new. */
const write = (those: ReturnType<typeof seen>[], store: Store = api.store) => {
  const after = { id: 'f', unknown: those.map(({ thing }) => thing.key) } as AlertFinding;
  return inTransaction(store, (session) => writeUnknown(store, those, [{ before: null, after }], session));
};

describe('what alerts name and the register does not know', () => {
  it('is listed by how many findings name it, however often their alerts came', async () => {
    await send({ id: 'u1', ...alertElsewhere('larch') });
    for (let n = 1; n < 5; n += 1) await send({ id: 'u1', updatedAt: plusMs(NOW, -n), ...alertElsewhere('larch') });
    await api.judgeAlerts();
    await send({ id: 'u1', updatedAt: plusMs(NOW, -9), ...alertElsewhere('larch') });
    await send({ id: 'u2', ...alertElsewhere('yew') });
    await send({ id: 'u3', ...alertElsewhere('yew') });
    await api.judgeAlerts();
    expect(await counts()).toEqual(['2 yew', '1 larch']);
    api.now = plusMs(NOW, MINUTE_MS);
    const last = await send({ id: 'u1', updatedAt: plusMs(NOW, -10), ...alertElsewhere('larch') });
    await api.judgeAlerts();
    const larch = await bucket('larch');
    expect(larch).toMatchObject({ kind: 'bucket', findings: 1, sources: ['aws-guardduty'], alert: last });
    expect([larch?.firstAt, larch?.lastAt]).toEqual([NOW, api.now]);
    api.now = NOW;
  });

  it('lists users and addresses apart, and offers none of them to be registered', async () => {
    const [of] = [alertElsewhere('birch').resource as Record<string, unknown>];
    await send({ id: 'p1', ...alertElsewhere('birch') });
    const s3BucketDetails = [{ arn: 'arn:aws:s3:::anna', name: 'anna.berg@nordlys.example' }];
    await send({ id: 'p2', accountId: 'birch', resource: { ...of, s3BucketDetails } });
    await send({ id: 'p3', ...alertElsewhere('birch') });
    await api.judgeAlerts();
    const { unknown, total, accounts } = await list();
    expect([said(unknown), total]).toEqual([[expect.stringMatching(/^\d birch$/)], 1]);
    expect(accounts.map(({ name, isAccount }) => [name, isAccount])).toEqual(
      expect.arrayContaining([['user-of-birch', true]]),
    );
    const page = (await api.call('dpo', 'GET', '/desk/alerts/unknown')).body;
    expect(page).toContain('Users and mailboxes');
    for (const { id, name } of accounts) {
      expect(page).toContain(name);
      expect(page).not.toContain(`?unknown=${id}`);
      const form = (await api.call('dpo', 'GET', `/desk/systems/new?unknown=${id}`)).body;
      expect(form).not.toContain(name);
    }
  });

  it('is counted anew where a finding that is known names another thing', async () => {
    await send({ id: 'u4', ...alertElsewhere('rowan') });
    await api.judgeAlerts();
    await send({ id: 'u4', updatedAt: plusMs(NOW, -1), ...alertElsewhere('alder') });
    await api.judgeAlerts();
    expect(await counts()).toEqual(expect.arrayContaining(['1 rowan', '1 alder']));
  });

  it('is not counted of samples and tests', async () => {
    await send({ id: 'u5', title: '[SAMPLE] Reads of a bucket', ...alertElsewhere('sample') });
    await api.judgeAlerts();
    await api.call('dpo', 'POST', '/sources/aws-guardduty/test', { body: {} });
    await api.judgeAlerts();
    const service = { ...(alertFixture().detail.service as object), additionalInfo: { sample: true } };
    await send({ id: 'u6', service, ...alertElsewhere('sample') });
    await api.judgeAlerts();
    expect((await counts()).filter((each) => each.includes('sample'))).toEqual([]);
  });

  it('stands sealed', async () => {
    await send({ id: 'u7', ...alertElsewhere('secret-name') });
    await api.judgeAlerts();
    expect(JSON.stringify(await unknownOf(api.store).find().toArray())).not.toContain('secret-name');
  });

  it('is the same row whichever key of the ring wrote it', async () => {
    const [k1, k2] = [randomBytes(32).toString('base64'), randomBytes(32).toString('base64')];
    const ring = (file: object) => ({ ...api.store, keyring: parseKeyring(JSON.stringify(file)) });
    const both = ring({ current: 'k2', purposes: { indexes: 'k2' }, keys: { k1, k2 } });
    await write([seen(0, NOW)], ring({ current: 'k1', keys: { k1 } }));
    await write([seen(0, plusMs(NOW, 1)), seen(1, NOW)], both);
    const rows = (await readUnknown(both)).map(({ thing, count, firstAt, lastAt }) => [
      thing.key,
      count,
      firstAt,
      lastAt,
    ]);
    expect(rows).toEqual([
      ['k0', 2, NOW, plusMs(NOW, 1)],
      ['k1', 1, NOW, NOW],
    ]);
  });

  it('never grows beyond its bound: what fewest findings name falls out, the oldest first', async () => {
    await write([seen(0, NOW)]);
    await write([seen(0, NOW)]);
    await write(Array.from({ length: MOST_ROWS - 1 }, (_, n) => seen(n + 1, plusMs(NOW, n + 1))));
    await write([seen(-1, plusMs(NOW, MINUTE_MS))]);
    const rows = await readUnknown(api.store);
    expect(rows).toHaveLength(MOST_ROWS);
    const kept = new Map(rows.map((row) => [row.thing.key, row.count]));
    expect([kept.get('k0'), kept.get('k1'), kept.get('k2'), kept.get('k-1')]).toEqual([2, undefined, 1, 1]);
  }, 60_000);
});

const ENTRY = {
  id: 'larch',
  name: 'Larch archive',
  plane: 'control',
  dataClasses: 'simple',
  dataCategories: 'names',
  countries: 'DE',
};

const LISTED = /^\/desk\/alerts\/unknown\?saved=larch&again=/;

describe('to register it', () => {
  const thingOf = async (name: string) => {
    await send({ id: `r-${name}`, ...alertElsewhere(name) });
    await api.judgeAlerts();
    const found = await bucket(name);
    if (found === undefined) throw new Error(`${name} is not listed.`);
    return found;
  };

  it('leads from the list to a new entry with the name filled in, and back to the list without it', async () => {
    const { id } = await thingOf('larch');
    const page = (await api.call('dpo', 'GET', '/desk/alerts/unknown')).body;
    expect(page).toContain('larch');
    expect(page).toContain(`href="/desk/systems/new?unknown=${id}"`);
    const form = (await api.call('dpo', 'GET', `/desk/systems/new?unknown=${id}`)).body;
    expect(form).toMatch(/<textarea[^>]*name="aliases"[^>]*>\s*larch/);
    expect(hiddenValue(form, 'unknown')).toBe(id);
    const fields = { ...ENTRY, aliases: 'larch', unknown: id, seen: hiddenValue(form, 'seen') };
    const saved = await sendForm(api, 'dpo', '/desk/systems/new', fields);
    expect([saved.status, saved.headers.location]).toEqual([303, expect.stringMatching(LISTED)]);
    const after = (await api.call('dpo', 'GET', '/desk/alerts/unknown?saved=larch')).body;
    expect(after).toContain('href="/desk/systems/larch"');
    expect(after).not.toContain('<code>larch</code>');
    expect(await bucket('larch')).toBeUndefined();
  });

  it('or to a system that is registered, to which the name is added', async () => {
    const { id } = await thingOf('alder-9');
    const fresh = (await api.call('dpo', 'GET', `/desk/systems/new?unknown=${id}`)).body;
    expect(fresh).toContain('<option value="tickets"');
    const chosen = await api.call('dpo', 'GET', `/desk/systems/new?unknown=${id}&system=tickets`);
    expect(chosen.headers.location).toBe(`/desk/systems/tickets?unknown=${id}#edit`);
    const form = (await api.call('dpo', 'GET', `/desk/systems/tickets?unknown=${id}`)).body;
    const [, aliases = ''] = /<textarea[^>]*name="aliases"[^>]*>([^<]*)/.exec(form) ?? [];
    const [tickets] = await readSystems(api.store, ['tickets']);
    expect(aliases.trim().split('\n')).toEqual([...(tickets?.aliases ?? []), 'alder-9']);
    expect(form).toContain('<details open');
  });

  it('is offered to whoever may change the register, and refused to others', async () => {
    const { id } = await thingOf('aspen');
    const page = (await api.call('responder', 'GET', '/desk/alerts/unknown')).body;
    expect(page).toContain('aspen');
    expect(page).not.toContain('?unknown=');
    expect((await api.call('responder', 'GET', `/desk/systems/new?unknown=${id}`)).status).toBe(404);
    expect((await api.call('alert-source', 'GET', '/alerts/unknown')).status).toBe(403);
    const entry = (await api.call('responder', 'GET', `/desk/systems/tickets?unknown=${id}`)).body;
    expect(entry).not.toContain('aspen');
  });
});
