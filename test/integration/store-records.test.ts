import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { System } from '../../domain/dataflow.ts';
import { readCampaign, saveCampaign } from '../../store/campaigns.ts';
import { findSystemsByAlias, readSystems, saveDataFlow } from '../../store/dataflow.ts';
import { appendEvents } from '../../store/events.ts';
import type { Store } from '../../store/store.ts';
import { startMongo, type TestMongo } from '../support/mongo.ts';
import { reportedEvent } from '../support/plans.ts';

const T0 = '2026-11-24T08:00:00.000Z';
const T1 = '2026-11-24T09:00:00.000Z';

let mongo: TestMongo;
let store: Store;
beforeAll(async () => {
  mongo = await startMongo();
  store = await mongo.open('records');
});
afterAll(() => mongo.stop());

const system = System.parse({
  id: 'console',
  name: 'Console',
  plane: 'control',
  dataClasses: ['simple'],
  dataCategories: ['names'],
  countries: ['DE'],
  aliases: ['arn:aws:s3:::Console-Data'],
});

describe('the data-flow register', () => {
  it('is found by id and by any alias whatever its case, and replaced by id', async () => {
    const own = await mongo.open('register');
    const change = { at: T1, by: 'dpo' };
    const other = { ...system, id: 'archive', aliases: ['bucket-2'] };
    await saveDataFlow(own, { systems: [system, other], counterparties: [] }, change);
    expect(await readSystems(own, ['console', 'unknown'])).toEqual([system]);
    expect(await findSystemsByAlias(own, ['ARN:AWS:s3:::console-data', 'elsewhere'])).toEqual([system]);
    await saveDataFlow(own, { systems: [{ ...system, aliases: ['bucket-1'] }], counterparties: [] }, change);
    expect(await findSystemsByAlias(own, ['arn:aws:s3:::console-data'])).toEqual([]);
    expect((await findSystemsByAlias(own, ['bucket-1', 'bucket-2'])).map((s) => s.id)).toEqual(['archive', 'console']);
  });
});

describe('a campaign', () => {
  it('has the content that the stream names, whoever else saved a draft under its number', async () => {
    const draft = (contentHash: string) => ({
      breachId: 'TOC-2',
      number: 1,
      listId: 'l',
      subject: contentHash,
      text: 'Text',
      contentHash,
    });
    await saveCampaign(store, draft('aaa'));
    await saveCampaign(store, draft('bbb'));
    await saveCampaign(store, { ...draft('bbb'), subject: 'changed under the same hash' });
    const data = { campaign: 1, listId: 'l', recipients: 3, contentHash: 'bbb' };
    const drafted: BreachEvent = { at: T0, by: 'dpo', key: 'k', type: 'campaign-drafted', data };
    await appendEvents(store, 'TOC-2', 1, [reportedEvent('TOC-2', T0), drafted]);
    expect(await readCampaign(store, 'TOC-2', 1)).toEqual(draft('bbb'));
    expect(await readCampaign(store, 'TOC-2', 2)).toBeNull();
  });
});
