import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { TestApi } from '../support/api.ts';
import { jsonOfCli } from '../support/cli.ts';
import { ART33, FilingDesk, row } from '../support/filing-desk.ts';

let api: TestApi;
let desk: FilingDesk;
let url: string;
beforeAll(async () => {
  api = await TestApi.start();
  desk = new FilingDesk(api);
  url = await api.server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(() => api.stop());

const cli = (...argv: string[]) => jsonOfCli({ TOCSIN_URL: url, TOCSIN_TOKEN: api.tokens.dpo }, ...argv);
async function filed(): Promise<{ path: string; breachId: string }> {
  const path = await desk.filing();
  await desk.save(path, { 'v-field_66': 'Clients' });
  expect((await desk.handIn(path, 'initial', '')).status).toBe(303);
  return { path, breachId: path.split('/')[3] ?? '' };
}

describe('a receipt that comes after the filing', () => {
  it('is shown as missing until it is here, and is then named by what follows and the register', async () => {
    const { path, breachId } = await filed();
    const page = await desk.read(path);
    expect(page).toContain('Receipt: not here yet');
    expect(await desk.read(`/desk/breaches/${breachId}/filings`)).toContain('Receipt: not here yet');
    const { json } = await api.call('dpo', 'GET', `/breaches/${breachId}/closing`);
    expect(JSON.stringify(json)).toContain(`receipt-missing/${ART33}`);
    expect(row(await desk.read(`${path}?stage=follow-up`), 'field_6')).toContain('Missing');

    const empty = await desk.send(`${path}/versions/1/receipt`, { receipt: ' ' });
    expect([empty.status, empty.body]).toEqual([422, expect.stringContaining('Give the receipt;')]);
    const added = await desk.send(`${path}/versions/1/receipt`, { receipt: 'no number yet' });
    expect(added.status).toBe(303);
    const refused = await desk.send(`${path}/versions/1/receipt`, { receipt: 'DE-BE 7' });
    expect([refused.status, refused.body]).toEqual([422, expect.stringContaining('Say why the receipt is corrected')]);
    const corrected = { receipt: 'DE-BE 7', reasons: 'The letter came.' };
    expect((await desk.send(`${path}/versions/1/receipt`, corrected, 'deputy')).status).toBe(303);

    expect(row(await desk.read(`${path}?stage=follow-up`), 'field_6')).toContain('DE-BE 7');
    expect(await desk.read(path)).not.toContain('no number yet');
    const { body: csv } = await api.call('auditor', 'GET', '/register/export?format=csv');
    expect(csv).toContain('DE-BE 7');
    expect(csv).not.toContain('no number yet');
    const timeline = await desk.read(`/desk/breaches/${breachId}/timeline`);
    expect(timeline).toContain('DE-BE 7, before: no number yet');
    expect(timeline).toContain('The letter came.');
  });

  it('is recorded by a program and by the command line, by the same rule, and by deciders alone', async () => {
    const { path, breachId } = await filed();
    const at = `/breaches/${breachId}/filings/${ART33}/versions/1/receipt`;
    expect((await api.call('responder', 'POST', at, { body: { receipt: 'R-1' } })).status).toBe(403);
    expect((await desk.send(`${path}/versions/1/receipt`, { receipt: 'R-1' }, 'responder')).status).toBe(403);
    expect((await api.call('dpo', 'POST', at, { body: { receipt: 'R-1' } })).status).toBe(200);
    const late = await api.call('dpo', 'POST', at, { body: { receipt: 'R-2' } });
    expect([late.status, late.json.code]).toEqual([422, 'reasons-missing']);
    const wrong = await cli('file', breachId, ART33, '--receipt-for', '1', '--receipt', 'R-3');
    expect(wrong.json.error).toMatchObject({ code: 'reasons-missing' });
    const given = ['--receipt-for', '1', '--receipt', 'R-3', '--reasons', 'Mistyped.'];
    expect((await cli('file', breachId, ART33, ...given)).code).toBe(0);
    const { json } = await api.call('dpo', 'GET', `/breaches/${breachId}/filings/${ART33}/versions`);
    expect(json).toMatchObject({ versions: [{ number: 1, receipt: 'R-3' }] });
  });
});
