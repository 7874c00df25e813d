import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { System } from '../../domain/dataflow.ts';
import { readCampaign, saveCampaign } from '../../store/campaigns.ts';
import { findSystemsByAlias, readSystems, saveDataFlow } from '../../store/dataflow.ts';
import { appendEvents } from '../../store/events.ts';
import {
  acknowledgeNotice,
  type NewNotice,
  recordNoticeUse,
  reissueNotice,
  revokeNotice,
  saveNotice,
} from '../../store/notices.ts';
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

const notice: NewNotice = {
  id: 'TOC-1~fjord',
  breachId: 'TOC-1',
  counterparty: 'fjord',
  kind: 'supplier',
  round: 1,
  expiresAt: T1,
  answerBy: T1,
  exercise: false,
  content: { company: 'Acme', counterpartyName: 'Fjord', subject: 'Notice', text: 'First words', phone: '1' },
};
const answers = { holdsData: 'yes', misuse: 'no', answeredBy: 'Ole' } as const;

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

describe('a notice', () => {
  it('stays as it was first sent, and keeps the first acknowledgement and every use', async () => {
    const { id } = notice;
    const saved = await saveNotice(store, notice);
    const changed = { ...notice, content: { ...notice.content, text: 'Other words' } };
    expect(await saveNotice(store, changed)).toEqual(saved);
    expect(saved).toMatchObject({ generation: 1, revoked: false, uses: [], acknowledgedAt: null, answers: null });
    await recordNoticeUse(store, id, { at: T0, addressPrefix: '192.0.2.0/24', what: 'opened' });
    await acknowledgeNotice(store, id, T1, answers);
    const again = await acknowledgeNotice(store, id, '2026-11-24T10:00:00.000Z', { ...answers, misuse: 'yes' });
    expect(again).toMatchObject({ acknowledgedAt: T1, answers: { misuse: 'yes' } });
    expect(again.uses).toEqual([{ at: T0, addressPrefix: '192.0.2.0/24', what: 'opened' }]);
    expect(await revokeNotice(store, id)).toMatchObject({ revoked: true, generation: 1 });
    expect(await reissueNotice(store, id)).toMatchObject({ revoked: false, generation: 2 });
    await expect(reissueNotice(store, 'nothing')).rejects.toMatchObject({ code: 'not-found' });
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
