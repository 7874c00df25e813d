import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createChannels } from '../../activities/channels/registry.ts';
import { onDuty } from '../../activities/on-duty.ts';
import { tellAll } from '../../activities/telling/tell.ts';
import type { WarnedRung, WarningActivities } from '../../activities/types.ts';
import { createWarningActivities } from '../../activities/warnings.ts';
import { loadPolicy } from '../../config/policy.ts';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { type SlackStandIn, startSlack } from '../../local/slack.ts';
import { readBreach } from '../../store/breaches.ts';
import { appendEvents } from '../../store/events.ts';
import { acknowledgeNotice } from '../../store/ledger/notice-answers.ts';
import { noticeId } from '../../store/notices.ts';
import { alertElsewhere, alertFixture, NOW, TestApi } from '../support/api.ts';
import { type ReadMail, readMail } from '../support/mime.ts';
import { handOver } from '../support/notices.ts';
import { clock72h, obligationOf, planOf } from '../support/plans.ts';
import { SmtpSink } from '../support/smtp.ts';

/** What our own people are told, as it arrives. */

const policy = loadPolicy('policy');
const DUTY = 'gdpr-art33-1-authority';
let api: TestApi;
let smtp: SmtpSink;
let slack: SlackStandIn;

beforeAll(async () => {
  api = await TestApi.start();
  smtp = await SmtpSink.start();
  slack = await startSlack({ token: 'xoxb-right', channels: ['breach-response'] });
});
afterAll(async () => {
  await slack.close();
  await smtp.stop();
  await api.stop();
});

/** An incident with one duty, and targets of our own, that run. */
async function incident(...targets: string[]): Promise<string> {
  const breachId = await api.report({ title: 'A laptop is gone', systems: ['tickets'] });
  const { seq = 0 } = (await readBreach(api.store, breachId)) ?? {};
  const plan = planOf(NOW, {
    obligations: [obligationOf(DUTY, NOW)],
    targets: targets.map((id) => obligationOf(id, NOW, { article: 'Own target', title: `Do ${id}` })),
  });
  const planned: BreachEvent = { at: NOW, by: 'engine', key: 'plan', type: 'planned', data: { plan, changes: [] } };
  await appendEvents(api.store, breachId, seq + 1, [planned]);
  return breachId;
}

/** An incident of which the supplier has answered with a sign of misuse. */
async function answered(): Promise<string> {
  const breachId = await api.report({ systems: ['tickets'], awareAt: NOW });
  await handOver(api.store, breachId, NOW, () => 'sent');
  const answers = { holdsData: 'yes', misuse: 'yes', answeredBy: 'Dana, +49 30 5550142' } as const;
  await acknowledgeNotice(api.store, { id: noticeId(breachId, 'fjord', 1), breachId }, NOW, answers);
  await api.gateway.nudge(breachId, 'notices');
  return breachId;
}

const rungOf = (obligation: string, channels: WarnedRung['channels']): WarnedRung => {
  return { obligation, rung: '24-hours-left', due: clock72h(NOW).due, to: ['dpo'], channels };
};

type Deps = Parameters<typeof createWarningActivities>[0];

async function sending<T>(act: (deps: Deps) => Promise<T>, language = 'en'): Promise<T> {
  const channels = createChannels({
    ...{
      smtpUrl: smtp.url,
      exerciseSmtpUrl: undefined,
      mailFrom: 'Tocsin <tocsin@example.org>',
      replyTo: 'dpo@example.org',
    },
    slack: { token: 'xoxb-right', apiUrl: slack.apiUrl, channel: 'breach-response', isHeard: true },
  });
  const rules = { ...policy, organisation: { ...policy.organisation, language } };
  const deps = { store: api.store, policy: rules, channels, clock: () => NOW, publicUrl: 'https://tocsin.example' };
  return act(deps).finally(() => channels.close());
}
const telling = () => sending(tellAll);
const warning = <T>(act: (activities: WarningActivities) => Promise<T>, language = 'en') =>
  sending((deps) => act(createWarningActivities(deps)), language);

/** The mails that came since, as their readers see them. */
const mailsSince = (before: number): (ReadMail & { to: string })[] => {
  return smtp.mails.slice(before).map(({ to, raw }) => ({ ...readMail(Buffer.from(raw)), to }));
};

