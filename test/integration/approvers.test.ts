import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { addUser, changeUser } from '../../store/users.ts';
import { NOW, REGISTER, TestApi } from '../support/api.ts';

/** Who may approve what waits, as the pages say it to whoever looks. */

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ realPlans: true, exerciseInbox: true });
});
afterAll(() => api.stop());

const see = async (path: string, language = 'en') =>
  (await api.call('responder', 'GET', path, { headers: { accept: 'text/html', 'accept-language': language } })).body;

/** An incident whose release waits, and a letter that waits for its approval. */
async function waiting(more: object = {}): Promise<{ release: string; campaign: string }> {
  const id = await api.report({ awareAt: NOW, systems: REGISTER.systems.slice(0, 1).map(({ id }) => id), ...more });
  const headers = { 'content-type': 'text/csv' };
  const list = await api.call('responder', 'POST', `/breaches/${id}/recipient-lists`, {
    ...{ raw: 'name,email\nPia,pia@people.example\n', headers },
  });
  const letter = { subject: 'About your account', text: 'Dear {{recipient}}, somebody read it.' };
  const body = { listId: list.json.listId, ...letter };
  expect((await api.call('responder', 'POST', `/breaches/${id}/campaigns`, { body })).status).toBe(201);
  return { release: `/desk/breaches/${id}/release`, campaign: `/desk/breaches/${id}/campaigns/1` };
}

it('names who may approve, who of them is on duty, and what to do where nobody is; in a drill nothing', async () => {
  const { release, campaign } = await waiting();
  for (const path of [release, campaign]) expect(await see(path)).toContain('Nobody who can sign in may approve it.');

  const at = NOW;
  await addUser(api.store, { name: 'Dana Dvor', email: 'dana@people.example', role: 'dpo', at });
  await addUser(api.store, { name: 'Rita Rau', email: 'rita@people.example', role: 'responder', at });
  const gone = await addUser(api.store, { name: 'Gero Gone', email: 'gero@people.example', role: 'dpo', at });
  await changeUser(api.store, gone.id, { disabled: true });
  for (const path of [release, campaign]) {
    const page = await see(path);
    expect(page).toMatch(/May approve: Dana Dvor \(Data Protection Officer\)\./);
    expect(page).toContain('None of them is on duty now: call one of them');
    expect(page).toMatch(/Waits for approval since\s+<time/);
    expect(page).not.toMatch(/May approve:[^<]*(Rita|Gero|Responder)/);
  }
  expect(await see(release, 'de')).toContain('Keine dieser Personen hat jetzt Bereitschaft: Rufen Sie eine von');

  for (const email of ['on-call-1@example.org', 'on-call-2@example.org']) {
    await addUser(api.store, { name: 'Olli Oncall', email, role: 'deputy', at });
  }
  for (const path of [release, campaign]) {
    expect(await see(path)).toMatch(/Of these on duty now: Olli Oncall \(Deputy Data Protection Officer\)\./);
  }

  const drill = await waiting({ exercise: { scale: 1 } });
  for (const path of [drill.release, drill.campaign]) expect(await see(path)).not.toContain('May approve');
});
