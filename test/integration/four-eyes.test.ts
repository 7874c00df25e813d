import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Role } from '../../domain/roles.ts';
import { readBreach } from '../../store/breaches.ts';
import { saveDataFlow } from '../../store/dataflow.ts';
import { listNotices } from '../../store/notice-lists.ts';
import { NOW, REGISTER, TestApi } from '../support/api.ts';
import { hiddenValue } from '../support/forms.ts';
import { endLetters } from '../support/letters.ts';
import { handOver } from '../support/notices.ts';

/** Whatever a person lets leave, where the policy asks for a second one: by HTTP, by token and signed in. */

const CROWD = 60;
const DUTY = 'gdpr-art33-1-authority';
const WHY = { reasons: 'Looked into.' };

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ realPlans: true, fourEyes: { filings: true } });
  const [system] = REGISTER.systems;
  const [party] = REGISTER.counterparties;
  if (system === undefined || party === undefined) throw new Error('The register is empty.');
  const counterparties = Array.from({ length: CROWD }, (_, n) => ({ ...party, id: `supplier-${n}` }));
  const crowd = { ...system, id: 'crowd', suppliers: counterparties.map(({ id }) => id), aliases: [] };
  await saveDataFlow(api.store, { systems: [crowd], counterparties }, { at: NOW, by: 'dpo' });
});
afterAll(() => api.stop());

