import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRecordActivities } from '../../activities/record.ts';
import { loadPolicy } from '../../config/policy.ts';
import { HOUR_MS, plusMs, toInstant } from '../../domain/time.ts';
import { createGateway, type TemporalGateway } from '../../intake/gateway.ts';
import { readBreach } from '../../store/breaches.ts';
import { POLICY_DIR, TestApi } from '../support/api.ts';
import { sendForm } from '../support/forms.ts';
import { Memory } from '../support/memory.ts';
import { startTimeSkipping, type TimeSkipping } from '../support/timeskipping.ts';

/**
 * The API over a real Temporal and a real MongoDB: what two people do at one instant meets in the breach's workflow.
 */
let temporal: TimeSkipping;
let gateway: TemporalGateway;
let api: TestApi;
beforeAll(async () => {
  temporal = await startTimeSkipping();
  gateway = createGateway(temporal.env.client, Date.now);
  api = await TestApi.start({ temporal: gateway });
  api.now = toInstant(Date.now());
});
afterAll(async () => {
  await api?.stop();
  await temporal?.stop();
});

/** A breach with its awareness, and the page that everybody has open. */
async function openBreach(): Promise<{ id: string; page: string }> {
  const report = { body: { title: 'A laptop is gone', systems: ['tickets'], awareAt: plusMs(api.now, -HOUR_MS) } };
  const id = String((await api.call('responder', 'POST', '/incidents', report)).json.breachId);
  const record = createRecordActivities({ store: api.store, policy: loadPolicy(POLICY_DIR) });
  temporal.route(id, { ...new Memory(), ...record });
  await api.relay.turn();
  // Answered once what came before it is stored, plan and all.
  const facts = { peopleConcerned: 900 };
  await gateway.command(id, {
    type: 'amend-facts',
    facts,
    narrative: {},
    reasons: 'Counted.',
    by: 'dpo',
    role: 'dpo',
    key: 'first',
  });
  return { id, page: (await api.call('dpo', 'GET', `/desk/breaches/${id}/severity`)).body };
}

const decide = (id: string, page: string, article: 'art33' | 'art34', reasons: string) => {
  const seen = new RegExp(`name="article" value="${article}"><input type="hidden" name="seen" value="([^"]*)"`).exec(
    page,
  );
  const fields = { article, seen: seen?.[1] ?? '', [`${article}-conclusion`]: 'risk', [`${article}-reasons`]: reasons };
  return sendForm(api, 'dpo', `/desk/breaches/${id}/decisions`, fields);
};

describe('two who decide at the same instant', () => {
  it('about the same thing: one is recorded, and the other is shown it', async () => {
    const { id, page } = await openBreach();
    const [one, two] = await Promise.all([
      decide(id, page, 'art33', 'Names and tickets.'),
      decide(id, page, 'art33', 'Bank details as well.'),
    ]);
    expect([one.status, two.status].sort()).toEqual([303, 409]);
    const late = one.status === 409 ? one : two;
    expect(late.body).toContain('Names and tickets.');
    expect(late.body).toContain('Bank details as well.');
    const events = (await api.call('dpo', 'GET', `/breaches/${id}/events`)).json.events as { type: string }[];
    expect(events.filter(({ type }) => type === 'risk-decided')).toHaveLength(1);
  });

  it('about two things: both are recorded', async () => {
    const { id, page } = await openBreach();
    const both = await Promise.all([
      decide(id, page, 'art33', 'Names and tickets.'),
      decide(id, page, 'art34', 'Nothing that could be misused.'),
    ]);
    expect(both.map(({ status }) => status)).toEqual([303, 303]);
    expect((await readBreach(api.store, id))?.risk).toMatchObject({
      art33: { reasons: 'Names and tickets.' },
      art34: { reasons: 'Nothing that could be misused.' },
    });
  });

  it('with the same If-Match: one is recorded, the other refused', async () => {
    const { id } = await openBreach();
    const race = async () => {
      const etag = String((await api.call('dpo', 'GET', `/breaches/${id}`)).headers.etag);
      const amend = (peopleConcerned: number) =>
        api.call('dpo', 'PATCH', `/breaches/${id}/facts`, {
          body: { facts: { peopleConcerned }, reasons: 'Counted again.' },
          headers: { 'if-match': etag },
        });
      return Promise.all([amend(1_000), amend(2_000)]);
    };
    // The breach's own children write too, a notice's delivery for one: then both come too late, and read again.
    let answers = await race();
    for (let turn = 0; turn < 10 && answers.every(({ status }) => status === 412); turn += 1) answers = await race();
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 412]);
    const won = answers[0]?.status === 200 ? 1_000 : 2_000;
    expect((await readBreach(api.store, id))?.facts.peopleConcerned).toBe(won);
  });
});
