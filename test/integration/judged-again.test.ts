/** Once a thing is registered, stored alerts that named it are judged with what the register knows by then. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import type { AlertView } from '../../domain/alerts/outcome.ts';
import { MINUTE_MS, plusMs } from '../../domain/time.ts';
import { countsOf } from '../../store/alert-counts.ts';
import { findingsOf } from '../../store/alert-findings.ts';
import { claimAlerts, releaseAlerts } from '../../store/alert-leases.ts';
import { unknownOf } from '../../store/alert-unknown.ts';
import { countWaiting } from '../../store/alerts.ts';
import { ruleDaysOf } from '../../store/detection-rules.ts';
import { migrate } from '../../store/migrations/migrate.ts';
import { alertElsewhere, alertFixture, REGISTER, TestApi } from '../support/api.ts';
import { hiddenValue, sendForm } from '../support/forms.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ realPlans: true });
});
afterAll(() => api.stop());
beforeEach(() => {
  api.now = plusMs(api.now, MINUTE_MS);
});

const URL_OF = '/alerts/aws-guardduty';
/** Of medium severity: it opens a suspicion on a system of the register alone. */
const MEDIUM = { type: 'Recon:EC2/Portscan', severity: 5 };
const raw = (name: string, finding: Record<string, unknown>) =>
  JSON.stringify({ ...alertFixture().detail, ...alertElsewhere(name), ...finding });
const send = async (name: string, finding: Record<string, unknown>) => {
  const { json } = await api.call('alert-source', 'POST', URL_OF, { raw: raw(name, { id: name, ...finding }) });
  await api.judgeAlerts();
  return { json, reference: String(json.reference) };
};
const view = async (reference: string) => {
  return (await api.call('dpo', 'GET', `/alerts/${reference}`)).json as unknown as AlertView;
};
const [TICKETS] = REGISTER.systems;
const register = async (id: string, aliases: string[] = [id]) => {
  api.now = plusMs(api.now, 1);
  const { id: _, ...entry } = { ...TICKETS, name: id, aliases };
  const known = await api.call('dpo', 'GET', `/systems/${id}`);
  const headers: Record<string, string> =
    known.status === 200 ? { 'if-match': String(known.headers.etag) } : { 'if-none-match': '*' };
  const { status } = await api.call('dpo', 'PUT', `/systems/${id}`, { body: entry, headers });
  expect([200, 201]).toContain(status);
  api.now = plusMs(api.now, 1);
};
const numbers = async () => ({
  alerts: await countsOf(api.store).find({ what: 'source' }).toArray(),
  rules: await ruleDaysOf(api.store)
    .find({}, { projection: { lastAt: 0 } })
    .toArray(),
});
const close = (breachId: string | null) =>
  api.store.connection.collection('breaches').updateOne({ _id: breachId as never }, { $set: { status: 'closed' } });
const breaches = () => api.store.connection.collection('breaches').countDocuments();

