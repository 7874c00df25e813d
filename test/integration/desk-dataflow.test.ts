import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readCounterparties, readSystems, saveDataFlow } from '../../store/dataflow.ts';
import { listChanges } from '../../store/dataflow-history.ts';
import { acknowledgeNotice } from '../../store/ledger/notice-answers.ts';
import { NOW, REGISTER, TestApi } from '../support/api.ts';
import { hiddenValue, sendForm } from '../support/forms.ts';
import { handOver } from '../support/notices.ts';

let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

const SYSTEM = {
  name: 'Support tickets',
  plane: 'control',
  role: '',
  dataClasses: 'simple',
  dataCategories: 'names\nmessages',
  countries: 'de, us',
  suppliers: 'fjord',
  customers: '',
  aliases: 'arn:aws:s3:::nordlys-tickets',
  peopleConcerned: 'about 1,200–1,300',
};
const seenAt = async (url: string) => hiddenValue((await api.call('dpo', 'GET', url)).body, 'seen');

describe('an upload of the data-flow register', () => {
  it('names the second place of an id that stands in it twice, and writes nothing', async () => {
    const [system] = REGISTER.systems;
    const [party] = REGISTER.counterparties;
    const twice = { systems: [system, { ...system, name: 'Other' }], counterparties: [] };
    const answer = await api.call('dpo', 'PUT', '/dataflow', { body: twice });
    expect(answer.status).toBe(422);
    expect(answer.json).toMatchObject({ code: 'content-refused', field: 'systems[1].id' });
    expect(String(answer.json.detail)).toContain('systems[0]');
    const parties = { systems: [], counterparties: [party, party] };
    expect((await api.call('dpo', 'PUT', '/dataflow', { body: parties })).json.field).toBe('counterparties[1].id');
    expect((await readSystems(api.store, ['tickets']))[0]?.name).toBe('Support tickets');
  });
});

