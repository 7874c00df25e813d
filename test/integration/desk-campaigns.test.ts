import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../config/policy.ts';
import { EvidencePack, verifyPack } from '../../domain/audit/pack.ts';
import { lookAtLetter } from '../../services/campaign/letter.ts';
import { readBreach } from '../../store/breaches.ts';
import { appendEvents } from '../../store/events.ts';
import { listRecipientLists } from '../../store/recipient-lists.ts';
import { listRecipients } from '../../store/recipients.ts';
import { workAddress } from '../../web/work/form.ts';
import { cookiesOf, NOW, TestApi } from '../support/api.ts';
import { endLetters } from '../support/letters.ts';

let api: TestApi;
let breachId: string;
beforeAll(async () => {
  api = await TestApi.start({ realPlans: true });
  breachId = await api.report({ awareAt: NOW });
});
afterAll(() => api.stop());

const CSV = 'name,email\nAda Quill,ada.quill@people.example\nBo Ruiz,bo@people.example\nADA,ADA.quill@people.example\n';
const LETTER = { subject: 'About your account', text: 'Dear {{recipient}},\n\nsomebody read your support tickets.' };
const BOUNDARY = '----tocsin';
let key = 0;

/** Sends a form as a browser does, with a file where there is one. */
async function post(
  as: 'dpo' | 'responder' | 'auditor' | 'administrator',
  url: string,
  fields: Record<string, string>,
  more: Record<string, string> = {},
) {
  key += 1;
  const all = { key: `form-key-${key}`, ...fields };
  const isUpload = url.endsWith('/campaigns');
  const parts = Object.entries(all).map(([name, value]) => {
    const file = name === 'file' ? '; filename="people.csv"' : '';
    return `--${BOUNDARY}\r\nContent-Disposition: form-data; name="${name}"${file}\r\n\r\n${value}\r\n`;
  });
  const type = isUpload ? `multipart/form-data; boundary=${BOUNDARY}` : 'application/x-www-form-urlencoded';
  const raw = isUpload ? `${parts.join('')}--${BOUNDARY}--\r\n` : new URLSearchParams(all).toString();
  return api.call(as, 'POST', url, { raw, headers: { 'content-type': type, ...more } });
}
/** A page of campaigns as somebody sees it who signed in, and a form that is sent from it. */
async function asPerson(role: 'dpo' | 'deputy') {
  const { cookie, csrf } = await api.session(role);
  return {
    see: async (url: string) => (await api.server.inject({ url, headers: { cookie } })).body,
    send: async (url: string, fields: Record<string, string>) => {
      const { statusCode: status, headers, body } = await api.submit(url, { csrf, ...fields }, { cookie });
      return { status, headers, body };
    },
  };
}
const base = () => `/desk/breaches/${breachId}/campaigns`;
const hashIn = (body: string) => /name="contentHash" value="([0-9a-f]{64})"/.exec(body)?.[1] ?? '';

