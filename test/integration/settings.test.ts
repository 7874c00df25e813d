import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { ENTITY_KINDS } from '../../domain/entities.ts';
import { policyOfNow } from '../../store/live-policy.ts';
import { readSettings } from '../../store/settings.ts';
import { NOW, POLICY_DIR, TestApi, type TestSession } from '../support/api.ts';

let api: TestApi;
let admin: TestSession;
beforeAll(async () => {
  api = await TestApi.start({ realPlans: true });
  admin = await api.session('administrator');
});
afterAll(() => api.stop());

const post = (section: string, fields: Record<string, string>, as = admin) =>
  api.submit(`/desk/settings/${section}`, { csrf: as.csrf, reasons: 'As agreed.', ...fields }, { cookie: as.cookie });
const see = async (url = '/desk/settings', headers = {}) =>
  (await api.server.inject({ url, headers: { cookie: admin.cookie, ...headers } })).body;
const seenIn = (body: string) => /name="seen" value="(\w+)"/.exec(body)?.[1] ?? '';
/** Looks at what a change does, and stores it. */
async function change(section: string, fields: Record<string, string>): Promise<number> {
  const seen = seenIn((await post(section, fields)).body);
  return (await post(section, { ...fields, seen, stops: 'yes' })).statusCode;
}