describe('an alert that named what is registered afterwards', () => {
  it('opens the suspicion that it would have opened, once, and is counted once', async () => {
    const { reference } = await send('larch', MEDIUM);
    expect((await view(reference)).outcome?.findings).toMatchObject([{ became: 'kept', systems: [], breachId: null }]);
    const [before, opened] = [await numbers(), await breaches()];
    await register('larch');
    expect((await view(reference)).status).toBe('waiting');
    await api.judgeAlerts();
    const after = await view(reference);
    expect(after).toMatchObject({ status: 'judged', breachId: expect.stringMatching(/^TOC-/), repeats: 0 });
    expect(after.againAt).not.toBeNull();
    expect(after.outcome?.findings).toMatchObject([
      { became: 'opened', rule: 'known-system', systems: [{ id: 'larch', by: 'larch' }] },
    ]);
    expect(await numbers()).toEqual(before);
    expect(await findingsOf(api.store).countDocuments({ breachId: after.breachId, count: 1 })).toBe(1);

    for (const aliases of [['larch'], ['larch', 'arn:aws:s3:::larch']]) {
      await register('larch', aliases);
      await api.judgeAlerts();
    }
    expect(await view(reference)).toEqual(after);
    expect(await breaches()).toBe(opened + 1);
  });

  it('tells its suspicion of the system as news, and keeps that it opened it', async () => {
    const { reference } = await send('yew', { ...MEDIUM, type: 'Exfiltration:S3/AnomalousBehavior' });
    const { breachId } = await view(reference);
    await register('yew');
    await api.judgeAlerts();
    const after = await view(reference);
    expect(after.breachIds).toEqual([breachId]);
    expect(after.outcome?.findings).toMatchObject([
      { became: 'joined', news: ['other-system'], systems: [{ id: 'yew' }], breachId },
    ]);
    const breach = await api.call('dpo', 'GET', `/breaches/${breachId}`);
    expect(JSON.stringify(breach.json)).toContain('"yew"');
  });

  it('is left as it is where a person has closed its incident', async () => {
    const { reference } = await send('rowan', { ...MEDIUM, type: 'Exfiltration:S3/AnomalousBehavior' });
    const before = await view(reference);
    await close(before.breachId);
    await register('rowan');
    await api.judgeAlerts();
    expect(await view(reference)).toEqual(before);
  });

  it('is judged again too where it names more than is listed of one finding', async () => {
    const s3BucketDetails = Array.from({ length: 30 }, (_, n) => ({ arn: `arn:aws:s3:::elm-${n}`, name: `elm-${n}` }));
    const resource = { ...(alertElsewhere('elm').resource as object), s3BucketDetails };
    const { reference } = await send('elm', { ...MEDIUM, resource });
    await register('elm-29', ['elm-2*']);
    await api.judgeAlerts();
    expect((await view(reference)).outcome?.findings).toMatchObject([
      { systems: [{ id: 'elm-29' }], became: 'opened' },
    ]);
  });

  it('is judged again, and not only the last one, also where version 0.13 judged it', async () => {
    const references: string[] = [];
    for (const id of ['fir-1', 'fir-2', 'fir-3']) {
      const { json } = await api.call('alert-source', 'POST', URL_OF, { raw: raw('fir', { ...MEDIUM, id }) });
      references.push(String(json.reference));
    }
    await api.judgeAlerts();
    await findingsOf(api.store).updateMany({}, { $unset: { unknownIds: '' } });
    await api.store.connection.collection<{ _id: number }>('migrations').deleteMany({ _id: { $gt: 22 } });
    const { ran } = await migrate({ uri: api.mongodbUri, keyring: api.store.keyring }, () => undefined);
    expect(ran.length).toBeGreaterThan(1);
    await register('fir');
    await api.judgeAlerts();
    const systems = async (reference: string) => (await view(reference)).outcome?.findings[0]?.systems;
    const known = [{ id: 'fir', name: 'fir', by: 'fir' }];
    expect(await Promise.all(references.map(systems))).toEqual([known, known, known]);
  });

  it('is shown where it was registered, with what came of it', async () => {
    const { reference } = await send('aspen', MEDIUM);
    const { json } = await api.call('dpo', 'GET', '/alerts/unknown');
    const found = (json.unknown as { id: string; name: string }[]).find(({ name }) => name === 'aspen');
    const form = (await api.call('dpo', 'GET', `/desk/systems/new?unknown=${found?.id}`)).body;
    const fields = {
      ...{
        id: 'aspen',
        name: 'Aspen',
        plane: 'control',
        dataClasses: 'simple',
        dataCategories: 'names',
        countries: 'DE',
      },
      ...{ aliases: 'aspen', unknown: found?.id ?? '', seen: hiddenValue(form, 'seen') },
    };
    const saved = await sendForm(api, 'dpo', '/desk/systems/new', fields);
    const location = String(saved.headers.location);
    expect(location).toMatch(/^\/desk\/alerts\/unknown\?saved=aspen&again=2026-/);
    await api.judgeAlerts();
    const page = (await api.call('dpo', 'GET', location)).body;
    expect(page).toContain('Judged again');
    expect(page).toContain(`/desk/alerts/${reference}`);
    expect(page).toContain(`/desk/breaches/${(await view(reference)).breachId}`);
    const entry = (await api.call('dpo', 'GET', `/desk/systems/aspen?${location.split('&')[1]}`)).body;
    expect(entry).toContain(`/desk/alerts/${reference}`);
    expect((await api.call('dpo', 'GET', `/desk/alerts/${reference}`)).body).toContain('Judged again');
  });
});