describe('a message in the chat', () => {
  it.each([
    ['a page', 'organisation-take'],
    ['a duty', DUTY],
    ['a target of our own', 'organisation-release'],
  ])('of %s has the link to the page that it is about', async (_, obligation) => {
    const breachId = await incident('organisation-take', 'organisation-release');
    const before = slack.messages.length;
    await warning(({ warn }) => warn({ breachId, rungs: [rungOf(obligation, ['slack'])], exercise: null }));
    const texts = slack.messages.slice(before).map(({ text }) => text);
    expect(texts).toHaveLength(1);
    expect(texts[0]).toContain(breachId);
    expect(texts[0]).toContain(`\nhttps://tocsin.example/desk/breaches/${breachId}`);
  });

  it('of a sign of misuse and of a pause has it too', async () => {
    const breachId = await incident();
    const before = slack.messages.length;
    await warning(async ({ warnOfMisuse, warnOfPause }) => {
      await warnOfMisuse({ breachId, counterparty: 'fjord', round: 1, exercise: null });
      const because = 'refusals' as const;
      await warnOfPause({ breachId, communication: 'campaign/2', because, at: NOW, exercise: null });
    });
    const texts = slack.messages.slice(before).map(({ text }) => text);
    expect(texts).toHaveLength(2);
    for (const text of texts) expect(text).toContain(`\nhttps://tocsin.example/desk/breaches/${breachId}`);
    expect(texts[0]).toContain('Fjord Hosting');
  });
});

describe('the mail of a sign of misuse', () => {
  it('comes once more for a further one of the same party', async () => {
    const breachId = await answered();
    const before = smtp.mails.length;
    const sign = { breachId, counterparty: 'fjord', round: 1, exercise: null };
    for (const signs of [1, 2, 2]) await warning(({ warnOfMisuse }) => warnOfMisuse({ ...sign, signs }));
    expect(mailsSince(before)).toHaveLength(2 * 2);
  });

  it.each([
    ['en', 'Fjord Hosting has seen signs of misuse, please call', 'breach desk'],
    ['de', 'Fjord Hosting hat Anzeichen von Missbrauch gesehen, bitte anrufen', 'Meldestelle'],
  ])(
    'in %s names the party, leads to its answer and to the place, and says no number',
    async (language, says, desk) => {
      const breachId = await answered();
      const before = smtp.mails.length;
      const sign = { breachId, counterparty: 'fjord', round: 1, exercise: null };
      // Tried twice, as after a lost answer: nobody is told twice.
      for (let i = 0; i < 2; i += 1) await warning(({ warnOfMisuse }) => warnOfMisuse(sign), language);
      const mails = mailsSince(before);
      expect(mails.map(({ to }) => to).toSorted()).toEqual(['dpo-deputy@example.org', 'dpo@example.org']);
      for (const { fields, text } of mails) {
        expect(fields.get('subject')).toBe(`${breachId}: ${says}`);
        expect(fields.get('content-language')).toBe(language);
        const page = `https://tocsin.example/desk/breaches/${breachId}`;
        expect(text.split('\n')).toEqual(expect.arrayContaining([`${page}/notices/fjord`, `${page}#signs`]));
        expect(text).toContain(`Example Cloud, ${desk}`);
        expect(text).not.toMatch(/bin\/tocsin|5550142|Dana/);
      }
      // What it leads to: whom to call stands there, and the place where somebody says what came of it.
      const { cookie } = await api.session('dpo');
      const shown = async (path: string) => (await api.server.inject({ url: path, headers: { cookie } })).body;
      expect(await shown(`/desk/breaches/${breachId}/notices/fjord`)).toContain('Dana, +49 30 5550142');
      expect(await shown(`/desk/breaches/${breachId}`)).toContain('id="signs"');
    },
  );
});

