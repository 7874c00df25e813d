import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { listBreaches } from '../../store/breaches.ts';
import { TestApi } from '../support/api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

describe('what one caller does wrong', () => {
  it('locks out nobody else behind the same address', async () => {
    const guess = () => api.server.inject({ url: '/breaches', headers: { authorization: 'Bearer tocsin_wrong' } });
    const codes = new Set<number>();
    for (let i = 0; i < 40; i += 1) codes.add((await guess()).statusCode);
    expect([...codes]).toEqual([401, 429]);
    expect((await api.call('dpo', 'GET', '/breaches')).status).toBe(200);
    expect((await api.call('responder', 'POST', '/incidents', { body: { title: 'Laptop lost' } })).status).toBe(202);
    await api.relay.turn();
  });

  it('leaves a report after it its way: an intake record that does not open is passed over', async () => {
    const before = (await listBreaches(api.store, { limit: 100 })).length;
    api.gateway.isUp = false;
    for (const title of ['Damaged later', 'Healthy'])
      await api.call('responder', 'POST', '/incidents', { body: { title } });
    await api.relay.turn();
    const intake = api.store.connection.db?.collection('intake');
    const damaged = await intake?.findOne({ status: 'pending' }, { sort: { receivedAt: 1, _id: 1 } });
    await intake?.updateOne({ _id: damaged?._id }, { $set: { sealed: 's1.k1.AAAA' } });
    api.gateway.isUp = true;
    await api.relay.turn();
    expect((await listBreaches(api.store, { limit: 100 })).length).toBe(before + 1);
    expect(await intake?.countDocuments({ status: 'pending' })).toBe(1);
  });
});

describe('an instant beyond all calendars', () => {
  it('is refused as an awareness, not read as long ago', async () => {
    const body = { title: 'Far away', awareAt: '9999-12-31T23:59:59-14:00' };
    const { status, json } = await api.call('responder', 'POST', '/incidents', { body });
    expect([status, json.field]).toEqual([422, 'awareAt']);
  });
});

describe('a register', () => {
  it('takes no id that every object has', async () => {
    const counterparty = {
      id: 'constructor',
      kind: 'supplier',
      name: 'C',
      contacts: [{ name: 'C', email: 'c@c.example' }],
    };
    const { status, json } = await api.call('dpo', 'PUT', '/dataflow', {
      body: { systems: [], counterparties: [counterparty] },
    });
    expect([status, json.field]).toEqual([400, 'counterparties[0].id']);
  });
});

describe('a decision', () => {
  it('is about no duty that every object has', async () => {
    const breachId = await api.report();
    const decisions = ['waive', 'resume'].map((type) => ({ type, obligation: 'constructor', reasons: 'None.' }));
    for (const body of decisions) {
      const { status, json } = await api.call('dpo', 'POST', `/breaches/${breachId}/decisions`, { body });
      expect([status, json.field]).toEqual([400, 'obligation']);
    }
  });
});
