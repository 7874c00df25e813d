import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../domain/roles.ts';
import { readNotice } from '../../store/notices.ts';
import { listRecipients } from '../../store/recipients.ts';
import { TestApi } from '../support/api.ts';
import { closeOver } from '../support/closing.ts';
import { standingOf, tellFour, writeTo } from '../support/communications.ts';
import { sendForm } from '../support/forms.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

type Fields = Record<string, string | string[]>;
const formsFor = (breachId: string, path = 'notices') => {
  const url = `/desk/breaches/${breachId}/communications/${path}`;
  return (act: string, fields: Fields = {}, as: Role = 'dpo') => sendForm(api, as, url, { act, ...fields });
};
const page = async (breachId: string, as: Role = 'dpo', more = '') =>
  (await api.call(as, 'GET', `/desk/breaches/${breachId}${more}`)).body;
const statusOf = async (id: string) => (await readNotice(api.store, id))?.status;

describe.each([
  ['notices', 'notices', '/notices', '#notices'],
  ['campaign-1', 'campaign/1', '/campaigns/1', '#sending'],
] as const)('%s on its page', (path, name, where, anchor) => {
  const started = async () => {
    const breachId = await tellFour(api);
    if (path === 'campaign-1') await writeTo(api, breachId, 6);
    return { breachId, send: formsFor(breachId, path), standing: () => standingOf(api, breachId, name) };
  };

  it('can be paused, goes on, and is stopped; each with what is then open', async () => {
    const { breachId, send, standing } = await started();
    const running = await page(breachId, 'dpo', where);
    expect(running).toContain('name="pause-reasons"');
    expect(running).not.toContain('name="resume-reasons"');

    const paused = await send('pause', { 'pause-reasons': 'A wrong system is named.' });
    expect([paused.status, paused.headers.location]).toEqual([303, `/desk/breaches/${breachId}${where}${anchor}`]);
    expect(await standing()).toMatchObject({ status: 'paused', because: 'asked' });
    const { cookie } = await api.session('dpo');
    const still = (await api.server.inject({ url: `/desk/breaches/${breachId}${where}`, headers: { cookie } })).body;
    expect(still).toContain('Somebody paused it');
    expect(still).toContain('name="resume-reasons"');
    expect(still).not.toContain('name="pause-reasons"');

    expect(await api.actOnPage(breachId, path, { act: 'resume' })).toBe(303);
    expect(await standing()).toMatchObject({ status: 'running' });

    expect((await send('stop', { 'stop-reasons': 'The letter is wrong.', sure: 'yes' })).status).toBe(303);
    expect(await standing()).toMatchObject({ status: 'stopped' });
    const over = await page(breachId, 'dpo', where);
    expect(over).toContain('Nothing more is sent.');
    expect(over).not.toMatch(/name="(pause|resume|stop)-reasons"/);
    expect(await page(breachId, 'dpo', '/timeline')).toContain('The letter is wrong.');
  });

  it('asks for reasons, and for a tick before it ends for good; what was typed stays', async () => {
    const { send, standing } = await started();
    for (const act of ['pause', 'stop']) {
      const { status, body } = await send(act, { [`${act}-reasons`]: ' ', sure: 'yes' });
      expect([act, status, body]).toEqual([act, 422, expect.stringContaining(`href="#f-${act}-reasons"`)]);
    }
    const unsure = await send('stop', { 'stop-reasons': 'The letter is wrong.' });
    expect([unsure.status, unsure.body]).toEqual([422, expect.stringContaining('href="#f-sure"')]);
    expect(unsure.body).toContain('The letter is wrong.</textarea>');
    expect(await standing()).toMatchObject({ status: 'running' });
  });

  it('stopped twice says that it is over', async () => {
    const { send } = await started();
    const stop = { 'stop-reasons': 'Wrong.', sure: 'yes' };
    await send('stop', stop);
    const again = await send('stop', stop);
    expect(again.status).toBe(422);
    expect(again.body).toContain('stopped already');
  });

  it.each(['responder', 'auditor', 'reporter', 'administrator'] as const)(
    'offers nothing to a %s, and takes nothing from one',
    async (role) => {
      const { breachId, send, standing } = await started();
      expect((await send('pause', { 'pause-reasons': 'x' }, role)).status).toBe(403);
      expect((await send('uncertain', { decision: 'arrived', which: 'all' }, role)).status).toBe(403);
      expect(await page(breachId, role, where)).not.toMatch(/communications\/|name="ticked"/);
      expect(await standing()).toMatchObject({ status: 'running' });
    },
  );

  it('keeps what was typed while the engine is away', async () => {
    const { send, standing } = await started();
    api.gateway.isUp = false;
    const away = await send('pause', { 'pause-reasons': 'Written down in a hurry.' });
    api.gateway.isUp = true;
    expect([away.status, away.body]).toEqual([503, expect.stringContaining('Written down in a hurry.</textarea>')]);
    expect(await standing()).toMatchObject({ status: 'running' });
  });

  it('takes no form without the token of the session that it is sent from', async () => {
    const { breachId, standing } = await started();
    const url = `/desk/breaches/${breachId}/communications/${path}`;
    const { cookie, csrf } = await api.session('dpo');
    const fields = { act: 'pause', 'pause-reasons': 'Forged.' };
    for (const given of ['', 'of-somebody-else']) {
      expect((await api.submit(url, { ...fields, csrf: given }, { cookie })).statusCode).toBe(403);
    }
    const elsewhere = { cookie, 'sec-fetch-site': 'cross-site' };
    expect((await api.submit(url, { ...fields, csrf }, elsewhere)).statusCode).toBe(403);
    expect(await standing()).toMatchObject({ status: 'running' });
    expect((await api.submit(url, { ...fields, csrf }, { cookie })).statusCode).toBe(303);
    expect(await standing()).toMatchObject({ status: 'paused' });
  });
});

