import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Keyring } from '../../store/crypto/keyring.ts';
import { openUnmigrated } from '../../store/open.ts';
import { createList } from '../../store/recipient-lists.ts';
import { listRecipients } from '../../store/recipients.ts';
import { closeStore, type Store } from '../../store/store.ts';
import { addUser } from '../../store/users.ts';
import { startMongo, type TestMongo, testKeyring } from '../support/mongo.ts';
import { loadDatabase } from '../support/version-0.1.ts';

const REFUSED = { code: 'bad-input', field: 'TOCSIN_KEYRING' };
const T0 = '2026-11-24T08:00:00.000Z';

let mongo: TestMongo;
beforeAll(async () => {
  mongo = await startMongo();
});
afterAll(() => mongo.stop());

/** A keyring of these keys in this order; the last one seals. */
const keyringOf = (...entries: [string, Buffer | undefined][]): Keyring => {
  const keys = new Map(entries.flatMap(([id, key]) => (key === undefined ? [] : [[id, key] as const])));
  return { current: entries.at(-1)?.[0] ?? '', keys };
};

/** Every document of a database, by collection. */
async function everything(store: Store): Promise<Record<string, unknown[]>> {
  const collections = (await store.connection.db?.collections()) ?? [];
  const entries = collections.map(async (each) => [each.collectionName, await each.find().toArray()] as const);
  return Object.fromEntries(await Promise.all(entries));
}

describe('a database that was written with a keyring', () => {
  it('is opened with no other, and then nothing was written', async () => {
    const keyring = testKeyring('k1');
    const store = await mongo.open('another', keyring);
    await createList(store, { id: 'l', breachId: 'TOC-2026-0001', createdAt: T0 });
    const before = await everything(store);
    for (const other of [testKeyring('k1'), testKeyring('k9')]) {
      await expect(openUnmigrated({ uri: mongo.uri('another'), keyring: other })).rejects.toMatchObject(REFUSED);
    }
    expect(await everything(store)).toEqual(before);
    const again = await mongo.open('another', keyring);
    expect((await listRecipients(again, 'l', { after: 0, limit: 9 })).people).toEqual([]);
  });

  it('is opened after a rotation with every key that sealed in it, the first one first', async () => {
    const [k1, k2, k3] = ['k1', 'k2', 'k3'].map((id) => testKeyring(id).keys.get(id));
    await mongo.open('rotated', keyringOf(['k1', k1]));
    await mongo.open('rotated', keyringOf(['k1', k1], ['k2', k2]));
    const uri = mongo.uri('rotated');
    for (const other of [
      keyringOf(['k1', k1]),
      keyringOf(['k2', k2]),
      keyringOf(['k2', k2], ['k1', k1]),
      keyringOf(['k1', k1], ['k2', k3]),
      keyringOf(['k1', k1], ['k3', k3]),
    ]) {
      await expect(openUnmigrated({ uri, keyring: other })).rejects.toMatchObject(REFUSED);
    }
    await mongo.open('rotated', keyringOf(['k1', k1], ['k2', k2], ['k3', k3]));
  });

  it('belongs to one of two keyrings that open it at the same moment, and to that one for good', async () => {
    const uri = mongo.uri('raced');
    const keyrings = [testKeyring('k1'), testKeyring('k9')];
    const opened = await Promise.allSettled(keyrings.map((keyring) => openUnmigrated({ uri, keyring })));
    for (const each of opened) if (each.status === 'fulfilled') await closeStore(each.value);
    const winner = opened.findIndex((each) => each.status === 'fulfilled');
    const [first, loser] = [keyrings[winner], keyrings[1 - winner]];
    if (first === undefined || loser === undefined) throw new Error('Neither could open it.');
    expect(opened[1 - winner]).toMatchObject({ status: 'rejected', reason: REFUSED });
    await mongo.open('raced', first);
    await expect(openUnmigrated({ uri, keyring: loser })).rejects.toMatchObject(REFUSED);
  });
});

describe('a database of an earlier version, which noted no keyring', () => {
  it('is opened with the keyring that opens its rows, and with no other', async () => {
    const keyring = await loadDatabase(mongo.uri('earlier'));
    const [id = ''] = keyring.keys.keys();
    await expect(openUnmigrated({ uri: mongo.uri('earlier'), keyring: testKeyring(id) })).rejects.toMatchObject(
      REFUSED,
    );
    const store = await mongo.open('earlier', keyring);
    await expect(openUnmigrated({ uri: mongo.uri('earlier'), keyring: testKeyring(id) })).rejects.toMatchObject(
      REFUSED,
    );
    expect((await everything(store)).keyChecks).toHaveLength(1);
  });

  it('is opened with every key that sealed in it, however little that was, the first one first', async () => {
    const [k1, k2, k3, other] = ['k1', 'k2', 'k3', 'other'].map((id) => testKeyring(id).keys.get(id));
    const rings = [keyringOf(['k1', k1]), keyringOf(['k1', k1], ['k2', k2])];
    const whole = keyringOf(['k1', k1], ['k2', k2], ['k3', k3]);
    let store = await mongo.open('unnoted', rings[0]);
    for (const [number, keyring] of [...rings, whole].entries()) {
      store = await mongo.open('unnoted', keyring);
      await addUser(store, { name: `Dana ${number}`, email: `dana${number}@org.example`, role: 'dpo', at: T0 });
    }
    const uri = mongo.uri('unnoted');
    const checks = store.connection.collection('keyChecks');
    await checks.deleteMany({});
    const before = await everything(store);
    for (const [given, why] of [
      [keyringOf(['k1', k1], ['k2', k2]), 'it lacks key "k3"'],
      [keyringOf(['k1', k1], ['k3', k3]), 'it lacks key "k2"'],
      [keyringOf(['k1', k1], ['k2', other], ['k3', k3]), 'its key "k2" is another one'],
      [keyringOf(['k2', k2], ['k1', k1], ['k3', k3]), 'its first key is another one'],
    ] as const) {
      const message = expect.stringContaining(why);
      await expect(openUnmigrated({ uri, keyring: given })).rejects.toMatchObject({ ...REFUSED, message });
    }
    expect(await everything(store)).toEqual(before);
    await mongo.open('unnoted', whole);
    const dropped = openUnmigrated({ uri, keyring: keyringOf(['k1', k1], ['k3', k3]) });
    await expect(dropped).rejects.toMatchObject(REFUSED);
  });

  it('is opened though one row of it was changed by hand', async () => {
    const keyring = await loadDatabase(mongo.uri('changed'));
    const helper = await mongo.open('helper');
    const changed = helper.connection.useDb('changed').collection('users');
    await changed.updateMany({}, { $set: { email: 's1.k1.AAAA' } });
    await mongo.open('changed', keyring);
  });
});