describe('the mail of targets of our own', () => {
  const TARGETS = ['organisation-triage', 'organisation-release', 'organisation-decision'];

  it('names each with its limit, and goes to who is on duty alone where a rung names them alone', async () => {
    const breachId = await incident(...TARGETS);
    const before = smtp.mails.length;
    const rungs = TARGETS.map((id) => ({ ...rungOf(id, ['email']), to: ['on-duty' as const] }));
    for (let i = 0; i < 2; i += 1) await warning(({ warn }) => warn({ breachId, rungs, exercise: null }));
    const [mail, ...others] = mailsSince(before);
    expect([mail?.to, others]).toEqual(['on-call-2@example.org', []]);
    const due = 'Fri 27 Nov 2026, 09:40 CET (08:40 UTC)';
    expect(mail?.fields.get('subject')).toBe(`${breachId}, 24 hours left: Do ${TARGETS[0]}, by ${due}`);
    const text = mail?.text.replaceAll(/\s+/g, ' ');
    for (const id of TARGETS) expect(text).toContain(`- Own target, Do ${id}: 24 hours left; due ${due}`);
    expect(text).toContain('No law sets them.');
    expect(mail?.text.split('\n')).toContain(`https://tocsin.example/desk/breaches/${breachId}`);
    expect(mail?.text).not.toContain('laptop');
  });

  it('never mixes them with duties of the law, and is in German for a company that reads German', async () => {
    const breachId = await incident(...TARGETS);
    const before = smtp.mails.length;
    const rungs = [DUTY, 'organisation-release'].map((id) => rungOf(id, ['email']));
    await warning(({ warn }) => warn({ breachId, rungs, exercise: null }), 'de');
    const mails = mailsSince(before);
    const due = 'Fr 27. Nov 2026, 09:40 Uhr (08:40 UTC)';
    expect(mails.map(({ fields }) => fields.get('subject')).toSorted()).toEqual([
      `${breachId}, noch 24 Stunden: Art. 33 Abs. 1 DSGVO ist fällig ${due}`,
      `${breachId}, noch 24 Stunden: Freigeben, was Dienstleister und Kunden lesen, bis ${due}`,
    ]);
    for (const { fields, text } of mails) {
      expect(fields.get('content-language')).toBe('de');
      expect(text).toContain('Example Cloud, Meldestelle');
      expect(text).not.toMatch(/What to do|breach desk|period set by law|hours left/);
    }
  });
});

describe('the mail of a pause', () => {
  it.each([
    ['en', 'campaign/2', '/campaigns/2', 'the letters of campaign 2 stand still. The mail server refused'],
    ['en', 'notices', '/notices#notices', 'the notices to suppliers and customers stand still.'],
    ['de', 'campaign/2', '/campaigns/2', 'die Schreiben der Kampagne 2. Der Mailserver hat mehr als ein Fünftel'],
  ] as const)(
    'in %s of %s says why, and leads to where it is resumed',
    async (language, communication, place, says) => {
      const breachId = await incident();
      const before = smtp.mails.length;
      const pause = { breachId, communication, because: 'refusals' as const, at: NOW, exercise: null };
      for (let i = 0; i < 2; i += 1) await warning(({ warnOfPause }) => warnOfPause(pause), language);
      const mails = mailsSince(before);
      expect(mails.map(({ to }) => to).toSorted()).toEqual(['dpo-deputy@example.org', 'dpo@example.org']);
      for (const { fields, text } of mails) {
        expect(fields.get('subject')).toContain(breachId);
        expect(text.replaceAll(/\s+/g, ' ')).toContain(says);
        expect(text.split('\n')).toContain(`https://tocsin.example/desk/breaches/${breachId}${place}`);
        if (language === 'de') expect(text).not.toMatch(/What to do|stand still|mail server/);
      }
    },
  );
});