describe('the same bytes sent again', () => {
  /** By another process, which knows nothing of what was asked before. */
  const again = async (name: string, finding: Record<string, unknown>) => {
    const other = await TestApi.beside(api);
    other.now = plusMs(api.now, MINUTE_MS);
    const { json } = await other.call('alert-source', 'POST', URL_OF, { raw: raw(name, { id: name, ...finding }) });
    await other.stop();
    await api.judgeAlerts();
    return json;
  };

  it('are a repeat, and judged anew once the register has changed, whatever of it is listed', async () => {
    const { reference } = await send('alder', MEDIUM);
    expect(await again('alder', MEDIUM)).toMatchObject({ reference, repeated: true, status: 'judged' });
    expect((await view(reference)).againAt).toBeNull();
    await unknownOf(api.store).deleteMany({});
    await register('alder');
    expect((await view(reference)).status).toBe('judged');
    expect(await again('alder', MEDIUM)).toMatchObject({ reference, repeated: true, status: 'waiting' });
    const after = await view(reference);
    expect(after).toMatchObject({ status: 'judged', repeats: 2 });
    expect(after.outcome?.findings).toMatchObject([{ became: 'opened', systems: [{ id: 'alder' }] }]);
    expect(await again('alder', MEDIUM)).toMatchObject({ reference, status: 'judged', breachId: after.breachId });
  });

  it('reopen nothing that a person has closed', async () => {
    const finding = { ...MEDIUM, type: 'Exfiltration:S3/AnomalousBehavior' };
    const { reference } = await send('birch', finding);
    await close((await view(reference)).breachId);
    await register('unrelated');
    const opened = await breaches();
    expect(await again('birch', finding)).toMatchObject({ reference, repeated: true, status: 'judged' });
    expect(await breaches()).toBe(opened);
    expect((await view(reference)).againAt).toBeNull();
  });
});

describe('alerts that wait to be judged again', () => {
  const claim = async (limit: number) => {
    const lease = { owner: 'test', at: api.now, until: plusMs(api.now, MINUTE_MS) };
    const docs = await claimAlerts(api.store, { ...lease, limit, bytes: 1_000_000 });
    const count = (of: readonly string[]) => docs.filter(({ _id }) => of.includes(_id)).length;
    return { newer: count(newer), again: count(again) };
  };
  const [again, newer]: [string[], string[]] = [[], []];
  const ten = async (name: string, references: string[]) => {
    for (let n = 0; n < 10; n += 1) {
      const body = { raw: raw(name, { ...MEDIUM, id: `${name}-${n}` }) };
      references.push(String((await api.call('alert-source', 'POST', URL_OF, body)).json.reference));
    }
  };

  it('let newer ones of their source go first, and still come to their turn', async () => {
    // Of what came before, one names more than is listed, and is judged again with any system.
    await findingsOf(api.store).deleteMany({});
    await ten('cedar', again);
    await api.judgeAlerts();
    await register('cedar');
    await ten('hazel', newer);
    expect(await claim(8)).toEqual({ newer: 6, again: 2 });
    expect(await claim(8)).toEqual({ newer: 4, again: 4 });
    expect(await claim(8)).toEqual({ newer: 0, again: 4 });
  });

  it('take no place from newer ones in the inbox', async () => {
    await releaseAlerts(api.store, 'test');
    expect(await countWaiting(api.store, 'aws-guardduty', 100)).toBe(10);
    await api.judgeAlerts();
    expect(await countWaiting(api.store, 'aws-guardduty', 100)).toBe(0);
  });
});