/** Somebody who signed in, on the pages of one breach. */
async function person(role: 'dpo' | 'deputy', breachId: string) {
  const { cookie, csrf, userId } = await api.session(role);
  const desk = `/desk/breaches/${breachId}`;
  return {
    by: `user:${userId}`,
    see: async (path = '') => (await api.server.inject({ url: `${desk}${path}`, headers: { cookie } })).body,
    send: async (path: string, fields: Record<string, string>) => {
      const { statusCode, body } = await api.submit(`${desk}${path}`, { csrf, ...fields }, { cookie });
      return { status: statusCode, body };
    },
    draft: async (listId: string) => {
      const fields = { csrf, listId, subject: 'About your account', text: 'Dear {{recipient}}, somebody read it.' };
      const parts = Object.entries(fields).map(
        ([name, value]) => `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
      );
      const { statusCode } = await api.server.inject({
        ...{ method: 'POST' as const, url: `${desk}/campaigns`, payload: `${parts.join('')}--b--\r\n` },
        headers: { cookie, 'content-type': 'multipart/form-data; boundary=b', 'sec-fetch-site': 'same-origin' },
      });
      return statusCode;
    },
  };
}
const by = async (path: string, body: object, as: Role = 'dpo') => {
  const { status, json } = await api.call(as, 'POST', path, { body });
  return [status, json.code ?? null, json.why ?? null];
};
const ALONE = [403, 'four-eyes', 'token'];
const DONE = [200, null, null];
const standing = async (breachId: string, name: 'notices' | 'campaign/1') =>
  (await readBreach(api.store, breachId))?.communications[name]?.status;

describe('notices to more than fifty', () => {
  /** Reported by a token, with two of its notices uncertain. */
  async function told(): Promise<string> {
    const breachId = await api.report({ awareAt: NOW, systems: ['crowd'] });
    await api.release(breachId);
    await handOver(api.store, breachId, NOW, (id) => (/-[01]$/.test(id) ? 'uncertain' : 'sent'));
    await api.gateway.nudge(breachId, 'notices');
    return breachId;
  }

  it('wait for a person who has signed in: a token alone releases none, whoever records the awareness', async () => {
    const breachId = await api.report({ awareAt: NOW, systems: ['crowd'] });
    expect((await api.call('responder', 'POST', `/breaches/${breachId}/take`)).status).toBe(200);
    const { sha256, list, seen } = (await api.call('dpo', 'GET', `/breaches/${breachId}/release`)).json;
    expect(await by(`/breaches/${breachId}/release`, { sha256, list, seen })).toEqual(ALONE);
    expect(await standing(breachId, 'notices')).toBe('unreleased');
    await api.release(breachId);
    const { notices } = await listNotices(api.store, breachId, {}, { limit: 200 });
    expect([await standing(breachId, 'notices'), notices.length]).toEqual(['running', CROWD]);
  });

  it('are paused by a token, and go on again by somebody who signed in', async () => {
    const breachId = await told();
    const path = `/breaches/${breachId}/communications/notices`;
    expect(await by(`${path}/pause`, WHY)).toEqual(DONE);
    expect(await by(`${path}/resume`, {})).toEqual(ALONE);
    expect(await standing(breachId, 'notices')).toBe('paused');
    const { communications } = (await api.call('dpo', 'GET', `/breaches/${breachId}`)).json;
    expect(communications).toMatchObject({ notices: { fourEyes: true } });

    const byToken = (await api.call('dpo', 'GET', `/desk/breaches/${breachId}/notices`)).body;
    expect(byToken).toContain('A token alone lets no such letters leave');
    const dpo = await person('dpo', breachId);
    const page = await dpo.see('/notices');
    expect(page).toContain('takes a DPO or deputy who did not draft it and has signed in');
    expect(page).not.toContain('A token alone');
    expect((await dpo.send('/communications/notices', { act: 'resume' })).status).toBe(303);
    expect(await standing(breachId, 'notices')).toBe('running');
  });

  it('that may have left are said to have arrived by a token, and sent again by somebody who signed in', async () => {
    const breachId = await told();
    const path = `/breaches/${breachId}/communications/notices/uncertain`;
    // Also one by one: the rule goes by how many there are in all.
    const again = { decision: 'send-again', counterparties: ['supplier-0'], reasons: 'None in the log.' };
    expect(await by(path, again)).toEqual(ALONE);
    expect(await by(path, { ...again, decision: 'arrived' })).toEqual(DONE);
    const dpo = await person('dpo', breachId);
    const fields = { act: 'uncertain', which: 'all', decision: 'send-again', 'uncertain-reasons': 'None in the log.' };
    expect((await dpo.send('/communications/notices', fields)).status).toBe(303);
    const { notices } = await listNotices(api.store, breachId, { statuses: ['planned'] }, { limit: 200 });
    expect(notices.map(({ counterparty }) => counterparty)).toEqual(['supplier-1']);
  });

  it('are each given a new link by a token: that is a letter to one', async () => {
    const breachId = await told();
    expect(await by(`/breaches/${breachId}/notices/supplier-7/link/reissue`, WHY)).toEqual(DONE);
  });
});

describe('a campaign', () => {
  it('goes on, and is sent again, by nobody who drafted it and by no token', async () => {
    const breachId = await api.report({ awareAt: NOW, systems: ['tickets'] });
    const headers = { 'content-type': 'text/csv' };
    const raw = 'name,email\nAda,ada@people.example\nBo,bo@people.example\n';
    const list = await api.call('dpo', 'POST', `/breaches/${breachId}/recipient-lists`, { raw, headers });
    const listId = String(list.json.listId);
    const [dpo, deputy] = [await person('dpo', breachId), await person('deputy', breachId)];
    expect(await deputy.draft(listId)).toBe(303);
    const { contentHash = '', drafter } = (await readBreach(api.store, breachId))?.campaigns[0] ?? {};
    expect(drafter).toEqual({ by: deputy.by, isPerson: true });
    const approval = { contentHash, reasons: 'Read.', unstated: 'yes' };
    expect((await dpo.send('/campaigns/1/approval', approval)).status).toBe(303);
    await endLetters(api.store, { breachId, campaign: 1, listId }, NOW, (n) => (n === 1 ? 'uncertain' : 'sent'));
    await api.gateway.nudge(breachId, 'campaign/1');

    const path = `/breaches/${breachId}/communications/campaign-1`;
    expect(await by(`${path}/pause`, WHY)).toEqual(DONE);
    expect(await by(`${path}/resume`, {}, 'deputy')).toEqual(ALONE);
    expect(await by(`${path}/uncertain`, { decision: 'send-again', ...WHY })).toEqual(ALONE);
    expect(await deputy.see('/campaigns/1')).toContain(
      'You drafted this letter, so another DPO or deputy lets it go on',
    );
    const [act, desk] = ['uncertain-reasons', '/communications/campaign-1'];
    const own = await deputy.send(desk, { act: 'resume' });
    const again = { act: 'uncertain', which: 'all', decision: 'send-again', [act]: 'None in the log.' };
    const ownAgain = await deputy.send(desk, again);
    expect([own.status, ownAgain.status, await standing(breachId, 'campaign/1')]).toEqual([422, 422, 'paused']);
    expect(ownAgain.body).toContain('You drafted this letter');
    expect((await dpo.send(desk, again)).status).toBe(303);
    expect((await dpo.send(desk, { act: 'resume' })).status).toBe(303);
    expect(await standing(breachId, 'campaign/1')).toBe('running');
  });
});

describe('a filing, where the policy asks for a second person', () => {
  it('is approved by nobody who typed last into it and by no token, and says by whom it may be', async () => {
    const breachId = await api.report({ awareAt: NOW, systems: ['tickets'] });
    const [dpo, deputy] = [await person('dpo', breachId), await person('deputy', breachId)];
    const page = `/filings/${DUTY}?stage=initial`;
    const seen = hiddenValue(await dpo.see(page), 'seen');
    const typed = { stage: 'initial', seen, do: 'save', 'v-field_66': 'Clients' };
    expect((await dpo.send(`/filings/${DUTY}`, typed)).status).toBe(303);

    const draft = (await api.call('dpo', 'GET', `/breaches/${breachId}/filings/${DUTY}/draft`)).json;
    expect(draft).toMatchObject({ fourEyes: true, drafter: dpo.by, cannotBeFiledBecause: null });
    const { sha256 } = draft;
    expect(await by(`/breaches/${breachId}/filings/${DUTY}/approval`, { sha256, confirmed: true })).toEqual(ALONE);
    const own = await dpo.see(page);
    expect(own).toContain('You typed last into this draft, so another DPO or deputy approves it');
    expect(own).not.toContain(`/filings/${DUTY}/approval"`);
    const fields = { stage: 'initial', sha256: String(sha256), read: 'yes' };
    const alone = await dpo.send(`/filings/${DUTY}/approval`, fields);
    expect([alone.status, alone.body]).toEqual([422, expect.stringContaining('You typed last into this draft')]);
    expect((await readBreach(api.store, breachId))?.obligations[DUTY]?.approvals).toBeUndefined();

    expect(await deputy.see(page)).toMatch(/Typed into last by [^<]+\. Approved by a DPO or deputy who did not type/);
    expect((await deputy.send(`/filings/${DUTY}/approval`, fields)).status).toBe(303);
    expect((await readBreach(api.store, breachId))?.obligations[DUTY]?.approvals).toMatchObject([
      { by: deputy.by, drafter: dpo.by, sha256 },
    ]);
    const filed = { obligation: DUTY, filedAt: NOW, receipt: 'R-1', stage: 'initial', document: draft.content };
    expect(await by(`/breaches/${breachId}/filings`, filed)).toEqual(DONE);
  });

  it('that reads as the record does is approved by anybody signed in; made elsewhere it waits for nobody', async () => {
    const breachId = await api.report({ awareAt: NOW, systems: ['tickets'] });
    const { sha256, drafter } = (await api.call('dpo', 'GET', `/breaches/${breachId}/filings/${DUTY}/draft`)).json;
    expect(drafter).toBeNull();
    const dpo = await person('dpo', breachId);
    const fields = { stage: 'initial', sha256: String(sha256), read: 'yes' };
    expect((await dpo.send(`/filings/${DUTY}/approval`, fields)).status).toBe(303);
    const elsewhere = { obligation: DUTY, filedAt: NOW, receipt: 'R-1', elsewhere: true, reasons: 'By telephone.' };
    expect(await by(`/breaches/${breachId}/filings`, elsewhere)).toEqual(DONE);
  });
});