describe('an alert that joins an open incident', () => {
  const alerted = async (patch: Record<string, unknown>) => {
    const raw = JSON.stringify({ ...alertFixture().detail, ...patch });
    const { json } = await api.call('alert-source', 'POST', '/alerts/aws-guardduty', { raw });
    return String((await api.judged(json.reference)).breachId);
  };

  it('is told to whoever is on duty where it would have opened one itself, and at most once an hour', async () => {
    const breachId = await alerted({ id: 'opens', ...alertElsewhere('told') });
    await telling();
    const [mailed, said] = [smtp.mails.length, slack.messages.length];
    const low = { severity: 1, type: 'Recon:EC2/Portscan', ...alertElsewhere('told') };
    expect(await alerted({ id: 'low', ...low })).toBe(breachId);
    await telling();
    expect(mailsSince(mailed)).toEqual([]);

    for (const id of ['one', 'two']) expect(await alerted({ id, ...alertElsewhere('told') })).toBe(breachId);
    for (let i = 0; i < 2; i += 1) await telling();
    const mails = mailsSince(mailed);
    const duty = (await onDuty(api.store, policy, NOW)).map(({ mailbox }) => mailbox.email);
    expect(mails.map(({ to }) => to).toSorted()).toEqual(duty.toSorted());
    for (const { fields, text } of mails) {
      expect(fields.get('subject')).toBe(`${breachId}: something new came in: 2 alerts`);
      expect(text.split('\n')).toContain(`https://tocsin.example/desk/breaches/${breachId}/alerts`);
      expect(text).not.toMatch(/Exfiltration|user-of/);
    }
    expect(slack.messages.slice(said)).toHaveLength(1);
    expect(await alerted({ id: 'three', ...alertElsewhere('told') })).toBe(breachId);
    await telling();
    expect(mailsSince(mailed)).toHaveLength(mails.length);
  });

  it('is told each time where its rule pages', async () => {
    const breachId = await incident();
    await telling();
    const evidence = { file: 'f', sha256: 'f', bytes: 1, mediaType: 'application/json', source: 'aws-guardduty' };
    const joined = async (n: number, says: { opens: true; urgent?: true }) => {
      const { seq = 0 } = (await readBreach(api.store, breachId)) ?? {};
      const data = { evidence: { ...evidence, file: `f${n}` }, systems: [], ...says };
      await appendEvents(api.store, breachId, seq + 1, [
        { at: NOW, by: 'aws-guardduty', key: `e${n}`, type: 'evidence-added', data },
      ]);
    };
    const sent = async () => {
      const before = smtp.mails.length;
      await telling();
      return mailsSince(before).map(({ fields }) => fields.get('subject'))[0];
    };
    await joined(1, { opens: true });
    expect(await sent()).toBe(`${breachId}: something new came in: an alert`);
    await joined(2, { opens: true });
    expect(await sent()).toBeUndefined();
    await joined(3, { opens: true, urgent: true });
    expect(await sent()).toBe(`${breachId}: something new came in: an alert`);
    await joined(4, { opens: true, urgent: true });
    expect(await sent()).toBe(`${breachId}: something new came in: an alert`);
  });

  it('is told to whoever has the incident, also where the policy has no words for it', async () => {
    const breachId = await alerted({ id: 'has', ...alertElsewhere('owned') });
    await api.session('responder');
    expect((await api.call('responder', 'POST', `/breaches/${breachId}/take`)).status).toBe(200);
    await telling();
    const before = smtp.mails.length;
    await alerted({ id: 'joins', ...alertElsewhere('owned') });
    const { 'alert-news': _, ...en } = policy.notices.en ?? {};
    await sending((deps) => tellAll({ ...deps, policy: { ...deps.policy, notices: { en } } }));
    const says = `${breachId}: more came in: an alert. By itself that would open an incident, or it is graver`;
    expect(mailsSince(before).map(({ fields }) => fields.get('subject'))).toContain(says);
  });
});

describe('an incident that is handed over', () => {
  it('is told to who has it now, once, by mail and in the chat, and why stands on its page only', async () => {
    const breachId = await incident();
    const { userId } = await api.session('responder');
    const body = { to: userId, reasons: 'The vault password is Hunter-Two.' };
    expect((await api.call('dpo', 'POST', `/breaches/${breachId}/hand-over`, { body })).status).toBe(200);
    const [mailed, said] = [smtp.mails.length, slack.messages.length];
    for (let i = 0; i < 2; i += 1) await telling();
    const [mail, ...others] = mailsSince(mailed);
    expect([mail?.to, others]).toEqual(['responder@people.example', []]);
    expect(mail?.fields.get('subject')).toBe(`${breachId}: this incident was handed over to you`);
    expect(mail?.text.replaceAll(/\s+/g, ' ')).toContain(
      'Next limit: GDPR Art. 33(1), Notify the supervisory authority, by Fri 27 Nov 2026, 09:40 CET (08:40 UTC)',
    );
    expect(mail?.text.split('\n')).toContain(`https://tocsin.example/desk/breaches/${breachId}`);
    expect(mail?.text).not.toMatch(/Hunter|laptop/);
    expect(slack.messages.slice(said).map(({ text }) => text)).toEqual([
      `${breachId}: handed over to Anna responder\nhttps://tocsin.example/desk/breaches/${breachId}`,
    ]);
  });

  it('is told to nobody who has it no more', async () => {
    const breachId = await incident();
    const { userId } = await api.session('responder');
    const { userId: other } = await api.session('deputy');
    const over = (to: string) =>
      api.call('dpo', 'POST', `/breaches/${breachId}/hand-over`, { body: { to, reasons: 'My shift ends.' } });
    await over(userId);
    await over(other);
    const before = smtp.mails.length;
    await telling();
    expect(mailsSince(before).map(({ to }) => to)).toEqual(['deputy@people.example']);
  });
});