describe('the settings', () => {
  it('stand as the file says, and say what stays with it', async () => {
    const page = await see();
    expect(page).toContain('as the file says');
    expect(page).toContain('Managed by the file');
    for (const said of ['On-call one', 'every day, From: 09:00', 'Legal holds', 'Quiet hours from'])
      expect(page).toContain(said);
    expect(await see('/desk/settings', { 'accept-language': 'de' })).toContain('In der Datei verwaltet');
  });

  it('are stored only once somebody has looked at what they do, and hold at once everywhere', async () => {
    const looked = await post('company', { legalName: 'Nordlys AS', zone: 'Europe/Oslo' });
    expect([looked.statusCode, looked.body]).toEqual([200, expect.stringContaining('Nothing is stored yet')]);
    expect(looked.body).toContain('<ins class="lines">Nordlys AS</ins>');
    expect(await readSettings(api.store)).toEqual([]);
    const before = (await api.call('dpo', 'GET', '/policy')).json;
    const fields = { legalName: 'Nordlys AS', zone: 'Europe/Oslo', seen: seenIn(looked.body) };
    expect((await post('company', fields)).statusCode).toBe(303);
    const page = await see();
    expect(page).toContain('set here, version 1; the file says: Example Cloud GmbH');
    expect(page).toContain('As agreed.');
    const after = (await api.call('dpo', 'GET', '/policy')).json;
    expect(after.zone).toBe('Europe/Oslo');
    expect(after.policyVersion).not.toBe(before.policyVersion);
    const other = await TestApi.beside(api);
    await other.refreshPolicy();
    expect((await other.call('dpo', 'GET', '/policy')).json.policyVersion).toBe(after.policyVersion);
    await other.stop();
  });

  it('plan by the version that they make', async () => {
    const breachId = await api.report({ systems: ['tickets'], awareAt: NOW });
    const { plan } = (await api.call('dpo', 'GET', `/breaches/${breachId}`)).json as {
      plan: { policyVersion: string };
    };
    const { policyVersion } = (await api.call('dpo', 'GET', '/policy')).json;
    expect(plan.policyVersion).toBe(policyVersion);
  });

  it('refuse what the file would refuse, at its field, and keep what was typed', async () => {
    const bad = await post('company', { zone: 'Mars/Olympus', language: 'deutsch', name: 'Nordlys' });
    expect(bad.statusCode).toBe(422);
    expect(bad.body).toContain('href="#f-zone"');
    expect(bad.body).toContain('href="#f-language"');
    expect(bad.body).toContain('value="Mars/Olympus"');
    const none = await post('targets', { 'softTargets.customers': 'soon' });
    expect([none.statusCode, none.body]).toEqual([422, expect.stringContaining('href="#f-softTargets.customers"')]);
    const silent = await api.submit(
      '/desk/settings/company',
      { csrf: admin.csrf, name: 'Nordlys', reasons: '' },
      { cookie: admin.cookie },
    );
    expect([silent.statusCode, silent.body]).toEqual([422, expect.stringContaining('href="#f-reasons"')]);
    expect((await post('company', {})).body).toContain('Nothing differs');
  });

  it('name the DPO whom filings name, and take no role for a person', async () => {
    const role = await post('posts', { 'dpo.name': 'Data Protection Officer' });
    expect([role.statusCode, role.body]).toEqual([422, expect.stringContaining('href="#f-dpo.name"')]);
    const breachId = await api.report({ systems: ['tickets'], awareAt: NOW });
    const draft = async () => {
      const url = `/breaches/${breachId}/filings/gdpr-art33-1-authority/draft`;
      return JSON.stringify((await api.call('dpo', 'GET', url)).json);
    };
    expect(await change('posts', { 'dpo.name': 'Ada Nordahl', 'deputy.name': '' })).toBe(303);
    expect(await draft()).toContain('Ada Nordahl');
    expect(await change('posts', { 'dpo.name': '' })).toBe(303);
    expect(await draft()).not.toMatch(/Ada Nordahl|Mara Lindqvist/);
  });

  it('ask again before they stop duties of open incidents, and say which', async () => {
    const breachId = await api.report({ systems: ['tickets'], awareAt: NOW });
    const decision = { type: 'risk', conclusion: 'high-risk', reasons: 'Passwords in clear.' };
    expect((await api.call('dpo', 'POST', `/breaches/${breachId}/decisions`, { body: decision })).status).toBe(200);
    const slower = { 'softTargets.data-subjects': '100' };
    const looked = await post('targets', slower);
    expect(looked.body).toContain('This stops duties or targets that bind now');
    expect(looked.body).toContain('GDPR Art. 34(1)');
    expect(looked.body).toContain('falls due later');
    const seen = seenIn(looked.body);
    const unasked = await post('targets', { ...slower, seen });
    expect([unasked.statusCode, unasked.body]).toEqual([422, expect.stringContaining('href="#f-stops"')]);
    expect((await readSettings(api.store))[0]?.values).not.toHaveProperty('softTargets.data-subjects');
    const sooner = await post('targets', { 'softTargets.data-subjects': '48' });
    expect(sooner.body).toContain('falls due earlier');
    expect(sooner.body).not.toContain('This stops');
  });

  it('show what they move of our own targets, and ask before one gets more time', async () => {
    await api.report({ title: 'Nobody has it' });
    const looked = await post('targets', { 'softTargets.take': '6' });
    expect(looked.body).toMatch(/Take an incident\s*<\/th>[\s\S]*?falls due later/);
    const unasked = await post('targets', { 'softTargets.take': '6', seen: seenIn(looked.body) });
    expect([unasked.statusCode, unasked.body]).toEqual([422, expect.stringContaining('href="#f-stops"')]);
    const sooner = await post('targets', { 'softTargets.take': '0.25' });
    expect(sooner.body).toMatch(/Take an incident\s*<\/th>[\s\S]*?falls due earlier/);
    expect(sooner.body).not.toContain('This stops');
  });

  it('move a running clock once its incident is planned again, and not before, as the page says', async () => {
    const breachId = await api.report({ systems: ['tickets'], awareAt: NOW });
    const decision = { type: 'risk', conclusion: 'high-risk', reasons: 'Passwords in clear.' };
    await api.call('dpo', 'POST', `/breaches/${breachId}/decisions`, { body: decision });
    const due = async () => {
      const { plan } = (await api.call('dpo', 'GET', `/breaches/${breachId}`)).json as {
        plan: { obligations: { id: string; clock: { due: string } | null }[] };
      };
      return plan.obligations.find(({ id }) => id === 'gdpr-art34-1-data-subject')?.clock?.due;
    };
    const before = await due();
    expect(before).toEqual(expect.any(String));
    expect(await change('targets', { 'softTargets.data-subjects': '24' })).toBe(303);
    expect(await see()).toContain('Version');
    expect(await due()).toBe(before);
    const body = { facts: { peopleConcerned: 7 }, reasons: 'Counted.' };
    expect((await api.call('dpo', 'PATCH', `/breaches/${breachId}/facts`, { body })).status).toBe(200);
    expect(await due()).toBe('2026-11-25T08:40:00.000Z');
    expect(await change('targets', { 'softTargets.data-subjects': '72' })).toBe(303);
  });

  it('take the second of two administrators back to what the first has stored', async () => {
    const [mine, theirs] = [{ name: 'Nordlys One' }, { name: 'Nordlys Two' }];
    const seen = seenIn((await post('company', mine)).body);
    expect(await change('company', theirs)).toBe(303);
    const late = await post('company', { ...mine, seen });
    expect([late.statusCode, late.body]).toEqual([422, expect.stringContaining('Something changed since you looked')]);
    expect(late.body).toContain('<del class="lines">Nordlys Two</del>');
    expect((await readSettings(api.store))[0]?.values.name).toBe('Nordlys Two');
  });

  it('hold from a day on, and until then as before', async () => {
    const from = { from: '2026-12-24T09:00', 'from-zone': 'UTC' };
    expect(await change('company', { name: 'Nordlys Later', ...from })).toBe(303);
    const name = async () => (await see('/desk/account')).includes('Nordlys') && (await see()).includes('holds later');
    expect(await name()).toBe(true);
    await api.refreshPolicy();
    expect((await readSettings(api.store))[0]?.effectiveFrom).toBe('2026-12-24T09:00:00.000Z');
    api.now = '2026-12-25T09:00:00.000Z';
    await api.refreshPolicy();
    expect(await see()).not.toContain('holds later');
    api.now = NOW;
    await api.refreshPolicy();
  });

  it('leave a change that waits for its day as it is when another one is made at once', async () => {
    const from = { from: '2026-12-27T09:00', 'from-zone': 'UTC' };
    expect(await change('company', { 'publicContact.phone': '+49 30 1', ...from })).toBe(303);
    expect(await change('posts', { 'dpo.label': 'Privacy officer' })).toBe(303);
    const [stored] = await readSettings(api.store);
    expect(stored?.changes).toEqual([expect.objectContaining({ path: 'dpo.label', after: 'Privacy officer' })]);
    const files = loadPolicy(POLICY_DIR);
    const file = files.organisation;
    const holds = async (now: string) => {
      const { dpo, publicContact } = (await policyOfNow({ store: api.store, files, clock: () => now })).organisation;
      return [dpo.label, publicContact.phone];
    };
    expect(await holds(NOW)).toEqual(['Privacy officer', file.publicContact.phone]);
    expect(await holds('2026-12-28T09:00:00.000Z')).toEqual(['Privacy officer', '+49 30 1']);
    expect(await change('posts', { 'dpo.label': file.dpo.label })).toBe(303);
  });

  it('go back to the file where they say the same', async () => {
    expect(await change('company', { zone: 'Europe/Berlin' })).toBe(303);
    expect((await readSettings(api.store))[0]?.values).not.toHaveProperty('zone');
  });

  it('are on record, and read by auditors but changed by administrator and DPO alone', async () => {
    expect(await change('company', { legalName: 'Nordlys Hav AS', from: '2026-12-24T09:00', 'from-zone': 'UTC' })).toBe(
      303,
    );
    const [stored] = await readSettings(api.store);
    const { body } = await api.call('auditor', 'GET', '/desk/audit?kind=change');
    expect(body).toContain('Form of the settings sent');
    expect(body).toContain(
      `<a href="/desk/settings#version-${stored?.number}">Settings stored: Version ${stored?.number}`,
    );
    expect(body).toContain('<ins class="lines">Nordlys Hav AS</ins>');
    const { body: csv } = await api.call('auditor', 'GET', `/desk/audit.csv?kind=change&who=${stored?.by}`);
    expect(csv).toContain(
      `"Settings stored: Version ${stored?.number}","Holds from 2026-12-24T09:00:00.000Z; Legal name: `,
    );
    expect((await api.call('auditor', 'GET', '/desk/audit.csv?kind=view')).body).not.toContain('Settings stored');
    const { json } = await api.call('auditor', 'GET', '/audit?kind=change&limit=1000');
    const entry = { kind: 'settings', who: stored?.by, about: String(stored?.number), changes: stored?.changes };
    expect(json.entries).toContainEqual(expect.objectContaining(entry));
    const { cookie, csrf } = await api.session('auditor');
    expect((await api.server.inject({ url: '/desk/settings', headers: { cookie } })).statusCode).toBe(200);
    expect((await post('company', { name: 'Mine' }, { cookie, csrf, userId: '' })).statusCode).toBe(403);
    const byToken = await api.call('administrator', 'POST', '/desk/settings/company', { body: {} });
    expect(byToken.status).not.toBe(303);
  });

  it('list every kind of party that a law binds, to be ticked, in the language of the page', async () => {
    const german = await see('/desk/settings/law', { 'accept-language': 'de' });
    for (const kind of ENTITY_KINDS) expect(german).toMatch(new RegExp(`type="checkbox"[^>]*value="${kind}"`));
    expect(german).toMatch(/value="controller"\s+checked> <span>Verantwortlicher</);
    const none = await post('law', { profile: '' });
    expect([none.statusCode, none.body]).toEqual([422, expect.stringContaining('href="#f-profile"')]);
    const unknown = await post('law', { profile: 'controller,Auftragsverarbeiter', 'establishment.region': 'Hamburg' });
    expect(unknown.statusCode).toBe(422);
    for (const given of ['Auftragsverarbeiter', 'Hamburg']) {
      expect(unknown.body).toContain(`‘${given}’ does not go here`);
    }
    const looked = await post('law', { profile: ',controller,processor,essential-entity' });
    expect([looked.statusCode, looked.body]).toEqual([200, expect.stringContaining('essential entity</ins>')]);
  });

  const SHIFTS = { 'onDuty.shifts.0.from': '09:00', 'onDuty.shifts.0.to': '09:00' };

  it('say who is on duty before and after, and refuse a rota with hours in which nobody is', async () => {
    const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri'];
    const hole = await post('duty', {
      ...SHIFTS,
      ...{ 'onDuty.shifts.0.days': weekdays as never, 'onDuty.shifts.0.weeks': 'first, second' },
    });
    expect([hole.statusCode, hole.body]).toEqual([422, expect.stringContaining('href="#f-onDuty.shifts"')]);
    expect(hole.body).toContain('Nobody would be on duty from Saturday 09:00 to Monday 09:00.');
    const unknown = await post('duty', { ...SHIFTS, 'onDuty.shifts.0.weeks': 'first, third' });
    expect([unknown.statusCode, unknown.body]).toEqual([422, expect.stringContaining('‘third’ does not go here')]);
    expect(unknown.body).toContain('href="#f-onDuty.shifts.0.weeks"');
    const twice = { 'onDuty.who.0.id': 'first', 'onDuty.who.0.label': 'A', 'onDuty.who.0.email': 'a@nordlys.no' };
    const again = { 'onDuty.who.1.id': 'first', 'onDuty.who.1.label': 'B', 'onDuty.who.1.email': 'b@nordlys.no' };
    const both = await post('duty', { ...twice, ...again });
    expect([both.statusCode, both.body]).toEqual([422, expect.stringContaining('href="#f-onDuty.who.1.id"')]);
    const { userId } = await api.session('responder');
    const rota = { ...SHIFTS, 'onDuty.shifts.0.weeks': 'ada', 'onDuty.who.0.id': 'ada', 'onDuty.who.0.user': userId };
    const looked = await post('duty', rota);
    expect([looked.statusCode, looked.body]).toEqual([
      200,
      expect.stringMatching(/On duty now is \S.* instead of On-call two/),
    ]);
    expect(looked.body).not.toContain('name="stops"');
    expect(await change('duty', rota)).toBe(303);
    const { organisation } = await policyOfNow({ store: api.store, files: loadPolicy(POLICY_DIR), clock: () => NOW });
    expect(organisation.onDuty?.who).toEqual({ ada: { user: userId } });
  });

  it('ask again where nobody of the new rota can be told', async () => {
    const { userId } = await api.session('auditor');
    const rota = { ...SHIFTS, 'onDuty.shifts.0.weeks': 'ada', 'onDuty.who.0.id': 'ada', 'onDuty.who.0.user': userId };
    const looked = await post('duty', rota);
    expect(looked.body).toContain('For two weeks and more nobody is on duty who can be told.');
    const unasked = await post('duty', { ...rota, seen: seenIn(looked.body) });
    expect([unasked.statusCode, unasked.body]).toEqual([422, expect.stringContaining('href="#f-stops"')]);
  });

  it('show that quiet hours move warnings of our own targets', async () => {
    await api.report({ title: 'Nobody is told at night' });
    const looked = await post('duty', { 'quietHours.from': '00:00', 'quietHours.to': '23:59' });
    expect(looked.body).toContain('is warned of at other times');
    expect((await post('duty', { 'quietHours.from': '22:00' })).body).toContain('href="#f-quietHours.to"');
  });

  it('ask again before alerts are erased, a legal hold ends or something leaves without a release', async () => {
    const hold = {
      'retention.alertHolds.0.id': 'audit-of-2026',
      'retention.alertHolds.0.source': 'all',
      'retention.alertHolds.0.from': '2026-11-01T00:00+01:00',
      'retention.alertHolds.0.owner': 'Legal department',
      'retention.alertHolds.0.reason': 'An authority asked that nothing be erased.',
    };
    const nowhere = await post('kept', { ...hold, 'retention.alertHolds.0.source': 'nobody-sends' });
    expect([nowhere.statusCode, nowhere.body]).toEqual([
      422,
      expect.stringContaining('href="#f-retention.alertHolds.0.source"'),
    ]);
    expect(await change('kept', { ...hold, 'retention.alertsDays': '' })).toBe(303);
    expect(await see()).toContain('audit-of-2026');
    const ended = await post('kept', { 'retention.alertHolds.0.id': '' });
    expect(ended.body).toContain('Legal holds that end, or hold less: audit-of-2026.');
    const unasked = await post('kept', { 'retention.alertHolds.0.id': '', seen: seenIn(ended.body) });
    expect([unasked.statusCode, unasked.body]).toEqual([422, expect.stringContaining('href="#f-stops"')]);
    expect((await post('kept', { 'retention.breaches': '0' })).body).toContain('href="#f-retention.breaches"');
    const approved = {
      'release.approved.0.kind': 'supplier',
      'release.approved.0.upTo': 'medium',
      'release.approved.0.happened': 'Somebody may have had access to these systems.',
    };
    const looked = await post('release', approved);
    expect(looked.body).toContain('Suppliers are told the approved text without anybody’s release.');
    expect(await change('release', approved)).toBe(303);
    const { organisation } = await policyOfNow({ store: api.store, files: loadPolicy(POLICY_DIR), clock: () => NOW });
    expect(organisation.release.approved).toMatchObject([{ kind: 'supplier', advice: '' }]);
    expect(organisation.retention).not.toHaveProperty('alertsDays');
  });

  it('refuse a change that a version waiting for its day does not go with', async () => {
    const from = { from: '2026-12-29T09:00', 'from-zone': 'UTC' };
    const who = { 'onDuty.who.0.id': 'ada', 'onDuty.who.0.label': 'On-call', 'onDuty.who.0.email': 'call@nordlys.no' };
    expect(await change('duty', { ...who, ...from })).toBe(303);
    const two = {
      ...{ 'onDuty.who.0.id': 'ada', 'onDuty.who.0.label': 'On-call', 'onDuty.who.0.email': 'call@nordlys.no' },
      ...{ 'onDuty.who.1.id': 'bert', 'onDuty.who.1.label': 'Second', 'onDuty.who.1.email': 'two@nordlys.no' },
    };
    const late = await post('duty', { ...two, ...SHIFTS, 'onDuty.shifts.0.weeks': 'ada, bert' });
    expect([late.statusCode, late.body]).toEqual([422, expect.stringContaining('This does not go with version')]);
  });
});