describe('a register of many systems', () => {
  it('keeps every page short: what is beyond the first is counted and can be asked for', async () => {
    const [tickets] = REGISTER.systems;
    const systems = Array.from({ length: 210 }, (_, i) => ({
      ...tickets,
      id: `many-${i}`,
      name: `Many ${i}`,
      aliases: [],
    }));
    await saveDataFlow(api.store, { systems, counterparties: [] } as never, { at: NOW, by: 'dpo' });
    const supplier = (await api.call('dpo', 'GET', '/desk/suppliers/fjord')).body;
    expect(supplier.match(/href="\/desk\/systems\/many-/g)).toHaveLength(50);
    expect(supplier).toMatch(/href="\/desk\/systems\?supplier=fjord">and 161 more/);
    const list = (await api.call('dpo', 'GET', '/desk/suppliers')).body;
    expect(list).toContain('Many 0, Many 1, Many 10 and 208 more · ');
    expect((await api.call('dpo', 'GET', '/desk/systems?supplier=fjord')).body).toContain('211 systems');
    expect((await api.call('dpo', 'GET', '/desk/systems?supplier=nobody')).body).toContain('0 systems');
    const breachId = await api.report({ systems: ['many-209'] });
    const facts = (await api.call('dpo', 'GET', `/desk/breaches/${breachId}/facts`)).body;
    expect(facts.match(/name="systems" value=/g)).toHaveLength(200);
    expect(facts).toMatch(/value="many-209" checked/);
    expect(facts).toContain('Further systems, by their short names');
    await api.store.connection.collection('systems').deleteMany({ name: /^Many/ });
  });
});

describe('a system', () => {
  it('is changed by the DPO, with who, when, before and after on record', async () => {
    const seen = await seenAt('/desk/systems/tickets');
    const sent = await sendForm(api, 'dpo', '/desk/systems/tickets', { ...SYSTEM, seen });
    expect(sent.status).toBe(303);
    // The same form twice: it is on record already.
    expect((await sendForm(api, 'dpo', '/desk/systems/tickets', { ...SYSTEM, seen })).status).toBe(303);
    const [stored] = await readSystems(api.store, ['tickets']);
    expect(stored).toMatchObject({
      countries: ['DE', 'US'],
      dataCategories: ['names', 'messages'],
      peopleConcerned: 1300,
    });
    const changes = await listChanges(api.store, 'system', 'tickets', { limit: 9 });
    expect(changes.map(({ number, by, at }) => [number, by, at])).toEqual([
      [2, 'dpo', NOW],
      [1, 'dpo', NOW],
    ]);
    const page = await api.call('auditor', 'GET', '/desk/systems/tickets');
    expect(page.body).toContain('<del class="lines">DE</del> <ins class="lines">DE, US</ins>');
    expect(page.body).toContain('outside the EEA');
    expect(page.body).not.toContain('<form class="in');
  });

  it('that somebody else changed meanwhile shows both versions, and is overwritten only on purpose', async () => {
    const url = '/desk/systems/tickets';
    const stale = await seenAt(url);
    await sendForm(api, 'dpo', url, { ...SYSTEM, name: 'Tickets, theirs', seen: stale });
    const conflict = await sendForm(api, 'dpo', url, { ...SYSTEM, name: 'Tickets, mine', seen: stale });
    expect(conflict.status).toBe(409);
    expect(conflict.body).toContain('Tickets, theirs');
    expect(conflict.body).toContain('Tickets, mine');
    expect((await readSystems(api.store, ['tickets']))[0]?.name).toBe('Tickets, theirs');
    const apply = { seen: hiddenValue(conflict.body, 'seen'), entry: hiddenValue(conflict.body, 'entry') };
    expect((await sendForm(api, 'dpo', url, apply)).status).toBe(303);
    expect((await readSystems(api.store, ['tickets']))[0]?.name).toBe('Tickets, mine');
  });

  it('takes suppliers, customers and countries by their names in either language, and never guesses', async () => {
    const contacts = [{ name: 'Desk', email: 'desk@fjord.example' }];
    const party = { language: 'en', contacts, clause: '' };
    const counterparties = [
      { ...party, id: 'berg-east', kind: 'supplier', name: 'Berg Hosting Ost' },
      { ...party, id: 'berg-west', kind: 'supplier', name: 'Berg Hosting West' },
    ];
    await saveDataFlow(api.store, { systems: [], counterparties } as never, { at: NOW, by: 'dpo' });
    const page = (await api.call('dpo', 'GET', '/desk/systems/new')).body;
    expect(page).toMatch(/name="suppliers"\s+value="berg-east"> <span>Berg Hosting Ost</);
    expect(page).toContain('<option value="Germany (DE)">');
    expect(page).toContain('Health, beliefs, origin');
    const seen = hiddenValue(page, 'seen');
    const by = (fields: object) =>
      sendForm(api, 'dpo', '/desk/systems/new', { ...SYSTEM, id: 'named', seen, ...fields });
    const part = await by({ suppliers: 'berg hosting' });
    expect(part.status).toBe(422);
    expect(part.body).toContain('“berg hosting” is no whole name. Is it one of these? Berg Hosting Ost (berg-east), ');
    const georgia = await by({ countries: 'Georgia' });
    expect([georgia.status, georgia.body]).toEqual([422, expect.stringContaining('Write GE or US-GA.')]);
    const named = {
      suppliers: 'berg hosting WEST\nBerg Hosting Ost (berg-east)',
      countries: 'Deutschland\nFrance (FR), us',
    };
    expect((await by(named)).status).toBe(303);
    expect((await readSystems(api.store, ['named']))[0]).toMatchObject({
      suppliers: ['berg-west', 'berg-east'],
      countries: ['DE', 'FR', 'US'],
    });
    const entry = (await api.call('dpo', 'GET', '/desk/systems/named')).body;
    expect(entry).toMatch(/name="countries"\s+value="US"\s+checked> <span>United States \(US\)</);
    expect(entry).toContain('outside the EEA');
    const many = Array.from({ length: 31 }, (_, i) => ({
      ...party,
      id: `s-${i}`,
      kind: 'supplier',
      name: `Many ${i}`,
    }));
    await saveDataFlow(api.store, { systems: [], counterparties: many } as never, { at: NOW, by: 'dpo' });
    const long = (await api.call('dpo', 'GET', '/desk/systems/named')).body;
    expect(long).toContain('<option value="Many 30 (s-30)">');
    expect(long).toMatch(/name="suppliers"\s+value="berg-west"\s+checked/);
    expect(long).not.toMatch(/type="checkbox"\s+name="suppliers"\s+value="s-30"/);
  });

  it('is refused with the fault at its field, and a taken id is not overwritten', async () => {
    const seen = await seenAt('/desk/systems/new');
    const bad = { ...SYSTEM, id: 'Not An Id', name: '', countries: 'Atlantis', suppliers: 'nobody', seen };
    const answer = await sendForm(api, 'dpo', '/desk/systems/new', bad);
    expect(answer.status).toBe(422);
    for (const field of ['id', 'name', 'countries']) expect(answer.body).toContain(`id="f-${field}-e"`);
    expect(answer.body).toContain('value="Atlantis"');
    const nowhere = await sendForm(api, 'dpo', '/desk/systems/new', {
      ...SYSTEM,
      id: 'crm',
      countries: 'DE, ZZ',
      seen,
    });
    expect(nowhere.status).toBe(422);
    expect(nowhere.body).toContain('<a href="#f-countries">Countries: “ZZ” is no code of a place');
    const british = await sendForm(api, 'dpo', '/desk/systems/new', { ...SYSTEM, id: 'crm', countries: 'UK', seen });
    expect(british.body).toContain('“UK” is no code of a place. Write GB.');
    const body = {
      systems: [{ ...(await readSystems(api.store, ['tickets']))[0], countries: ['UK'] }],
      counterparties: [],
    };
    const byApi = await api.call('dpo', 'PUT', '/dataflow', { body });
    expect([byApi.status, JSON.stringify(byApi.json)]).toEqual([422, expect.stringContaining('write GB')]);
    const unknown = await sendForm(api, 'dpo', '/desk/systems/new', {
      ...SYSTEM,
      id: 'crm',
      suppliers: 'nobody',
      seen,
    });
    expect(unknown.body).toContain('There is no supplier “nobody”');
    const taken = await sendForm(api, 'dpo', '/desk/systems/new', { ...SYSTEM, id: 'tickets', name: 'Mine', seen });
    expect(taken.body).toContain('This short name is taken');
    for (const [url, entry] of [
      ['/desk/systems/new', { ...REGISTER.systems[0], id: 'new' }],
      ['/desk/suppliers/new', { ...REGISTER.counterparties[0], id: 'new' }],
    ] as const) {
      const forged = await sendForm(api, 'dpo', url, { entry: JSON.stringify(entry), seen });
      expect([forged.status, forged.body]).toEqual([422, expect.stringContaining('id="f-id-e"')]);
    }
    expect(await readSystems(api.store, ['new'])).toEqual([]);
    expect(await readCounterparties(api.store, ['new'])).toEqual([]);
    const made = await sendForm(api, 'dpo', '/desk/systems/new', { ...SYSTEM, id: 'crm', seen });
    expect(made.headers.location).toBe('/desk/systems/crm');
  });

  it.each(['deputy', 'responder', 'auditor', 'reporter', 'administrator'] as const)(
    'is not changed by a %s',
    async (role) => {
      const answer = await sendForm(api, role, '/desk/systems/tickets', { ...SYSTEM, name: 'Taken over' });
      expect(answer.status).toBe(403);
      expect((await readSystems(api.store, ['tickets']))[0]?.name).not.toBe('Taken over');
    },
  );
});

describe('a supplier', () => {
  it('shows its systems, its contacts, and the notices that it got and answered', async () => {
    const breachId = await api.report({ systems: ['tickets'], awareAt: NOW });
    await handOver(api.store, breachId, NOW, () => 'sent');
    const answers = { holdsData: 'yes', misuse: 'no', answeredBy: 'Dana' } as const;
    await acknowledgeNotice(api.store, { id: `${breachId}~fjord`, breachId }, '2026-11-24T08:20:00.000Z', answers);
    const page = await api.call('dpo', 'GET', '/desk/suppliers/fjord');
    expect(page.body).toContain('dana@fjord.example');
    expect(page.body).toContain('href="/desk/systems/tickets"');
    expect(page.body).toContain(`href="/desk/breaches/${breachId}"`);
    expect(page.body).toContain('datetime="2026-11-24T08:20:00.000Z"');
    const list = await api.call('responder', 'GET', '/desk/suppliers?q=hosting');
    expect(list.body).toContain('Fjord Hosting');
    expect(list.body).toContain('Acknowledged');
    expect((await api.call('responder', 'GET', '/desk/suppliers?q=zzz')).body).not.toContain('Fjord Hosting');
    expect((await api.call('dpo', 'GET', '/desk/customers/fjord')).status).toBe(404);
  });

  it('gets letters only in a language that there are letters in', async () => {
    const { body } = await api.call('dpo', 'GET', '/desk/suppliers/new');
    expect(body).toMatch(
      /<select id="f-language"[^>]*><option value="de">German<\/option><option value="en" selected>/,
    );
    const seen = await seenAt('/desk/suppliers/fjord');
    const contact = { 'contact1-name': 'Dana Okoro', 'contact1-email': 'dana@fjord.example' };
    const form = { name: 'Fjord Hosting', clause: '', language: 'kl', seen, ...contact };
    const refused = await sendForm(api, 'dpo', '/desk/suppliers/fjord', form);
    expect([refused.status, refused.body]).toEqual([422, expect.stringContaining('href="#f-language">Language of')]);
  });

  it('keeps earlier contacts in a history that is sealed', async () => {
    const seen = await seenAt('/desk/suppliers/fjord');
    const form = { name: 'Fjord Hosting', language: 'en', clause: 'DPA 9.1', seen };
    const contact = { 'contact1-name': 'Jürgen Ünal', 'contact1-email': 'juergen@fjord.example' };
    const bad = await sendForm(api, 'dpo', '/desk/suppliers/fjord', { ...form, ...contact, 'contact1-email': 'no' });
    expect(bad.body).toContain('id="f-contact1-email-e"');
    expect((await sendForm(api, 'dpo', '/desk/suppliers/fjord', { ...form, ...contact })).status).toBe(303);
    expect((await readCounterparties(api.store, ['fjord']))[0]?.contacts[0]?.name).toBe('Jürgen Ünal');
    const page = await api.call('dpo', 'GET', '/desk/suppliers/fjord');
    expect(page.body).toContain('Dana Okoro');
    const raw = await api.store.connection.collection('dataflowChanges').find().toArray();
    expect(JSON.stringify(raw)).not.toMatch(/Okoro|Jürgen|fjord\.example/);
  });

  it('of 120 is found page by page, each once', async () => {
    const counterparties = Array.from({ length: 120 }, (_, i) => ({
      ...REGISTER.counterparties[0],
      id: `party-${String(i).padStart(3, '0')}`,
      kind: 'customer' as const,
      name: `Customer ${i}`,
    })) as typeof REGISTER.counterparties;
    await saveDataFlow(api.store, { systems: [], counterparties }, { at: NOW, by: 'dpo' });
    const found: string[] = [];
    let url: string | undefined = '/desk/customers';
    while (url !== undefined) {
      const { body } = await api.call('dpo', 'GET', url);
      found.push(...[...body.matchAll(/href="\/desk\/customers\/(party-\d+)"/g)].map(([, id]) => String(id)));
      url = body.match(/rel="next" href="([^"]+)"/)?.[1]?.replaceAll('&amp;', '&');
    }
    expect(found).toEqual(counterparties.map(({ id }) => id));
  });
});