describe('a campaign on the desk', () => {
  it('refuses a letter or a list that is not sound, keeps what was typed, and leaves nothing behind', async () => {
    const bad = await post('responder', base(), { file: 'name,email\nAda,nobody\n', ...LETTER });
    expect([bad.status, bad.body]).toEqual([422, expect.stringContaining('line 2: not an e-mail address')]);
    expect(bad.body).toContain('somebody read your support tickets.');
    expect(bad.body).toContain('href="#f-file"');
    const secret = await post('responder', base(), {
      file: CSV,
      ...LETTER,
      text: `${LETTER.text}\npassword: hunter2hunter2`,
    });
    expect([secret.status, secret.body]).toEqual([422, expect.stringContaining('href="#f-text"')]);
    const nobody = await post('responder', base(), { file: '', people: '', ...LETTER });
    expect(nobody.body).toContain('Choose a file, paste lines');
    expect(await listRecipientLists(api.store, breachId)).toEqual([]);
    expect((await readBreach(api.store, breachId))?.campaigns).toEqual([]);
  });

  it('says who prefers another language than that of the letter, and takes no language that there is not', async () => {
    const other = await api.report({ awareAt: NOW });
    const at = `/desk/breaches/${other}/campaigns`;
    const people = (language: string) => `name,email,language\nAda,ada@people.example,${language}\n`;
    const bad = await post('responder', at, { people: `${people('xx')}Bo,bo@people.example,de\n`, ...LETTER });
    expect([bad.status, bad.body]).toEqual([422, expect.stringContaining('line 2: the language is no known code')]);
    const csv = `${people('de')}Bo,bo@people.example,de\nADA,Ada@people.example,fr\nCy,cy@people.example,en\n`;
    expect((await post('responder', at, { people: csv, ...LETTER })).status).toBe(303);
    const english = await api.call('dpo', 'GET', `${at}/1`);
    expect(english.body).toContain('2 people prefer German; the letter goes to them in English.');
    expect(english.body).not.toContain('French');
    expect(english.body).not.toContain('class="mail" lang="de"');
    const german = await api.call('dpo', 'GET', `${at}/1`, { headers: { 'accept-language': 'de' } });
    expect(german.body).toContain('2 Personen bevorzugen Deutsch; das Schreiben geht an sie auf Englisch.');
    const { body } = await api.call('dpo', 'GET', `/breaches/${other}/campaigns/1`);
    expect(JSON.parse(body)).toMatchObject({
      language: 'en',
      preferringOthers: [{ language: 'de', people: 2 }],
    });
  });

  it('says how many of its list no letter reaches, and leads to who they are', async () => {
    const id = await api.report({ awareAt: NOW });
    const at = `/desk/breaches/${id}/campaigns`;
    const people = 'name,email\nAda,ada@people.example\nBo,\n';
    expect((await post('responder', at, { people, ...LETTER })).status).toBe(303);
    const { body } = await api.call('dpo', 'GET', `${at}/1`);
    expect(body).toContain('1 of the list has no address for mail: no letter reaches them.');
    const [, unreached = ''] = /href="([^"]+\/unreached)"/.exec(body) ?? [];
    expect((await api.call('dpo', 'GET', unreached)).body).toContain('Bo');
    const german = await api.call('dpo', 'GET', `${at}/1`, { headers: { 'accept-language': 'de' } });
    expect(german.body).toContain('1 Person der Liste ohne E-Mail-Adresse');
  });

  it('says which recorded words it repeats in another language, and goes out once they were confirmed', async () => {
    const id = await api.report({ awareAt: NOW });
    const at = `/desk/breaches/${id}/campaigns`;
    const SAID = 'Wer die Anfragen gelesen hat, könnte Ihnen schreiben.';
    const facts = { narrative: { consequences: SAID }, reasons: 'Seen.' };
    await api.call('responder', 'PATCH', `/breaches/${id}/facts`, {
      body: facts,
      headers: { 'content-language': 'de' },
    });
    const people = 'name,email\nAda,ada@people.example\n';
    expect((await post('responder', at, { people, ...LETTER, text: `${LETTER.text}\n\n${SAID}` })).status).toBe(303);
    const dpo = await asPerson('dpo');
    const shown = await dpo.see(`${at}/1`);
    expect(shown).toContain('recorded words, written in German: translate before release');
    const approval = { contentHash: hashIn(shown), reasons: 'Read.' };
    const refused = await dpo.send(`${at}/1/approval`, approval);
    expect([refused.status, refused.body]).toEqual([422, expect.stringContaining('href="#f-repeated"')]);
    expect((await dpo.send(`${at}/1/approval`, { ...approval, repeated: 'yes' })).status).toBe(303);
  });

  it('is written in a further language, and read and approved in it as a text of its own', async () => {
    const id = await api.report({ awareAt: NOW });
    const at = `/desk/breaches/${id}/campaigns`;
    const people = 'name,email,language\nAda,ada@people.example,de\nBo,bo@people.example,fr\n';
    expect((await api.call('responder', 'GET', `${at}/new`)).body).toContain(`href="${at}/new?also=de#h-text-de"`);
    const begun = (await api.call('responder', 'GET', `${at}/new?also=de`)).body;
    expect(begun).toContain('value="Ihre Daten bei Example Cloud: was geschehen ist und was Sie tun können"');
    expect(begun).toMatch(/<textarea id="f-text-de"[^>]* lang="de"[^>]*>\nGuten Tag {{recipient}},/);
    const text = 'Guten Tag {{recipient}},\n\njemand hat Ihre Anfragen gelesen.';
    const half = await post('responder', at, { people, ...LETTER, 'text-de': text });
    expect([half.status, half.body]).toEqual([422, expect.stringContaining('href="#f-subject-de"')]);
    expect(half.body).toContain('jemand hat Ihre Anfragen gelesen.');
    const secret = { 'subject-de': 'Ihr Konto', 'text-de': `${text}\npassword: hunter2hunter2` };
    expect((await post('responder', at, { people, ...LETTER, ...secret })).body).toContain('href="#f-text-de"');
    const whole = { people, ...LETTER, 'subject-de': 'Ihr Konto', 'text-de': text };
    expect((await post('responder', at, whole)).status).toBe(303);

    const dpo = await asPerson('dpo');
    const page = await dpo.see(`${at}/1`);
    expect(page).toContain('German, to 1 person');
    expect(page).toContain('English, to 1 person');
    expect(page).toContain('1 person prefers French; the letter goes to them in English.');
    expect(page).not.toContain('prefers German');
    expect(page).toMatch(/<div class="mail" lang="de">[\s\S]*?Guten Tag Ada,/);
    const given = { contentHash: hashIn(page), reasons: 'Read.' };
    const unread = await dpo.send(`${at}/1/approval`, given);
    expect([unread.status, unread.body]).toEqual([422, expect.stringContaining('href="#f-read-de"')]);
    expect((await readBreach(api.store, id))?.campaigns[0]?.status).toBe('draft');
    expect((await dpo.send(`${at}/1/approval`, { ...given, 'read-de': 'yes' })).status).toBe(303);
    const { json } = await api.call('dpo', 'GET', `/breaches/${id}/campaigns/1`);
    expect(json).toMatchObject({
      readers: [
        { language: 'en', people: 1 },
        { language: 'de', people: 1 },
      ],
      translations: { de: { subject: 'Ihr Konto', text } },
    });
    // Its evidence shows every language of it, and is checked against the one hash; a sealed one shows none.
    const open = EvidencePack.parse((await api.call('dpo', 'GET', `/breaches/${id}/evidence?open=true`)).json);
    expect(open.letters).toMatchObject([{ translations: { de: { text } } }]);
    expect(verifyPack(open).findings.filter(({ problem }) => /letter/.test(problem))).toEqual([]);
    const sealed = (await api.call('auditor', 'GET', `/breaches/${id}/evidence`)).body;
    expect(sealed).not.toContain('jemand hat Ihre Anfragen');
    const { listId } = json as { listId: string };
    const own = { listId, ...LETTER, translations: { en: LETTER } };
    const twice = await api.call('responder', 'POST', `/breaches/${id}/campaigns`, { body: own });
    expect([twice.status, twice.json.field]).toEqual([400, 'translations']);
  });

  it('says what it refuses in the language of the page', async () => {
    const german = { 'accept-language': 'de' };
    const list = await post('responder', base(), { file: 'name,email\nAda,nobody\n', ...LETTER }, german);
    expect([list.status, list.body]).toEqual([422, expect.stringContaining('Zeile 2: keine E-Mail-Adresse')]);
    const drafted = await post('responder', base(), { file: CSV, ...LETTER, text: 'password: hunter2hunter2' }, german);
    expect(drafted.body).toContain('Zeile 1 enthält, was nie hinausgehen darf');
    const task = await post('responder', workAddress(breachId, 'tasks'), { 'task-text': 'x'.repeat(9_999) }, german);
    expect(task.body).toContain('Das ist zu lang.');
    const unknown = await post('dpo', `/desk/breaches/${breachId}/campaigns/99/approval`, {}, german);
    expect(unknown.body).toContain('Unter dieser Adresse liegt nichts.');
    const again = await post('dpo', `/desk/breaches/${breachId}/reopening`, { 'reopening-reasons': 'Neu.' }, german);
    expect(again.body).toContain('Der Vorfall ist offen und muss nicht wieder geöffnet werden.');
  });

  it('takes our own contact points in a letter for granted, and nobody else’s', async () => {
    const deps = { store: api.store, policy: loadPolicy('policy') };
    const { dpo, publicContact } = deps.policy.organisation;
    const { text } = LETTER;
    const look = async (more: string) => (await lookAtLetter(deps, { ...LETTER, text: `${text} ${more}` })).text;
    expect(await look(`Ask ${dpo.email}, ${publicContact.email} or ${publicContact.phone}.`)).toEqual([]);
    expect(await look('Ask bo@people.example.')).toMatchObject([{ rule: 'other-person' }]);
  });

  it('goes from a file over a preview with masked addresses to the approval of exactly this content', async () => {
    const form = await api.call('responder', 'GET', `${base()}/new`);
    expect(form.body).toContain('enctype="multipart/form-data"');
    expect(form.body).toContain('Dear {{recipient}}');
    const drafted = await post('responder', base(), { file: CSV, ...LETTER });
    expect([drafted.status, drafted.headers.location]).toEqual([303, `${base()}/1?duplicates=1`]);

    const dpo = await asPerson('dpo');
    const page = await dpo.see(`${base()}/1?duplicates=1`);
    expect(page).toContain('A letter to 2 people waits for approval');
    expect(page).toContain('named somebody who was on it already: 1.');
    expect(page).toContain('Dear Ada Quill,');
    expect(page).toContain('a•••@p•••.example');
    expect(page).not.toContain('ada.quill@people.example');

    const contentHash = hashIn(page);
    const approve = (fields: Record<string, string>) => dpo.send(`${base()}/1/approval`, fields);
    const other = await approve({ contentHash: 'f'.repeat(64), reasons: 'Read.' });
    expect([other.status, other.body]).toEqual([422, expect.stringContaining('nothing was approved')]);
    const silent = await approve({ contentHash, reasons: ' ' });
    expect([silent.status, silent.body]).toEqual([422, expect.stringContaining('href="#f-reasons"')]);
    expect((await post('responder', `${base()}/1/approval`, { contentHash, reasons: 'Read.' })).status).toBe(403);
    expect((await readBreach(api.store, breachId))?.campaigns[0]?.status).toBe('draft');

    const events = api.store.connection.collection('events');
    const first = await events.findOneAndUpdate({ breachId, seq: 1 }, { $set: { by: 'somebody' } });
    const broken = await approve({ contentHash, reasons: 'Read.' });
    expect([broken.status, broken.body]).toEqual([409, expect.stringContaining('does not verify from event 1 on')]);
    await events.updateOne({ breachId, seq: 1 }, { $set: { by: first?.by } });

    const alone = await post('dpo', `${base()}/1/approval`, { contentHash, reasons: 'Read.' });
    expect([alone.status, alone.body]).toEqual([422, expect.stringContaining('A token alone does not approve')]);
    const approved = await approve({ contentHash, reasons: 'Read.' });
    expect([approved.status, approved.headers.location]).toEqual([303, `${base()}/1`]);
    const { userId } = await api.session('dpo');
    expect((await readBreach(api.store, breachId))?.campaigns[0]).toMatchObject({
      status: 'sending',
      approvedBy: `user:${userId}`,
    });
  });

  it('that leaves something open says so where it is approved, and goes out like that only when ticked', async () => {
    const other = await api.report({ awareAt: NOW });
    const at = `/desk/breaches/${other}/campaigns`;
    const form = await api.call('dpo', 'GET', `${at}/new`);
    const text = (/<textarea id="f-text"[^>]*>\n([^<]*)/.exec(form.body)?.[1] ?? '').replaceAll('&quot;', '"');
    const drafted = await post('dpo', at, { people: CSV, subject: 'Your data', text });
    expect(drafted.status).toBe(303);
    const dpo = await asPerson('dpo');
    const body = await dpo.see(`${at}/1`);
    const measures = `href="/desk/breaches/${other}/facts#f-measures"`;
    expect(body.indexOf(measures)).toBeGreaterThan(0);
    expect(body.indexOf(measures)).toBeLessThan(body.indexOf('Approve and send to'));
    const given = { contentHash: hashIn(body), reasons: 'Read.' };
    const refused = await dpo.send(`${at}/1/approval`, given);
    expect([refused.status, refused.body]).toEqual([422, expect.stringContaining('href="#f-unstated"')]);
    await api.call('dpo', 'PATCH', `/breaches/${other}/facts`, {
      body: { narrative: { measures: 'Sessions ended.' }, reasons: 'Done.' },
    });
    const later = await dpo.see(`${at}/1`);
    expect(later).not.toContain(measures);
    expect(later).toContain('Stated by now: write the letter anew');
    expect((await dpo.send(`${at}/1/approval`, { ...given, unstated: 'yes' })).status).toBe(303);
  });

  it('says beforehand who may approve, and is approved by another person than drafted it', async () => {
    const id = await api.report({ awareAt: NOW });
    const at = `/desk/breaches/${id}/campaigns`;
    const [deputy, dpo] = [await asPerson('deputy'), await asPerson('dpo')];
    expect(await deputy.see(`${at}/new`)).toContain('Whoever drafts here does not approve');
    expect((await deputy.send(at, { people: CSV, ...LETTER })).status).toBe(303);
    const own = await deputy.see(`${at}/1`);
    expect(own).toContain('You drafted this letter');
    expect(own).not.toContain('name="contentHash"');
    const other = await dpo.see(`${at}/1`);
    expect(other).toMatch(/Drafted by (Anna deputy|user:[\w-]+)\. Approved by a DPO or deputy who did not draft it/);
    const given = { contentHash: hashIn(other), reasons: 'Read.' };
    const alone = await deputy.send(`${at}/1/approval`, given);
    expect([alone.status, alone.body]).toEqual([422, expect.stringContaining('You drafted this letter')]);
    expect((await readBreach(api.store, id))?.campaigns[0]?.status).toBe('draft');
    expect((await dpo.send(`${at}/1/approval`, given)).status).toBe(303);
    expect((await readBreach(api.store, id))?.campaigns[0]?.status).toBe('sending');
  });

  it('shows the numbers of the moment while it is sent', async () => {
    const [list] = await listRecipientLists(api.store, breachId);
    const listId = list?.listId ?? '';
    const { people } = await listRecipients(api.store, listId, { after: 0, limit: 5 });
    expect(people.map(({ status }) => status)).toEqual(['pending', 'pending']);
    await endLetters(api.store, { breachId, campaign: 1, listId }, NOW, (n) => (n === 1 ? 'sent' : 'refused'));
    const page = await api.call('auditor', 'GET', `${base()}/1`);
    expect(page.body).toContain('1 of 2 people have been told');
    expect(page.body).toContain('aria-label="Of 2 people: 1 sent, 1 refused, 0 uncertain, 0 waiting"');
    expect(page.body).toContain('Tell them by another way');
    expect(page.body).not.toContain('name="contentHash"');
    const all = await api.call('auditor', 'GET', '/desk/campaigns');
    expect(all.body).toContain(`href="${base()}/1"`);
  });

  it('once finished is recorded as the communication in one click, and says how few it told', async () => {
    const facts = { facts: { systems: ['tickets'], peopleConcerned: 1_200 }, reasons: 'Counted.' };
    await api.call('dpo', 'PATCH', `/breaches/${breachId}/facts`, { body: facts });
    const decision = { type: 'risk', article: 'art34', conclusion: 'high-risk', reasons: 'Names and problems.' };
    await api.call('dpo', 'POST', `/breaches/${breachId}/decisions`, { body: decision });
    const state = await readBreach(api.store, breachId);
    const counts = { total: 2, sent: 2, refused: 0, uncertain: 0 };
    const finished = {
      type: 'campaign-finished' as const,
      at: NOW,
      by: 'engine',
      key: 'f-1',
      data: { campaign: 1, counts },
    };
    await appendEvents(api.store, breachId, (state?.seq ?? 0) + 1, [finished]);
    const art34 = `/desk/breaches/${breachId}/filings/gdpr-art34-1-data-subject`;
    for (const url of [`${base()}/1`, art34]) {
      const { body } = await api.call('dpo', 'GET', url);
      expect(body).toContain('2 of about 1,200 people concerned were written to.');
      expect(body).toContain('Record this campaign as the communication (Art. 34)');
      expect((await api.call('auditor', 'GET', url)).body).not.toContain('Record this campaign');
    }
    expect((await post('responder', `${base()}/1/filing`, {})).status).toBe(403);
    const recorded = await post('dpo', `${base()}/1/filing`, {});
    expect([recorded.status, recorded.headers.location]).toEqual([303, `${art34}#filed`]);
    const filed = (await readBreach(api.store, breachId))?.obligations['gdpr-art34-1-data-subject']?.filed;
    expect(filed).toMatchObject({ at: NOW, receipt: expect.stringContaining('Campaign 1: 2 of 2 told, SHA-256') });
    // The letter was approved, and its bytes are here; who was not written to is what is left.
    const page = (await api.call('dpo', 'GET', art34)).body;
    expect(page).not.toContain('recorded without its bytes');
    expect(page).not.toContain('without an approval here');
    expect(page).toContain('2 of about 1,200 concerned');
    const overview = await api.call('dpo', 'GET', `/desk/breaches/${breachId}`);
    expect(overview.body).toContain('2 of about 1,200 people concerned were told');
    expect((await api.call('auditor', 'GET', '/desk/register')).body).toMatch(/Told(?: late)?, 2 of about 1,200/);
    expect((await api.call('auditor', 'GET', '/register/export?format=csv')).body).toMatch(
      /told(?:-late)?, 2 of about 1200/,
    );
    expect((await post('dpo', `${base()}/1/filing`, {})).status).toBeGreaterThanOrEqual(400);
    expect((await api.call('dpo', 'GET', `${base()}/1`)).body).not.toContain('Record this campaign');
  });

  it('meets the like duty of another law only where somebody says so, with reasons', async () => {
    const uk = 'uk-gdpr-art34-individuals';
    const facts = { facts: { residents: { DE: 1_000, GB: 200 } }, reasons: 'Counted.' };
    await api.call('dpo', 'PATCH', `/breaches/${breachId}/facts`, { body: facts });
    expect((await api.call('dpo', 'GET', `${base()}/1`)).body).toContain(`value="${uk}"`);
    const stateOf = async () => (await readBreach(api.store, breachId))?.obligations[uk];
    expect((await post('dpo', `${base()}/1/filing`, { obligation: uk })).status).toBeGreaterThanOrEqual(400);
    expect(await stateOf()).toMatchObject({ filed: null });
    const because = 'It says what Art. 34(2) of the UK GDPR asks for.';
    const recorded = await post('dpo', `${base()}/1/filing`, { obligation: uk, because });
    expect([recorded.status, recorded.headers.location]).toEqual([
      303,
      `/desk/breaches/${breachId}/filings/${uk}#filed`,
    ]);
    expect(await stateOf()).toMatchObject({ filed: { receipt: expect.stringContaining('Campaign 1') } });
  });

  it('is not needed where people were told in another way: when, how, about how many and why are enough', async () => {
    const other = await api.report({ awareAt: NOW });
    const facts = { facts: { systems: ['tickets'], peopleConcerned: 1_200 }, reasons: 'Counted.' };
    await api.call('dpo', 'PATCH', `/breaches/${other}/facts`, { body: facts });
    const decision = { type: 'risk', article: 'art34', conclusion: 'high-risk', reasons: 'Names and problems.' };
    await api.call('dpo', 'POST', `/breaches/${other}/decisions`, { body: decision });
    const art34 = `/desk/breaches/${other}/filings/gdpr-art34-1-data-subject`;
    const form = await api.call('dpo', 'GET', `${art34}?way=other`);
    const short = /<section[^>]* id="record"[\s\S]*?<\/section>/.exec(form.body)?.[0] ?? '';
    const named = [...short.matchAll(/ name="(\w[\w-]*)"/g)].map(([, name]) => name);
    expect(named.slice(-5)).toEqual(['filedAt', 'filedAt-zone', 'channel', 'people', 'reasons']);
    expect((await api.call('auditor', 'GET', `${art34}?way=other`)).body).not.toContain('name="people"');
    const given = {
      ...{ way: 'other', elsewhere: 'yes', stage: 'complete', filedAt: '2026-11-24T09:40', channel: 'By post' },
      ...{ 'filedAt-zone': 'Europe/Berlin', people: 'a few', reasons: 'No addresses for mail.' },
    };
    const refused = await post('dpo', `${art34}/receipt`, given);
    expect([refused.status, refused.body]).toEqual([422, expect.stringContaining('Give the number in figures')]);
    expect(refused.body).toContain('No addresses for mail.');
    const none = await post('dpo', `${art34}/receipt`, { ...given, people: '0' });
    const part = await post('dpo', `${art34}/receipt`, { ...given, people: '1.5' });
    for (const { body } of [none, part]) expect(body).toContain('Give the number in figures');
    // Of a range the lower end: nobody counts as told who may not have been.
    expect((await post('dpo', `${art34}/receipt`, { ...given, people: 'about 1,100–1,200' })).status).toBe(303);
    const duty = (await readBreach(api.store, other))?.obligations['gdpr-art34-1-data-subject'];
    expect(duty?.filed?.receipt).toBe('About 1,100 people were told');
    // Fewer than are concerned: it is not the last word.
    expect(duty?.versions).toMatchObject([{ stage: 'initial' }]);
    expect((await api.call('dpo', 'GET', art34)).body).toContain('By post');
  });

  it('is one draft when the form is sent twice, and may take a list that is there', async () => {
    const fields = { key: 'the-same-form', people: CSV, ...LETTER, subject: 'A second letter' };
    const [first, second] = [await post('dpo', base(), fields), await post('dpo', base(), fields)];
    expect([first.status, second.status]).toEqual([303, 303]);
    expect(await listRecipientLists(api.store, breachId)).toHaveLength(2);
    expect((await readBreach(api.store, breachId))?.campaigns).toHaveLength(2);
    const [newest] = await listRecipientLists(api.store, breachId);
    const again = await post('dpo', base(), { listId: newest?.listId ?? '', ...LETTER, subject: 'A third letter' });
    expect(again.headers.location).toBe(`${base()}/3`);
    const foreign = await post('dpo', base(), { listId: 'TOC-2020-0001~x', ...LETTER });
    expect(foreign.status).toBe(404);
  });

  it('takes urlencoded lines too, and nothing from who may not', async () => {
    const raw = new URLSearchParams({ people: CSV, ...LETTER, subject: 'Without a file' }).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    expect((await api.call('dpo', 'POST', base(), { raw, headers })).status).toBe(303);
    expect((await api.call('auditor', 'POST', base(), { raw, headers })).status).toBe(403);
    expect((await api.call('administrator', 'GET', '/desk/campaigns')).status).toBe(403);
  });

  it('that cannot be read, or is too large, is refused on a page in words', async () => {
    const { cookie } = await api.session('dpo');
    const type = `multipart/form-data; boundary=${BOUNDARY}`;
    const headers = { cookie, accept: 'text/html', 'sec-fetch-site': 'same-origin', 'content-type': type };
    const broken = await api.call(null, 'POST', base(), { raw: 'hello', headers });
    expect([broken.status, broken.body]).toEqual([400, expect.stringContaining('The form cannot be read')]);
    const raw = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="reasons"\r\n\r\n${'x'.repeat(1_100_000)}`;
    const large = await api.call(null, 'POST', `${base()}/1/approval`, { raw, headers });
    expect([large.status, large.headers.connection]).toEqual([413, 'close']);
    expect(large.body).toContain('larger than this page takes. Nothing was stored. Go back and send a smaller file');
  });

  it('gives back what was written when the session ended meanwhile', async () => {
    const boundary = { 'content-type': `multipart/form-data; boundary=${BOUNDARY}`, 'sec-fetch-site': 'same-origin' };
    const part = `--${BOUNDARY}\r\nContent-Disposition: form-data; name="subject"\r\n\r\nWritten for an hour\r\n`;
    const { cookie } = await api.session('dpo');
    const headers = { ...boundary, host: 'tocsin.example', referer: `https://tocsin.example${base()}/new` };
    const lost = await api.call(null, 'POST', base(), { raw: `${part}--${BOUNDARY}--\r\n`, headers });
    expect([lost.status, lost.headers.location]).toEqual([303, `/sign-in?next=${encodeURIComponent(`${base()}/new`)}`]);
    const draft = cookiesOf(lost.headers);
    const back = await api.call(null, 'GET', `${base()}/new`, { headers: { cookie: `${cookie}; ${draft}` } });
    expect(back.body).toContain('value="Written for an hour"');
  });
});