describe('what is uncertain', () => {
  it('stands on the page of the breach with boxes, and those ticked are decided on', async () => {
    const breachId = await tellFour(api);
    const body = await page(breachId, 'dpo', '/notices?notices=uncertain');
    expect(body).toContain('2 letters may have left');
    expect([...body.matchAll(/name="ticked" value="([^"]*)"/g)].map(([, id]) => id)).toEqual(['cedar', 'dune']);
    const said = { decision: 'arrived', which: 'ticked', ticked: 'cedar', 'uncertain-reasons': 'They called.' };
    expect((await formsFor(breachId)('uncertain', said)).status).toBe(303);
    expect([await statusOf(`${breachId}~cedar`), await statusOf(`${breachId}~dune`)]).toEqual(['sent', 'uncertain']);
    expect(await page(breachId, 'dpo', '/notices')).toContain('1 letter may have left');
    const rest = { decision: 'send-again', which: 'all', 'uncertain-reasons': 'None in the log.' };
    expect((await formsFor(breachId)('uncertain', rest)).status).toBe(303);
    expect(await statusOf(`${breachId}~dune`)).toBe('planned');
    expect(await page(breachId, 'dpo', '/notices')).not.toContain('may have left');
  });

  it('comes back with what was ticked and typed, where something is missing', async () => {
    const breachId = await tellFour(api);
    const send = formsFor(breachId);
    const whole = { decision: 'arrived', which: 'ticked', ticked: ['cedar'], 'uncertain-reasons': 'They called.' };
    const without: [string, Fields][] = [
      ['decision', { ...whole, decision: '' }],
      ['which', { ...whole, which: '' }],
      ['which', { ...whole, ticked: [] }],
      ['uncertain-reasons', { ...whole, 'uncertain-reasons': '' }],
    ];
    for (const [field, fields] of without) {
      const { status, body } = await send('uncertain', fields);
      expect([field, status, body]).toEqual([field, 422, expect.stringContaining(`href="#f-${field}"`)]);
      expect(body).toContain('name="ticked" value="cedar"');
    }
    const { body } = await send('uncertain', { ...whole, 'uncertain-reasons': '' });
    expect(body).toMatch(/value="cedar" form="uncertain" checked/);
    expect(body).toMatch(/name="decision" value="arrived"[^>]* checked/);
    expect(await statusOf(`${breachId}~cedar`)).toBe('uncertain');
  });

  it('of a campaign is listed by numbers with masked addresses, page by page, and decided on', async () => {
    const breachId = await tellFour(api);
    const { listId } = await writeTo(api, breachId, 90);
    const body = await page(breachId, 'dpo', '/campaigns/1');
    expect(body.match(/name="ticked"/g)).toHaveLength(25);
    expect(body).not.toMatch(/person\d+@people|Person (?!1\b|2\b|3\b)\d/);
    const second = await page(breachId, 'dpo', '/campaigns/1?people=uncertain&after=75');
    expect([...second.matchAll(/name="ticked" value="(\d+)"/g)].map(([, n]) => Number(n))).toEqual([
      78, 81, 84, 87, 90,
    ]);
    const send = formsFor(breachId, 'campaign-1');
    const ticked = { which: 'ticked', ticked: ['78', '90'], 'uncertain-reasons': 'Called.' };
    const done = await send('uncertain', { ...ticked, decision: 'arrived' });
    expect([done.status, done.headers.location]).toEqual([303, `/desk/breaches/${breachId}/campaigns/1#sending`]);
    const { people } = await listRecipients(api.store, listId, { after: 75, limit: 20 });
    expect(people.filter(({ n }) => n % 3 === 0).map(({ n, status }) => `${n} ${status}`)).toEqual([
      '78 sent',
      '81 uncertain',
      '84 uncertain',
      '87 uncertain',
      '90 sent',
    ]);
  });

  it('of a campaign that was stopped is not sent again', async () => {
    const breachId = await tellFour(api);
    await writeTo(api, breachId, 6);
    const send = formsFor(breachId, 'campaign-1');
    await send('stop', { 'stop-reasons': 'Wrong.', sure: 'yes' });
    const again = await send('uncertain', { decision: 'send-again', which: 'all', 'uncertain-reasons': 'x' });
    expect([again.status, again.body]).toEqual([422, expect.stringContaining('href="#f-decision"')]);
  });

  it('of what is not there, or not any more, is refused', async () => {
    const breachId = await tellFour(api);
    expect((await formsFor('TOC-2026-9999')('pause', { 'pause-reasons': 'x' })).status).toBe(404);
    expect((await formsFor(breachId, 'letters')('pause', { 'pause-reasons': 'x' })).status).toBe(400);
    expect((await formsFor(breachId, 'campaign-7')('pause', { 'pause-reasons': 'x' })).status).toBe(404);
    expect((await closeOver(api, breachId, 'not-a-breach')).status).toBe(200);
    const closed = await formsFor(breachId)('pause', { 'pause-reasons': 'x' });
    expect([closed.status, closed.body]).toEqual([422, expect.stringContaining('closed')]);
    expect(closed.body).not.toContain('name="pause-reasons"');
  });
});
