import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { REGISTER, TestApi } from '../support/api.ts';
import { formOf, sendForm } from '../support/forms.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ realPlans: true });
});
afterAll(() => api.stop());

it('shows the severity that the page of the incident shows, where data of customers is the gravest', async () => {
  const [own] = REGISTER.systems;
  const [supplier] = REGISTER.counterparties;
  const customer = { ...supplier, id: 'havn', kind: 'customer', name: 'Havn Rederi' };
  const held = { ...own, id: 'databases', name: 'Databases', plane: 'customer-data', customers: ['havn'], aliases: [] };
  const body = { systems: [{ ...held, dataClasses: ['financial'] }], counterparties: [customer] };
  expect((await api.call('dpo', 'PUT', '/dataflow', { body })).status).toBe(200);
  const id = await api.report({ systems: ['tickets', 'databases'] });
  const url = `/desk/breaches/${id}`;
  const [, shown] = /Severity: ([^<]+)</.exec((await api.call('dpo', 'GET', url)).body) ?? [];
  expect(shown).toMatch(/^very high, \d/);
  const form = formOf((await api.call('dpo', 'GET', `${url}/facts`)).body, `${url}/facts`);
  const preview = await sendForm(api, 'dpo', `${url}/facts`, { ...form, malicious: 'no', reasons: 'x' });
  const [, level, score] = /^(.*), (.*)$/.exec(String(shown)) ?? [];
  expect(preview.body).toMatch(new RegExp(`<del>${score}, ${level}</del>`));
});
