import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readBreach } from '../../store/breaches.ts';
import { NOW, TestApi } from '../support/api.ts';
import { closeOver } from '../support/closing.ts';

const REGISTER = 'gdpr-art33-5-register';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ realPlans: true });
});
afterAll(() => api.stop());

const read = async (path: string) => (await api.call('dpo', 'GET', path)).body;
const decide = (breachId: string, body: object) =>
  api.call('dpo', 'POST', `/breaches/${breachId}/decisions`, { body: { ...body, reasons: 'Looked into it.' } });

describe('the duty to document', () => {
  it('is a look at the register entry and at what is missing in it, never a filing', async () => {
    const breachId = await api.report({ title: 'Session stolen', systems: ['tickets'], awareAt: NOW });
    const path = `/desk/breaches/${breachId}/filings/${REGISTER}`;
    const breach = await read(`/desk/breaches/${breachId}`);
    expect(breach).toMatch(new RegExp(`href="${path}">Look at the register entry`));
    expect(breach).toMatch(/Not in the entry yet: .*The remedial action/);
    // Nothing is handed in for it, in no stage.
    const [row = ''] = new RegExp(`id="duty-${REGISTER}".*?</details>`, 's').exec(breach) ?? [];
    expect(row).toContain('Look at the register entry');
    expect(row).not.toMatch(/class="sub">(?:First|Initial|Intermediate|Final)/);

    const page = await read(path);
    expect(page).toContain(`href="/desk/register?q=${breachId}"`);
    expect(page).toContain(`href="/desk/breaches/${breachId}/facts#f-measures"`);
    expect(page).toContain('Support tickets');
    expect(page).not.toMatch(/<textarea|name="receipt"|is-missing|Approve these words/);
    for (const [rest, body] of [
      ['', { stage: 'initial' }],
      ['/approval', { stage: 'initial', sha256: 'a'.repeat(64) }],
      ['/receipt', { stage: 'initial', receipt: 'x', elsewhere: 'yes', reasons: 'x' }],
    ] as const) {
      const refused = await api.call('dpo', 'POST', `${path}${rest}`, {
        raw: new URLSearchParams(body).toString(),
        headers: { 'content-type': 'application/x-www-form-urlencoded' },
      });
      expect([refused.status, refused.body]).toEqual([409, expect.stringContaining('there is nothing to file')]);
    }
    expect((await readBreach(api.store, breachId))?.obligations[REGISTER]?.filed).toBeNull();
    const document = await api.call('auditor', 'GET', `${path.replace('/desk', '')}/document`);
    expect([document.status, document.json.code]).toEqual([409, 'not-filable']);
  });

  it('is met once the breach is closed with nothing missing', async () => {
    const breachId = await api.report({
      title: 'Laptop gone',
      summary: 'Left on a train.',
      systems: ['tickets'],
      awareAt: NOW,
    });
    const path = `/desk/breaches/${breachId}/filings/${REGISTER}`;
    const narrative = { consequences: 'None that we know of.', measures: 'Wiped.' };
    await api.call('dpo', 'PATCH', `/breaches/${breachId}/facts`, {
      body: { facts: { unintelligible: true }, narrative, reasons: 'Found.' },
    });
    expect((await decide(breachId, { type: 'risk', conclusion: 'unlikely' })).status).toBe(200);
    expect(await read(path)).toContain('Nothing is missing in the entry');
    const { obligations = {} } = (await readBreach(api.store, breachId)) ?? {};
    for (const { id, status } of Object.values(obligations)) {
      if (status === 'running') await decide(breachId, { type: 'waive', obligation: id });
    }
    const closed = await closeOver(api, breachId);
    expect(closed.status).toBe(200);
    expect(await read(path)).toContain('the duty is met');
    expect(await read(`/desk/breaches/${breachId}`)).toContain('Entry complete');
  });
});
