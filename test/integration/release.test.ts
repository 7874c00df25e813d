import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createChannels } from '../../activities/channels/registry.ts';
import { createNoticeLedger } from '../../activities/notices.ts';
import { loadPolicy } from '../../config/policy.ts';
import { replyAddress } from '../../domain/policy/schema.ts';
import { HOUR_MS, plusMs } from '../../domain/time.ts';
import { saveDataFlow } from '../../store/dataflow.ts';
import { type NoticeRecord, noticeId, readNotice, SLOTS } from '../../store/notices.ts';
import { NOW, POLICY_DIR, REGISTER, TestApi } from '../support/api.ts';
import { SmtpSink } from '../support/smtp.ts';

/** What a person typed in fright; none of it may ever be read outside. */
const PASSWORD = 'Tr0ub4dor-and-3';
const SUMMARY = `Kim from support left root:${PASSWORD} in the ticket and somebody used it.`;
const HAPPENED = 'An account of our support desk was used by somebody who is not meant to.';

let api: TestApi;
let sink: SmtpSink;
beforeAll(async () => {
  [api, sink] = await Promise.all([TestApi.start({ realPlans: true, exerciseInbox: true }), SmtpSink.start()]);
  await saveDataFlow(api.store, { systems: [], counterparties: REGISTER.counterparties }, { at: NOW, by: 'dpo' });
  await saveGull('Gull Mail');
  // So that pages know the name of who does it.
  await api.session('dpo');
});

async function saveGull(name: string, others: { name: string; email: string }[] = []): Promise<void> {
  const contacts = [{ name: 'Tove Lind', email: 'tove@gull.example' }, ...others];
  const gull = { id: 'gull', kind: 'supplier' as const, name, language: 'en', contacts, clause: '' };
  const systems = REGISTER.systems.map((system) => ({
    ...{ ...system, name: `${system.name}${name === 'Gull Mail' ? '' : ' (old)'}`, suppliers: ['fjord', 'gull'] },
  }));
  await saveDataFlow(api.store, { systems, counterparties: [gull] }, { at: NOW, by: 'dpo' });
}
/** A German supplier beside the others. */
async function saveMoewe(): Promise<void> {
  const contacts = [{ name: 'Heike Moor', email: 'heike@moewe.example' }];
  const moewe = { id: 'moewe', kind: 'supplier' as const, name: 'Möwe Post', language: 'de', contacts, clause: '' };
  const systems = REGISTER.systems.map((system) => ({ ...system, suppliers: ['fjord', 'gull', 'moewe'] }));
  await saveDataFlow(api.store, { systems, counterparties: [moewe] }, { at: NOW, by: 'dpo' });
}
/** The text of a mail on one line, as it was written. */
const plainOf = (mail: string) => Buffer.from(mail, 'latin1').toString('utf8').replaceAll(/\s+/g, ' ');
const isGerman = (mail: string) => mail.includes('Zu Händen');
afterAll(async () => {
  await Promise.all([api?.stop(), sink?.stop()]);
});

/** A real breach of a system with a supplier, whose awareness is recorded, and that somebody has. */
async function aware(more: object = {}, isTaken = true): Promise<string> {
  const breachId = await api.report({ title: 'Support desk', summary: SUMMARY, systems: [SYSTEM], ...more });
  const answer = await api.call('responder', 'POST', `/breaches/${breachId}/awareness`, { body: { awareAt: api.now } });
  expect(answer.status).toBe(200);
  if (isTaken) expect((await api.call('responder', 'POST', `/breaches/${breachId}/take`)).status).toBe(200);
  return breachId;
}
const look = async (id: string) => (await api.call('dpo', 'GET', `/breaches/${id}/release`)).json;
const release = async (id: string, seen: Record<string, unknown> | null = null, as: 'dpo' | 'responder' = 'dpo') => {
  const { sha256, list, seen: upTo } = seen ?? (await look(id));
  return api.call(as, 'POST', `/breaches/${id}/release`, { body: { sha256, list, seen: upTo } });
};
const letterTo = async (id: string, party: string) =>
  (await api.call('dpo', 'GET', `/breaches/${id}/release/counterparties/${party}`)).json as Record<
    'subject' | 'text',
    string
  >;
