import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { mongo } from 'mongoose';
import { ROUTE_ACCESS } from '../../api/route-access.ts';
import { EvidencePack, verifyPack } from '../../domain/audit/pack.ts';
import type { Role } from '../../domain/roles.ts';
import { unopened } from '../../domain/unopened.ts';
import { readBreach } from '../../store/breaches.ts';
import { databaseOf } from '../../store/driver.ts';
import { acknowledgeNotice } from '../../store/ledger/notice-answers.ts';
import { noticesOf } from '../../store/notices.ts';
import { SEALED_FIELDS } from '../../store/sealed-fields.ts';
import { type Row, sealedValuesOf } from '../../store/seals.ts';
import { addUser } from '../../store/users.ts';
import { addWebhook } from '../../store/webhooks.ts';
import { openWorld, type World } from '../support/world.ts';

/**
 * Somebody who writes to MongoDB and holds no key changes one row of every collection. What is meant to be read stays
 * readable: each such row is one row, marked, and the audit names all of them.
 */

const MARK = unopened('k1');
const ON_A_PAGE = 'cannot be opened, key k1';

let world: World;
let breachId: string;
/** What was changed, as the audit names it. */
let changed: string[];
let countsBefore: Record<string, number>;
beforeAll(async () => {
  world = await openWorld();
  const { api } = world;
  breachId = world.breachId;
  const hook = {
    id: 'hook-1',
    kind: 'standard',
    url: 'https://hooks.example/x',
    events: [],
    createdAt: api.now,
    createdBy: 'dpo',
  };
  await addWebhook(api.store, hook);
  await addUser(api.store, { name: 'Ines Ahrens', email: 'ines@people.example', role: 'dpo', at: api.now });
  await api.report({ title: 'Mine' });
  const notice = { id: String((await noticesOf(api.store).findOne({ breachId }))?._id), breachId };
  for (const answeredBy of ['One', 'Another'])
    await acknowledgeNotice(api.store, notice, api.now, { holdsData: 'no', misuse: 'no', answeredBy });
  countsBefore = await countRows();
  changed = [];
  for (const [collection, seals] of Object.entries(SEALED_FIELDS)) {
    const rows = databaseOf(api.store).collection<Row>(collection);
    const about = await rows.findOne({ $or: [{ _id: breachId }, { breachId }] });
    const row = about ?? (await rows.findOne({}, { sort: { _id: -1 } }));
    if (row === null) continue;
    for (const { field, sealed } of sealedValuesOf(seals, row as Row)) {
      await rows.updateOne({ _id: row._id }, { $set: { [field]: altered(sealed) } });
      changed.push(`${collection} ${row._id} ${field}`);
    }
  }
});
afterAll(() => world?.stop());

