import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { HOUR_MS, plusMs } from '../../domain/time.ts';
import { NOW, TestApi } from '../support/api.ts';
import { FilingDesk, row } from '../support/filing-desk.ts';

let api: TestApi;
let desk: FilingDesk;
beforeAll(async () => {
  api = await TestApi.start();
  desk = new FilingDesk(api);
});
afterAll(() => api.stop());

async function points(path: string): Promise<string[]> {
  const { json } = await api.call('dpo', 'GET', `/breaches/${path.split('/')[3]}/closing`);
  return (json as { points: { resolved: { point: string }[] } }).points.resolved.map(({ point }) => point);
}

describe('what people typed into a filing', () => {
  it('goes on from version to version until a person changes it, or takes what the record says', async () => {
    const path = await desk.filing();
    await desk.save(path, { 'v-field_66': 'Clients', 'v-field_7': 'Our own number', 'v-field_17': 'J62' });
    await desk.handIn(path, 'initial', 'R-1');
    await desk.handIn(path, 'follow-up', 'R-2');
    expect(row(await desk.read(`${path}/versions/2`), 'field_66')).toBe('');
    expect((await api.call('dpo', 'GET', `${path}/versions/2/document`)).json).toMatchObject({ field_66: 'Clients' });

    const second = await desk.read(`${path}?stage=follow-up`);
    expect(row(second, 'field_66')).toContain('Clients');
    await desk.save(path, { 'v-field_17': 'J63', do: 'record:field_7' }, second, 'follow-up');
    await desk.handIn(path, 'follow-up', 'R-3');
    const third = await desk.read(`${path}?stage=follow-up`);
    expect(row(third, 'field_66')).toContain('Clients');
    expect(row(third, 'field_17')).toContain('J63');
    expect(row(third, 'field_7')).toContain('from the record');
  });

  it('is kept in a draft that was approved as it was carried over, and approving changes nothing in it', async () => {
    const path = await desk.filing();
    await desk.save(path, { 'v-field_66': 'Clients' });
    await desk.handIn(path, 'initial', 'R-1');
    await desk.approve(path, 'follow-up');
    const page = await desk.read(`${path}?stage=follow-up`);
    expect(page).toContain('Approved by</span>');
    expect(page).not.toContain('The draft reads otherwise by now');
    expect(page).toContain('href="#record">Record the filing');
  });

  it('is no difference from the record; what the record states otherwise since is one, and is named', async () => {
    const path = await desk.filing();
    await desk.save(path, { 'v-field_7': 'Our own number', 'v-field_67': 'a', 'v-field_66': 'Clients' });
    await desk.handIn(path, 'initial', 'R-1');
    await desk.handIn(path, 'follow-up', 'R-2');
    const behind = expect.stringContaining('filing-behind');
    expect(await points(path)).not.toContainEqual(behind);
    // Somebody begins the next version and takes the record's word there: what was filed stays what it was.
    await desk.save(path, { do: 'record:field_7' }, '', 'follow-up');
    expect(await points(path)).not.toContainEqual(behind);
    const awareness = { awareAt: plusMs(NOW, -HOUR_MS), reasons: 'The log says so.' };
    await api.call('dpo', 'POST', `/breaches/${path.split('/')[3]}/awareness`, { body: awareness });
    expect(await points(path)).toContainEqual(behind);
    const filed = await desk.read(path);
    expect(filed).toMatch(/What you filed differs[\s\S]*When the controller became aware/);
  });
});

describe('an approval', () => {
  it('stands while an event that no field reads comes in', async () => {
    const path = await desk.filing();
    await desk.save(path, { 'v-field_66': 'Clients' });
    await desk.approve(path);
    const note = { text: 'Called the hoster.', privileged: false };
    const { status } = await api.call('dpo', 'POST', `/breaches/${path.split('/')[3]}/notes`, { body: note });
    expect(status).toBeLessThan(300);
    const page = await desk.read(path);
    expect(page).not.toContain('The draft reads otherwise by now');
    expect(page).toContain('href="#record">Record the filing');
  });
});

describe('a file that is not the next one', () => {
  it('is refused with what comes next, in the language of the page', async () => {
    const path = await desk.filing();
    await desk.save(path, { 'v-field_66': 'Clients' });
    expect((await desk.handIn(path, 'initial', 'R-1')).status).toBe(303);
    const { json } = await api.call('dpo', 'GET', `${path.replace('/desk', '')}/draft?stage=initial`);
    expect(json.cannotBeFiledBecause).toContain('send what is new as follow-up or complete');
    const typed = new URLSearchParams({ stage: 'initial', sha256: String(json.sha256), read: 'yes' });
    const refused = await api.call('dpo', 'POST', `${path}/approval`, {
      raw: typed.toString(),
      headers: { 'content-type': 'application/x-www-form-urlencoded', 'accept-language': 'de' },
    });
    expect(refused.status).toBe(422);
    expect(refused.body).toContain(
      'noch nicht möglich: Die erste Meldung ist eingereicht; was neu ist, folgt als Nach',
    );
  });
});

describe('what follows a complete filing', () => {
  it('is a correction that opens nothing again', async () => {
    const path = await desk.filing();
    const url = `/breaches/${path.split('/')[3]}/filings`;
    const elsewhere = { obligation: 'gdpr-art33-1-authority', stage: 'complete', filedAt: NOW, receipt: 'R-1' };
    const body = { ...elsewhere, elsewhere: true, reasons: 'By telephone.' };
    expect((await api.call('dpo', 'POST', url, { body })).status).toBe(200);
    const filed = await desk.read(path);
    expect(filed).toContain('?stage=follow-up');
    expect(filed).not.toContain('?stage=complete');
    const page = await desk.read(`${path}?stage=follow-up`);
    expect(page).toContain('Follow-up of a complete filing');
    expect(row(page, 'field_4')).not.toContain('to be completed later');
    expect(row(page, 'field_60')).not.toContain('to be determined');
    const { json } = await api.call('dpo', 'GET', `${path.replace('/desk', '')}/draft`);
    expect(json).toMatchObject({ stage: 'follow-up', afterComplete: true, document: { field_4: 'a' } });
    expect(json.cannotBeFiledBecause).toContain('follow-up of a complete filing cannot leave open');
    const told = { ...body, stage: 'follow-up', receipt: 'R-2' };
    expect((await api.call('dpo', 'POST', url, { body: told })).status).toBe(200);
    expect(await points(path)).not.toContainEqual(expect.stringContaining('filing-incomplete'));
  });
});