/** What its reader reads of a mail, but for the token of the link. */
function asRead(mail: string): Record<'subject' | 'text', string> {
  const [head = '', ...body] = mail.split('\r\n\r\n');
  const subject = /^Subject: (.*(?:\r\n\s.*)*)/m.exec(head)?.[1]?.replaceAll(/\r\n\s/g, ' ') ?? '';
  const text = body.join('\n\n').replaceAll('\r\n', '\n');
  return { subject, text: text.replace(/(\/n\/)[\w.~-]+/, '$1…') };
}
const IN_ENGLISH: Record<string, string> = { 'content-language': 'en' };
const save = (id: string, over: number, happened = HAPPENED, more: object = {}, headers = IN_ENGLISH) =>
  api.call('responder', 'PUT', `/breaches/${id}/release/statement`, {
    headers,
    body: { statement: { happened, consequences: '', measures: 'We ended the session.', advice: '', ...more }, over },
  });

/** By the activity of a running house, over a real mail server: the mails that left by it. */
async function work(breachId: string, exercise: { scale: number } | null = null): Promise<string[]> {
  const policy = loadPolicy(POLICY_DIR);
  const channels = createChannels({
    ...{ smtpUrl: sink.url, exerciseSmtpUrl: sink.url, slack: undefined },
    ...{ mailFrom: 'Tocsin <tocsin@localhost>', replyTo: replyAddress(policy.organisation) },
  });
  const ledger = createNoticeLedger({
    ...{ store: api.store, policy, channels, clock: () => api.now },
    publicUrl: 'https://tocsin.example',
  });
  const before = sink.mails.length;
  const request = { breachId, communication: 'notices' as const, listId: null, exercise };
  await ledger.plan(request);
  const slots = Array.from({ length: SLOTS }, (_, slot) => slot);
  for (;;) {
    const turn = { now: api.now, until: plusMs(api.now, HOUR_MS), mayBegin: () => true };
    if ((await ledger.work({ ...request, slots }, turn)).claimed === 0) break;
  }
  await channels.close();
  return sink.mails.slice(before).map(({ text }) => text);
}

const SYSTEM = 'tickets';