describe('a row that cannot be opened', () => {
  it('is there in every collection in which something is sealed', () => {
    const collections = new Set(changed.map((each) => each.split(' ')[0]));
    for (const name of [
      'breaches',
      'clocks',
      'intake',
      'files',
      'counterparties',
      'dataflowChanges',
      'notices',
      'users',
    ])
      expect([name, collections.has(name)]).toEqual([name, true]);
  });

  const lists = Object.entries(ROUTE_ACCESS).flatMap(([route, access]) => {
    const [method, path = ''] = route.split(' ');
    if (method !== 'GET' || path.includes(':')) return [];
    const role = access.kind === 'public' ? null : (access.roles.find((each) => each !== 'alert-source') ?? null);
    return [[path, role] as const];
  });
  it.each(lists)('takes no list with it: GET %s', async (path, role) => {
    const { status } = await world.api.call(role, 'GET', path);
    expect(status).not.toBe(500);
  });

  it.each(['csv', 'json', 'pdf'])('takes no export with it: the register as %s', async (format) => {
    expect((await world.api.call('auditor', 'GET', `/register/export?format=${format}`)).status).toBe(200);
  });

  const pages: [string, Role, () => string][] = [
    ['/', 'dpo', () => breachId],
    ['/desk/breaches', 'dpo', () => breachId],
    ['/desk/customers', 'dpo', () => ''],
    ['/desk/users', 'administrator', () => ''],
    ['/desk/reports', 'responder', () => breachId],
  ];
  it.each(pages)('is marked on %s, under its reference', async (path, as, reference) => {
    const { body } = await world.api.call(as, 'GET', path);
    expect(body).toContain(ON_A_PAGE);
    expect(body).toContain(reference());
  });

  it('leaves as many rows in the lists as there were', async () => {
    expect(await countRows()).toEqual(countsBefore);
    const { json } = await world.api.call('dpo', 'GET', '/breaches');
    const titles = (json.breaches as { breachId: string; title: string }[]).map((each) => [each.breachId, each.title]);
    expect(titles).toContainEqual([breachId, MARK]);
    expect(titles.filter(([, title]) => title === MARK)).toHaveLength(1);
  });

  it('is marked among the notices of a breach, with each of its answers', async () => {
    const { status, json } = await world.api.call('dpo', 'GET', `/breaches/${breachId}/notices?limit=100`);
    expect(status).toBe(200);
    const text = JSON.stringify(json);
    for (const field of ['answers', 'others'])
      expect(changed).toContainEqual(expect.stringMatching(`^notices .* ${field}$`));
    expect(text.split(MARK).length - 1).toBeGreaterThan(1);
  });

  it('is named by the audit, with its field and key, and so is every other one', async () => {
    const { json } = await world.api.verified('auditor', '/audit/verification?again=true');
    const { unopened: found } = json.last as { unopened: { count: number; first: Record<string, string>[] } };
    const named = found.first.map(({ collection, id, field }) => `${collection} ${id} ${field}`);
    expect(named.toSorted()).toEqual(changed.toSorted());
    expect(new Set(found.first.map(({ key }) => key))).toEqual(new Set(['k1']));
    const page = await world.api.verified('auditor', '/desk/audit/verification?again=yes');
    expect(page.body).toContain(`${found.count} sealed values do not open`);
  });

  it('of a breach does not stop it: its state is read from the stream, and its next event mends the row', async () => {
    expect(await readBreach(world.api.store, breachId)).toMatchObject({ breachId, status: 'confirmed' });
    const body = { facts: { recordsConcerned: 2_000 }, reasons: 'They were counted again.' };
    const { status } = await world.api.call('dpo', 'PATCH', `/breaches/${breachId}/facts`, { body });
    expect(status).toBe(200);
    const { json } = await world.api.call('dpo', 'GET', `/clocks?breachId=${breachId}`);
    const titles = (json.clocks as { breachTitle: string }[]).map(({ breachTitle }) => breachTitle);
    expect(titles).not.toContain(MARK);
  });

  it('of a notice keeps nobody from ending its link', async () => {
    const [, id = ''] = changed.find((each) => /^notices .* content$/.test(each))?.split(' ') ?? [];
    const counterparty = id.slice(breachId.length + 1);
    const path = `/breaches/${breachId}/notices/${counterparty}/link/revoke`;
    const { status } = await world.api.call('dpo', 'POST', path, { body: { reasons: 'It was passed on.' } });
    expect(status).toBe(200);
    expect(await noticesOf(world.api.store).findOne({ _id: id })).toMatchObject({ revoked: true });
  });

  it('of a stream, beside its read model, is one entry of the register and one line of the letters', async () => {
    const db = databaseOf(world.api.store);
    const events = db.collection<Row>('events');
    for await (const { _id, personal } of events.find({ breachId, personal: { $ne: null } }))
      await events.updateOne({ _id }, { $set: { personal: altered(String(personal)) } });
    const { state } = (await db.collection<Row>('breaches').findOne({ _id: breachId })) as Row;
    await db.collection<Row>('breaches').updateOne({ _id: breachId }, { $set: { state: altered(String(state)) } });
    for (const path of ['/desk/register', '/desk/campaigns']) {
      const { status, body } = await world.api.call('dpo', 'GET', path);
      expect([path, status]).toEqual([path, 200]);
      expect(body).toContain('cannot be opened');
      expect(body).toContain(breachId);
    }
    const register = await world.api.call('auditor', 'GET', '/register?exercises=true');
    expect((register.json.entries as unknown[]).length).toBe(countsBefore.register);
    const pack = await world.api.call('auditor', 'GET', `/breaches/${breachId}/evidence?open=true`);
    expect(pack.status).toBe(200);
    expect(verifyPack(EvidencePack.parse(pack.json)).findings).toContainEqual(
      expect.objectContaining({ problem: 'has words that are not shown' }),
    );
    expect((await world.api.call('dpo', 'GET', `/breaches/${breachId}`)).json).toMatchObject({ code: 'record-broken' });
  });
});

async function countRows(): Promise<Record<string, number>> {
  const { api } = world;
  const count = async (as: Role, path: string, list: string) =>
    ((await api.call(as, 'GET', path)).json[list] as unknown[]).length;
  return {
    breaches: await count('dpo', '/breaches?exercises=true&limit=100', 'breaches'),
    clocks: await count('dpo', '/clocks?exercises=true&limit=500', 'clocks'),
    register: await count('auditor', '/register?exercises=true', 'entries'),
    suppliers: await count('dpo', '/counterparties?kind=supplier', 'counterparties'),
    webhooks: await count('administrator', '/webhooks', 'webhooks'),
    reports: await count('responder', '/reports', 'reports'),
  };
}

/** The same seal, of the same key, over other bytes. */
function altered(sealed: string | Uint8Array): string | mongo.Binary {
  if (typeof sealed === 'string') {
    const at = sealed.length - 10;
    return sealed.slice(0, at) + (sealed[at] === 'A' ? 'B' : 'A') + sealed.slice(at + 1);
  }
  const bytes = Buffer.from(sealed);
  bytes.writeUInt8(bytes.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
  return new mongo.Binary(bytes);
}
