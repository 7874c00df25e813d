import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createChannels } from '../../activities/channels/registry.ts';
import type { WarnedRung } from '../../activities/types.ts';
import { createWarningActivities } from '../../activities/warnings.ts';
import { loadPolicy } from '../../config/policy.ts';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { type SlackStandIn, startSlack } from '../../local/slack.ts';
import { readBreach } from '../../store/breaches.ts';
import { appendEvents } from '../../store/events.ts';
import { NOW, TestApi } from '../support/api.ts';
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

const rungOf = (obligation: string, channels: WarnedRung['channels']): WarnedRung => {
  return { obligation, rung: '24-hours-left', due: clock72h(NOW).due, to: ['dpo'], channels };
};

async function warning<T>(act: (activities: ReturnType<typeof createWarningActivities>) => Promise<T>): Promise<T> {
  const channels = createChannels({
    ...{ smtpUrl: smtp.url, exerciseSmtpUrl: undefined, mailFrom: 'Tocsin <tocsin@example.org>' },
    slack: { token: 'xoxb-right', apiUrl: slack.apiUrl, channel: 'breach-response' },
  });
  const deps = { store: api.store, policy, channels, clock: () => NOW, publicUrl: 'https://tocsin.example' };
  return act(createWarningActivities(deps)).finally(() => channels.close());
}

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