describe('a notice', () => {
  it('of which nobody said the language leaves once somebody confirmed that it is right', async () => {
    const id = await aware();
    await save(id, 0, HAPPENED, {}, {});
    const { sha256, list, seen, foreign } = await look(id);
    expect(foreign).toContainEqual({ part: 'happened', written: null, languages: ['en'] });
    const body = { sha256, list, seen };
    const refused = await api.call('dpo', 'POST', `/breaches/${id}/release`, { body });
    expect([refused.status, refused.json.why]).toEqual([422, 'untranslated']);
    const confirmed = await api.call('dpo', 'POST', `/breaches/${id}/release`, { body: { ...body, confirmed: true } });
    expect(confirmed.status).toBe(200);
  });

  it('does not leave before it is released, whoever asks the ledger, and never in words of the report', async () => {
    const id = await aware();
    expect(await work(id)).toEqual([]);
    expect((await look(id)).awaited).toEqual(['first']);
    await save(id, 0);
    expect(await work(id)).toEqual([]);
    expect((await release(id)).status).toBe(200);
    const mails = await work(id);
    expect(mails.length).toBeGreaterThan(0);
    for (const mail of mails) {
      // A reply reaches somebody who reads it, and not the address that sends.
      expect(mail).toMatch(/^From: Tocsin <tocsin@localhost>\r\n(?:.+\r\n)*Reply-To: dpo@example\.org\r\n/m);
      expect(mail.replaceAll(/\s+/g, ' ')).toContain(HAPPENED);
      expect(mail).not.toContain(PASSWORD);
      expect(mail).not.toContain('Kim');
    }
    // What its page shows is the released text as well, also once the story was amended.
    await api.call('responder', 'PATCH', `/breaches/${id}/facts`, {
      body: { narrative: { summary: `${SUMMARY} Again.` }, reasons: 'More is known.' },
    });
    const link = /https:\/\/tocsin\.example(\/n\/[\w.~-]+)/.exec(mails[0] ?? '')?.[1] ?? '';
    const page = await api.call(null, 'GET', link);
    expect(page.body).toContain('support desk was used');
    expect(page.body).not.toContain(PASSWORD);
    api.now = plusMs(api.now, 13 * HOUR_MS);
    const reminders = await work(id);
    expect(reminders.length).toBeGreaterThan(0);
    expect(reminders.join()).not.toContain(PASSWORD);
    api.now = NOW;
  });

  it('leaves word for word as it was looked at, however late; its promise holds', async () => {
    const id = await aware();
    await save(id, 0);
    const shown = await letterTo(id, 'gull');
    expect(shown.subject).toMatch(/please confirm within 24 hours of this mail's date$/);
    expect((await release(id)).status).toBe(200);
    // What the register says of them later, and when the mail server takes it, changes no word.
    await saveGull('Gull Letters');
    api.now = plusMs(api.now, 5 * HOUR_MS);
    const [sent = ''] = (await work(id)).filter((mail) => mail.includes('Tove'));
    expect(asRead(sent)).toEqual({ subject: shown.subject, text: shown.text });
    const row = (await readNotice(api.store, noticeId(id, 'gull', 1))) as NoticeRecord;
    expect(row).toMatchObject({ countsFrom: api.now, answerBy: plusMs(api.now, 24 * HOUR_MS) });
    // So does its correction, which names the instant by now.
    await saveGull('Gull Mail');
    await save(id, 1, `${HAPPENED} They read tickets.`);
    api.now = plusMs(api.now, HOUR_MS);
    const correction = await letterTo(id, 'gull');
    expect(correction.subject).toMatch(/^Correction/);
    await release(id);
    api.now = plusMs(api.now, HOUR_MS);
    const [corrected = ''] = (await work(id)).filter((mail) => mail.includes('Tove'));
    expect(asRead(corrected)).toEqual({ subject: correction.subject, text: correction.text });
    // Who reads nothing new gets none, and the preview says so.
    expect(await letterTo(id, 'gull')).toMatchObject({ isToLeave: false });
    api.now = NOW;
  });

  it('is drafted in the company’s language and read in each receiver’s; in another it is no other text', async () => {
    const german = await TestApi.beside(api, { realPlans: true, language: 'de' });
    const id = await aware();
    const inGerman = async (path = '') => (await german.call('dpo', 'GET', `/breaches/${id}/release${path}`)).json;
    const { statement } = (await inGerman()) as { statement: { measures: string } };
    expect(statement.measures).toBe('Wir untersuchen den Vorfall und unterrichten Sie, sobald wir mehr wissen.');
    const letter = await inGerman('/counterparties/gull');
    expect([letter.language, letter.text]).toEqual(['en', expect.stringContaining('We are investigating, and will')]);
    expect((await german.call('dpo', 'GET', `/desk/breaches/${id}/release`)).body).toMatch(
      /<textarea id="f-measures"[^>]* lang="de"[^>]*>\nWir untersuchen/,
    );
    expect((await release(id)).status).toBe(200);
    const measures = expect.stringMatching(/^We are investigating/);
    expect(await inGerman()).toMatchObject({ isReleased: true, statement: { measures } });
    // The same text in German is nothing new to anybody.
    await german.call('responder', 'PUT', `/breaches/${id}/release/statement`, { body: { statement, over: 0 } });
    expect(await inGerman('/counterparties/gull')).toMatchObject({ isToLeave: true });
    await work(id);
    expect(await inGerman('/counterparties/gull')).toMatchObject({ isToLeave: false });
    await german.stop();
  });

  it('has its words in several languages: each mail in that of its reader, the rest marked as another', async () => {
    await saveMoewe();
    const id = await aware();
    const translations = { de: { happened: 'Ein Konto unseres Supports wurde von Unbefugten benutzt.', advice: '' } };
    await save(id, 0, HAPPENED, { translations });
    const seen = await look(id);
    expect(seen).toMatchObject({
      statement: { language: 'en', translations: { de: { happened: translations.de.happened } } },
      letters: [
        { language: 'en', receivers: 2 },
        { language: 'de', receivers: 1 },
      ],
      foreign: [{ part: 'measures', written: 'en', languages: ['de'] }],
    });
    const body = { sha256: seen.sha256, list: seen.list, seen: seen.seen, confirmed: true };
    expect((await api.call('dpo', 'POST', `/breaches/${id}/release`, { body })).status).toBe(200);
    const [german, ...english] = (await work(id))
      .map(plainOf)
      .sort((a, b) => Number(isGerman(b)) - Number(isGerman(a)));
    expect(german).toContain(`Was geschehen ist: ${translations.de.happened}`);
    expect(german).toContain('(Dieser Teil ist auf Englisch verfasst.) We ended the session.');
    expect(german).not.toContain(HAPPENED);
    expect(english).toHaveLength(2);
    for (const mail of english) {
      expect(mail).toContain(`${HAPPENED} `);
      expect(mail).not.toMatch(/Unbefugten|is written in/);
    }
    // The page behind the link marks the part for whoever has it read out.
    const page = await api.call(null, 'GET', /https:\/\/tocsin\.example(\/n\/[\w.~-]+)/.exec(german ?? '')?.[1] ?? '');
    expect(page.body).toContain('<span lang="en">We ended the session.</span>');

    // A translation that comes later corrects the letters in its language, and no others.
    const measures = 'Wir haben die Sitzung beendet.';
    await save(id, 1, HAPPENED, { translations: { de: { ...translations.de, measures } } });
    api.now = plusMs(api.now, HOUR_MS);
    expect(await letterTo(id, 'gull')).toMatchObject({ isToLeave: false });
    expect(await letterTo(id, 'moewe')).toMatchObject({ isToLeave: true, language: 'de' });
    expect((await release(id)).status).toBe(200);
    const corrections = (await work(id)).map(plainOf);
    expect(corrections).toEqual([expect.stringMatching(/Berichtigung[\s\S]*Wir haben die Sitzung beendet\./)]);
    expect(corrections.join()).not.toContain('verfasst');
    await saveGull('Gull Mail');
    api.now = NOW;
  });

  it('is not saved with a translation of nothing, into its own language, or with a password in one', async () => {
    const id = await aware();
    const refusal = async (translations: object) => {
      const { status, json } = await save(id, 0, HAPPENED, { translations });
      return [status, json.field, json.why];
    };
    expect(await refusal({ de: { advice: 'Ändern Sie Ihr Kennwort.' } })).toEqual([
      ...[400, 'translations.de.advice', 'translates-nothing'],
    ]);
    expect(await refusal({ de: { customer: { happened: 'Nur hier.' } } })).toEqual([
      ...[400, 'translations.de.customer.happened', 'translates-nothing'],
    ]);
    expect(await refusal({ en: { happened: 'Another one.' } })).toEqual([400, 'language', 'translated-into-its-own']);
    expect(await refusal({ de: { happened: `Das Passwort war password: ${PASSWORD}` } })).toEqual([
      ...[422, 'translations.de.happened', 'never-out'],
    ]);
    expect((await refusal({ xx: { happened: 'Keine Sprache.' } }))[0]).toBe(400);
    expect((await look(id)).revision).toBe(0);
  });

  it('is not released where the register says otherwise of its reader than was looked at', async () => {
    const id = await aware();
    const seen = await look(id);
    await saveGull('Gull Letters');
    expect(await release(id, seen)).toMatchObject({ status: 412, json: { code: 'stale' } });
    await saveGull('Gull Mail');
    expect((await release(id)).status).toBe(200);
  });

  it('is corrected by a mail once a new text is released, and only then; the page says what changed', async () => {
    const id = await aware();
    await save(id, 0);
    await release(id);
    const [first = ''] = await work(id);
    await save(id, 1, `${HAPPENED} They read tickets.`);
    expect((await look(id)).awaited).toEqual(['text']);
    api.now = plusMs(api.now, HOUR_MS);
    expect(await work(id)).toEqual([]);
    expect((await release(id)).status).toBe(200);
    const corrections = await work(id);
    expect(corrections).not.toEqual([]);
    for (const mail of corrections) expect(mail.replaceAll(/\s+/g, ' ')).toMatch(/Correction of .*They read tickets\./);
    expect(await work(id)).toEqual([]);
    const link = /https:\/\/tocsin\.example(\/n\/[\w.~-]+)/.exec(first)?.[1] ?? '';
    // The three pages that show it name both texts, when each was sent, and what became of it; the newest comes first.
    const behind = (await api.call(null, 'GET', link)).body;
    expect(behind).toMatch(/id="corrected"[\s\S]*Since then we know more[\s\S]*What we wrote before/);
    expect(behind.match(/As we sent it on/g)).toHaveLength(2);
    const list = (await api.call('dpo', 'GET', `/desk/breaches/${id}/notices`)).body;
    expect(list).toMatch(/Correction sent\s*<span class="inline">\s*<time datetime="2026-11-24T09:40:00.000Z"/);
    const [party = ''] = /(?<=\/notices\/)(fjord|gull)(?=")/.exec(list) ?? [];
    const page = (await api.call('dpo', 'GET', `/desk/breaches/${id}/notices/${party}`)).body;
    expect(page).toMatch(/What was sent[\s\S]*First notice[\s\S]*Correction[\s\S]*The first text[\s\S]*Correction 1/);
    expect(page).toContain('They read tickets.');
    api.now = NOW;
  });

  it('has a page that speaks to the same person in its first text and in each correction of it', async () => {
    const id = await aware();
    await save(id, 0);
    await release(id);
    await work(id);
    await saveGull('Gull Mail', [{ name: 'Bo Berg', email: 'bo@gull.example' }]);
    api.now = plusMs(api.now, 25 * HOUR_MS);
    const escalated = await work(id);
    expect(escalated.join()).toContain('attention of Bo Berg');
    await save(id, 1, `${HAPPENED} They read tickets.`);
    await release(id);
    const corrections = await work(id);
    for (const name of ['Tove Lind', 'Bo Berg']) expect(corrections.join()).toContain(name);
    const { content } = (await readNotice(api.store, noticeId(id, 'gull', 1))) as NoticeRecord;
    const texts = [content?.text, ...(content?.corrections ?? []).map(({ text }) => text)];
    expect(texts.map((text) => /Tove Lind|Bo Berg/.exec(text ?? '')?.[0])).toEqual(['Tove Lind', 'Tove Lind']);
    await saveGull('Gull Mail');
    api.now = NOW;
  });

  it('of a drill leaves by the policy, with the text drafted from the facts', async () => {
    const id = await aware({ exercise: { scale: 1 } });
    const mails = await work(id, { scale: 1 });
    expect(mails.length).toBeGreaterThan(0);
    expect(mails.join()).not.toContain(PASSWORD);
    expect((await look(id)).awaited).toEqual([]);
  });
});

describe('a release', () => {
  it('after something changed is refused, names what changed, and keeps what was typed by others', async () => {
    const id = await aware();
    const seen = await look(id);
    await api.call('responder', 'PATCH', `/breaches/${id}/facts`, {
      body: { facts: { peopleConcerned: 12 }, reasons: 'Logs.' },
    });
    const refused = await release(id, seen);
    expect(refused).toMatchObject({ status: 412, json: { code: 'stale' } });
    expect(refused.json.detail).toContain('facts were amended (peopleConcerned)');
    await save(id, 0);
    const again = await release(id, { ...(await look(id)), sha256: seen.sha256 });
    expect(again.json.detail).toMatch(/the text is another one|the text was saved as revision 1/);
    expect(await work(id)).toEqual([]);
    expect((await save(id, 0)).json).toMatchObject({ code: 'stale' });
    expect((await look(id)).statement).toMatchObject({ happened: HAPPENED });
  });

  it('is not for a responder, and refuses a text with a password in it', async () => {
    const id = await aware();
    expect((await release(id, null, 'responder')).status).toBe(403);
    expect((await save(id, 0, `The login was root, password: ${PASSWORD}`)).json).toMatchObject({
      code: 'content-refused',
    });
    expect(await work(id)).toEqual([]);
  });

  it('tells exactly those who are ticked, and keeps why the others are left out', async () => {
    const id = await aware();
    const { counterparties } = (await api.call('dpo', 'GET', `/breaches/${id}/release/counterparties`)).json as {
      counterparties: { counterparty: string; leftOut: string | null }[];
    };
    const [first] = counterparties;
    const leftOut = [{ counterparties: [first?.counterparty], reasons: 'They told us.' }];
    const before = await look(id);
    expect(
      (await api.call('responder', 'PUT', `/breaches/${id}/release/left-out`, { body: { leftOut, over: 0 } })).status,
    ).toBe(200);
    expect((await release(id, before)).json).toMatchObject({ code: 'stale' });
    const letter = await api.call('dpo', 'GET', `/breaches/${id}/release/counterparties/${first?.counterparty}`);
    // Nothing is said twice, and no systems are spoken of that are not named.
    const words = String(letter.json.text).replaceAll(/\s+/g, ' ');
    expect(words.match(/security incident/g)).toHaveLength(1);
    const sentences = words.split(/(?<=\.) /).filter((sentence) => sentence.length > 20);
    expect(sentences).toEqual([...new Set(sentences)]);
    expect(words).toContain('- Systems: Support tickets');
    expect((await release(id)).status).toBe(200);
    const told = await work(id);
    expect(told.length).toBe(counterparties.length - 1);
    const listed = await api.call('dpo', 'GET', `/breaches/${id}/release/counterparties?told=false`);
    expect(listed.json.counterparties).toMatchObject([{ counterparty: first?.counterparty, leftOut: 'They told us.' }]);
  });

  it('is done on its page too, by a person who sees who gets what', async () => {
    const id = await aware();
    const { cookie, csrf } = await api.session('dpo');
    const url = `/desk/breaches/${id}/release`;
    const page = (await api.server.inject({ url, headers: { cookie } })).body;
    expect(page).not.toContain(PASSWORD);
    const fieldIn = (name: string) => new RegExp(`name="${name}" value="([^"]*)"`).exec(page)?.[1] ?? '';
    const fields = {
      csrf,
      act: 'release',
      sha256: fieldIn('sha256'),
      list: fieldIn('list'),
      seen: fieldIn('seen'),
      why: '',
    };
    const saved = { csrf, act: 'save', over: '0', happened: HAPPENED, consequences: '', measures: '', advice: '' };
    expect((await api.submit(url, saved, { cookie })).statusCode).toBe(303);
    const german = await api.submit(url, fields, { cookie: `${cookie}; __Host-tocsin.language=de` });
    expect(german.body).toContain('Seit Sie hingesehen haben: Anna dpo hat den Text als Fassung 1 gespeichert.');
    expect(german.body).not.toMatch(/user:|Since you looked/);
    const behind = await api.submit(url, { ...saved, happened: 'Another text of mine.' }, { cookie });
    expect(behind.body).toContain('Another text of mine.');
    expect(behind.body).toContain(HAPPENED);
    expect((await api.submit(url, fields, { cookie })).body).toContain('Nothing was released');
    const { sha256, list, seen } = await look(id);
    const now = { ...fields, sha256: String(sha256), list: String(list), seen: String(seen) };
    // What was typed or unticked, and not saved, would not be what leaves.
    const typed = await api.submit(url, { ...now, happened: 'Typed, and not saved.' }, { cookie });
    expect([typed.statusCode, typed.body]).toEqual([422, expect.stringContaining('Typed, and not saved.')]);
    expect(typed.body).toContain('Nothing was released: this text is not saved.');
    const [told = ''] = /(?<=name="told" value=")[^"]+/.exec(page) ?? [];
    const unticked = await api.submit(url, { ...now, happened: HAPPENED, shown: told }, { cookie });
    expect([unticked.statusCode, unticked.body]).toEqual([422, expect.stringContaining('who is told is not saved')]);
    // What was ticked and typed is there again.
    expect(unticked.body).toMatch(new RegExp(`name="told" value="${told}" form="all" ?>`));
    const inGerman = { cookie: `${cookie}; __Host-tocsin.language=de` };
    const secret = await api.submit(url, { ...saved, over: '1', measures: `Password: ${PASSWORD}` }, inGerman);
    expect(secret.body).toContain('enthält, was nie hinausgehen darf');
    expect(secret.body).toContain(`Password: ${PASSWORD}`);
    expect(secret.body).not.toContain('take it out');
    expect(await work(id)).toEqual([]);
    expect((await api.submit(url, { ...now, happened: HAPPENED, shown: told, told }, { cookie })).statusCode).toBe(303);
    expect((await work(id)).length).toBeGreaterThan(0);
  });

  it('is offered again only where there is something to send; its page says what left, when and by whom', async () => {
    const id = await aware();
    const { cookie, csrf } = await api.session('dpo');
    const url = `/desk/breaches/${id}/release`;
    const open = async (language = 'en') =>
      (await api.server.inject({ url, headers: { cookie: `${cookie}; __Host-tocsin.language=${language}` } })).body;
    expect(await open()).toContain('value="release"');
    expect(await open()).not.toContain('id="released"');
    const { sha256, list, seen } = await look(id);
    const fields = { csrf, act: 'release', sha256: String(sha256), list: String(list), seen: String(seen) };
    expect((await api.submit(url, { ...fields, why: 'Read twice.' }, { cookie })).statusCode).toBe(303);
    for (const turn of ['released', 'sent', 'sent long ago']) {
      const page = await open();
      expect([turn, page.includes('value="release"')]).toEqual([turn, false]);
      const says = /id="released"[\s\S]*Anna dpo[\s\S]*Release 1[\s\S]*Suppliers: 2, customers: 0/;
      expect(page).toMatch(says);
      expect(page).toContain('<q class="said">Read twice.</q>');
      await work(id);
      if (turn === 'sent') api.now = plusMs(NOW, 3 * HOUR_MS);
    }
    api.now = NOW;
    expect(await open('de')).toMatch(/id="released"[\s\S]*Freigabe 1/);
    const known = (await look(id)) as { isReleased: boolean; released: object[] };
    expect(known.isReleased).toBe(true);
    expect(known.released).toMatchObject([{ release: 1, basis: 'person', suppliers: 2, reasons: 'Read twice.' }]);
    // Whatever would read otherwise is something to send: the text, who is told, and facts that moved.
    await save(id, 0);
    expect(await open()).toContain('value="release"');
    await release(id);
    expect(await open()).not.toContain('value="release"');
    const leftOut = [{ counterparties: ['gull'], reasons: 'They told us.' }];
    await api.call('dpo', 'PUT', `/breaches/${id}/release/left-out`, { body: { leftOut, over: 0 } });
    expect(await open()).toContain('value="release"');
    await release(id);
    expect(await open()).toMatch(/Release 3[\s\S]*left out: 1/);
    expect(await open()).not.toContain('value="release"');
    const body = { facts: { peopleConcerned: 12 }, reasons: 'Counted.' };
    await api.call('responder', 'PATCH', `/breaches/${id}/facts`, { body });
    expect(await open()).toContain('value="release"');
  });

  it('waits until somebody has the incident: taken with one press on its page, which keeps what is typed', async () => {
    const id = await aware({}, false);
    expect((await look(id)).whyNot).toContain(`tocsin take ${id}`);
    expect(await release(id)).toMatchObject({ status: 409, json: { detail: expect.stringContaining('taken') } });
    const { cookie, csrf } = await api.session('dpo');
    const url = `/desk/breaches/${id}/release`;
    const page = (await api.server.inject({ url, headers: { cookie } })).body;
    expect(page).toContain('Nobody has taken this incident');
    expect(page).toMatch(/form="all" name="act" value="take"/);
    expect(page).not.toMatch(/name="act" value="release"/);
    const taken = await api.submit(url, { csrf, act: 'take', happened: 'Typed, and not saved.' }, { cookie });
    expect(taken.body).toContain('Typed, and not saved.');
    expect(taken.body).toMatch(/name="act" value="release"/);
    expect((await release(id)).status).toBe(200);
  });

  it('is offered on its page to those alone who may, and says why not in words of the page', async () => {
    const id = await aware();
    const { cookie } = await api.session('responder');
    const open = (language: string, query = '') =>
      api.server.inject({
        url: `/desk/breaches/${id}/release${query}`,
        headers: { cookie: `${cookie}; __Host-tocsin.language=${language}` },
      });
    const { body } = await open('de');
    expect(body).toContain('das Regelwerk erlaubt es sonst niemandem');
    expect(body).not.toContain('value="release"');
    expect(body).toContain('value="save"');
    expect(body).toMatch(/class="pinned[\s\S]*Support desk[\s\S]*class="limit-left"/);
    const answer = await api.call('responder', 'GET', `/breaches/${id}/release`);
    expect(answer.json.whyNot).toContain('the policy lets no responder do it');
    const found = (await open('en', '?search=gull+mai')).body;
    expect(found).toContain('Gull Mail');
    expect(found).not.toContain('name="told" value="fjord"');
  });

  it('names a system to nobody whose tick is taken out on its page, with reasons', async () => {
    const id = await aware();
    const { cookie, csrf } = await api.session('dpo');
    const url = `/desk/breaches/${id}/release`;
    const fields = { csrf, act: 'leave', 'over-list': '0', 'shown-system': SYSTEM, group: '', reasons: '' };
    expect((await api.submit(url, fields, { cookie })).statusCode).toBe(422);
    expect((await look(id)).leftOut).toBe(0);
    expect((await api.submit(url, { ...fields, reasons: 'It holds test data.' }, { cookie })).statusCode).toBe(303);
    const all = Number((await look(id)).leftOut);
    expect(all).toBeGreaterThan(0);
    expect((await look(id)).leftOutGroups).toEqual([{ system: SYSTEM, reasons: 'It holds test data.' }]);
    const again = { ...fields, 'over-list': '1', named: SYSTEM };
    expect((await api.submit(url, again, { cookie })).statusCode).toBe(303);
    expect((await look(id)).leftOut).toBe(0);
  });
});
