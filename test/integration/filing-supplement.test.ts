import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { StillOpen } from '../../domain/filing/still-open.ts';
import { readEvents } from '../../store/events.ts';
import { NOW, TestApi } from '../support/api.ts';
import { ART33, FilingDesk } from '../support/filing-desk.ts';

const REST = 'gdpr-art33-4-phased';

let api: TestApi;
let desk: FilingDesk;
beforeAll(async () => {
  api = await TestApi.start({ realPlans: true });
  desk = new FilingDesk(api);
});
afterAll(() => api.stop());

async function statusOf(breachId: string, obligation: string): Promise<string> {
  const { json } = await api.call('dpo', 'GET', `/breaches/${breachId}`);
  return (json.obligations as Record<string, { status: string }>)[obligation]?.status ?? '';
}

describe('what completes a filing', () => {
  it('is recorded, runs on and says what is open, until that filing is whole', async () => {
    const path = await desk.filing();
    const breachId = path.split('/')[3] ?? '';
    await desk.save(path, { 'v-field_66': 'Clients' });
    await desk.handIn(path, 'initial', 'R-1');
    expect(await statusOf(breachId, REST)).toBe('running');

    const body = { obligation: REST, filedAt: NOW, stage: 'complete', elsewhere: true, reasons: 'By telephone.' };
    const told = await api.call('dpo', 'POST', `/breaches/${breachId}/filings`, { body });
    expect(told.status).toBe(200);
    const leftOpen = told.json.leftOpen as StillOpen;
    const labels = leftOpen.fields?.map(({ label }) => label) ?? [];
    expect(leftOpen).toMatchObject({ of: ART33, article: 'GDPR Art. 33(1)' });
    expect(labels.length).toBeGreaterThan(0);
    expect(labels).not.toContain('The people concerned in words');
    expect(await statusOf(breachId, REST)).toBe('running');
    const events = await readEvents(api.store, breachId);
    const filed = events.findLast(({ type }) => type === 'filed');
    expect(filed?.data).toMatchObject({ obligation: REST, completes: { of: ART33, open: labels.length } });

    const page = await desk.read(`/desk/breaches/${breachId}/filings/${REST}`);
    expect(page).toContain('The limit here runs on until nothing of it is open.');
    expect(page).toContain(labels[0]);
    expect(page).not.toContain('Nothing has to be done here now');

    const whole = { ...body, obligation: ART33 };
    expect(
      (await api.call('dpo', 'POST', `/breaches/${breachId}/filings`, { body: whole })).json.leftOpen,
    ).toBeUndefined();
    expect(await statusOf(breachId, REST)).toBe('filed');
  });

  it('is measured by what was handed in up to then, also where another filing comes in between', async () => {
    const path = await desk.filing();
    const breachId = path.split('/')[3] ?? '';
    await desk.handIn(path, 'initial', 'R-1');
    const body = { obligation: REST, filedAt: NOW, stage: 'complete', elsewhere: true, reasons: 'By telephone.' };
    api.gateway.meanwhile = async () => {
      await desk.save(path, { 'v-field_66': 'Clients' }, '', 'follow-up');
      await desk.handIn(path, 'follow-up', 'R-2');
    };
    const told = await api.call('dpo', 'POST', `/breaches/${breachId}/filings`, { body });
    const labels = (told.json.leftOpen as StillOpen).fields?.map(({ label }) => label) ?? [];
    const filed = (await readEvents(api.store, breachId)).filter(({ type }) => type === 'filed');
    expect(filed.map(({ data }) => data)).toMatchObject([
      { obligation: ART33, stage: 'initial' },
      { obligation: ART33, stage: 'follow-up' },
      { obligation: REST, completes: { of: ART33, open: labels.length } },
    ]);
    expect(labels.length).toBeGreaterThan(0);
    expect(labels).not.toContain('The people concerned in words');
  });
});
