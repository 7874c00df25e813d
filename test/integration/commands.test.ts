import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { readBreach, rebuildOutdated } from '../../store/breaches.ts';
import { findCommand, findCommandsUnder } from '../../store/commands.ts';
import { appendEvents, readEvents } from '../../store/events.ts';
import { type Answer, NOW, TestApi } from '../support/api.ts';
import { reportedEvent } from '../support/plans.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

const DECISION = { type: 'risk', article: 'art33', conclusion: 'risk', reasons: 'Names and addresses.' };
const amended = (key: string, peopleConcerned: number, by = 'engine'): BreachEvent => ({
  ...{ type: 'facts-amended', at: NOW, by, key, data: { changed: { peopleConcerned } } },
  personal: { narrative: {}, reasons: '' },
});

/** As a long breach goes on: more events than any list of keys in its state should hold. */
async function goOn(breachId: string): Promise<void> {
  const seq = (await readBreach(api.store, breachId))?.seq ?? 0;
  const events = Array.from({ length: 1_500 }, (_, i) => amended(`later/${i}`, i));
  await appendEvents(api.store, breachId, seq + 1, events);
}

describe('a command asked again under its Idempotency-Key', () => {
  const decide = (breachId: string, key: string, body: object = DECISION): Promise<Answer> =>
    api.call('dpo', 'POST', `/breaches/${breachId}/decisions`, { body, headers: { 'idempotency-key': key } });
  const decisionsOf = async (breachId: string) =>
    (await readEvents(api.store, breachId)).filter(({ type }) => type === 'risk-decided');

  it('is answered as before and recorded once, also after 1,500 other events', async () => {
    const breachId = await api.report({ awareAt: NOW });
    const first = await decide(breachId, 'decide-once');
    expect(first.status).toBe(200);
    const [decided] = await decisionsOf(breachId);
    await goOn(breachId);
    // Not even Temporal is asked.
    api.gateway.isUp = false;
    const again = await decide(breachId, 'decide-once');
    const other = await decide(breachId, 'decide-once', { ...DECISION, conclusion: 'high-risk' });
    api.gateway.isUp = true;
    expect(again.status).toBe(200);
    expect(again.json).toMatchObject({ seq: decided?.seq });
    expect(other.json).toMatchObject({ status: 409, code: 'key-reused', field: 'idempotency-key' });
    expect(await decisionsOf(breachId)).toEqual([decided]);
  });

  it('is another command on another breach, and of another person', async () => {
    const [one, two] = [await api.report({ awareAt: NOW }), await api.report({ awareAt: NOW })];
    await decide(one, 'same-words');
    await decide(two, 'same-words');
    expect(await decisionsOf(two)).toHaveLength(1);
    const ofAnother = await api.call('responder', 'PATCH', `/breaches/${one}/facts`, {
      body: { facts: { peopleConcerned: 3 }, reasons: 'Counted.' },
      headers: { 'idempotency-key': 'same-words' },
    });
    expect(ofAnother.status).toBe(200);
  });
});

describe('the record of commands', () => {
  const stream = (id: string): BreachEvent[] => [
    reportedEvent(id, NOW),
    amended('dpo:1:a', 1, 'dpo'),
    amended('plan/2', 2),
    amended('dpo:2:b', 3, 'dpo'),
    amended('dpo:2:b', 4, 'dpo'),
  ];
  const read = async (id: string) => ({
    first: await findCommand(api.store, id, 'dpo:1:a'),
    second: await findCommand(api.store, id, 'dpo:2:b'),
    engine: await findCommand(api.store, id, 'plan/2'),
    under: await findCommandsUnder(api.store, id, 'dpo:2:'),
    all: (await findCommandsUnder(api.store, id, '')).length,
  });
  const expected = {
    first: { seq: 2 },
    second: { seq: 5 },
    engine: null,
    under: [{ key: 'dpo:2:b', seq: 5 }],
    all: 3,
  };

  it('names the last event of each, not of the engine’s, and stays the same when the append is repeated', async () => {
    await appendEvents(api.store, 'TOC-1', 1, stream('TOC-1'));
    await appendEvents(api.store, 'TOC-10', 1, [reportedEvent('TOC-10', NOW), amended('dpo:2:c', 1, 'dpo')]);
    expect(await read('TOC-1')).toEqual(expected);
    await appendEvents(api.store, 'TOC-1', 1, stream('TOC-1'));
    expect(await read('TOC-1')).toEqual(expected);
  });

  it('is made from the streams of an earlier version', async () => {
    await appendEvents(api.store, 'TOC-2', 1, stream('TOC-2'));
    await api.store.connection.collection('commands').deleteMany({});
    await api.store.connection.collection('breaches').updateMany({}, { $set: { shape: 0 } });
    expect(await rebuildOutdated(api.store)).toBeGreaterThan(1);
    expect(await read('TOC-2')).toEqual(expected);
  });
});
