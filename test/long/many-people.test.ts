import { Readable } from 'node:stream';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { importRecipients } from '../../services/recipients/import.ts';
import { countPeople } from '../../store/people.ts';
import { NOW, TestApi } from '../support/api.ts';

/** People of the first list; every second of them stands on the other two as well. */
const PEOPLE = 100_000;
const LINES = 300_000;

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
}, 60_000);
afterAll(() => api.stop());

/** Lists are made as they are read: none is ever whole in memory. */
function* customers(): Generator<Buffer> {
  yield Buffer.from('customer,full name,mail,country\n');
  for (let n = 0; n < PEOPLE; n += 1) {
    const mail = n % 10 === 0 ? '' : `p${n}@people.example`;
    yield Buffer.from(`c-${n},Person ${n},${mail},${n % 4 === 0 ? 'FR' : 'DE'}\n`);
  }
}

/** Each of the first half on six lines, by address in turn with the account, in an order that scatters them. */
function* accesses(): Generator<Buffer> {
  for (let n = 0; n < LINES; n += 1) {
    const who = (n * 7_919) % (PEOPLE / 2);
    const user = n % 2 === 0 || who % 10 === 0 ? { customer: `c-${who}` } : { mail: `P${who}@people.example` };
    yield Buffer.from(`${JSON.stringify({ at: NOW, user, path: `/tickets/${n}` })}\n`);
  }
}

it('counts 100,000 people once over a list of customers and a log of 300,000 lines, in little memory', async () => {
  const breachId = await api.report();
  const deps = { store: api.store, clock: () => NOW, organisation: { language: 'en' } };
  const lists = [
    { source: Readable.from(customers()), format: 'csv', mapping: {} },
    { source: Readable.from(accesses()), format: 'ndjson', mapping: { id: 'user.customer', email: 'user.mail' } },
  ] as const;
  let most = 0;
  const began = Date.now();
  const watch = setInterval(() => {
    most = Math.max(most, process.memoryUsage().heapUsed);
  }, 50);
  const first = await importRecipients(deps, breachId, lists[0], 'a'.repeat(32));
  expect(first).toMatchObject({ recipients: 90_000, withoutAddress: 10_000, duplicates: 0 });
  const second = await importRecipients(deps, breachId, lists[1], 'b'.repeat(32));
  expect(second.understood.lines).toBe(LINES);
  clearInterval(watch);
  process.stdout.write(`Read in ${Date.now() - began} ms, with at most ${Math.round(most / 1_048_576)} MiB of heap\n`);
  expect(await countPeople(api.store, breachId)).toMatchObject({
    ...{ of: 2, people: PEOPLE, withoutAddress: 10_000, countries: { DE: 75_000, FR: 25_000 }, withoutCountry: 0 },
  });
  expect(most).toBeLessThan(700 * 1_048_576);
}, 900_000);
