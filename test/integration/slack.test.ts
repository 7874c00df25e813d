/** Buttons, the command and shortcuts in Slack: one more edge of what the page does, for the same users. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createSlackApi } from '../../api/slack/api.ts';
import { makeLinkCode } from '../../api/slack/link-code.ts';
import { SLACK_SIGNATURE } from '../../api/slack/requests.ts';
import { verifyRequest } from '../../detection/verify/verifier.ts';
import { chatButtons } from '../../domain/chat/buttons.ts';
import { MINUTE_MS, SECOND_MS, toInstant, toMs } from '../../domain/time.ts';
import { readSlackLink } from '../../store/auth/slack-links.ts';
import { readBreach } from '../../store/breaches.ts';
import { readEventsOf } from '../../store/events.ts';
import { addUser, changeUser } from '../../store/users.ts';
import { NOW, TestApi, type TestSession } from '../support/api.ts';
import { SIGNING_SECRET, SlackDesk, slackSignature } from '../support/slack-desk.ts';
import { until } from '../support/until.ts';

let slack: SlackDesk;
let api: TestApi;
let userId = '';
const now = Math.floor(toMs(NOW) / SECOND_MS);
let sent = 0;

beforeAll(async () => {
  slack = await SlackDesk.start();
  const desk = {
    api: createSlackApi({ token: 'xoxb-1', apiUrl: slack.apiUrl, ask: fetch }),
    signingSecret: SIGNING_SECRET,
  };
  api = await TestApi.start({ realPlans: true, slack: desk, secondFactor: 'required' });
  const anna = { name: 'Anna', email: 'anna@people.example', role: 'responder' as const, at: NOW };
  userId = (await addUser(api.store, anna)).id;
  slack.join('U0ANNA', 'Anna@people.example');
  slack.join('U0NOBODY', 'nobody@people.example');
});
beforeEach(() => {
  slack.answers.length = 0;
  slack.opened.length = 0;
  slack.updated.length = 0;
});
afterAll(async () => {
  await api.stop();
  slack.close();
});

const post = (url: string, body: string, headers: Record<string, string>) =>
  api.call(null, 'POST', url, { raw: body, headers });

function interact(payload: object, at = now) {
  sent += 1;
  const whole = { team: { id: 'T0OURS' }, token: 'old', trigger_id: `1.2.${sent}abc`, ...payload };
  const body = new URLSearchParams({ payload: JSON.stringify(whole) }).toString();
  return { body, headers: slackSignature(body, at) };
}
function pressing(user: string, action: string, value: string) {
  const actions = [{ type: 'button', action_id: action, block_id: 'b', value, action_ts: '1.1' }];
  return interact({ type: 'block_actions', user: { id: user }, response_url: slack.responseUrl, actions });
}
async function press(user: string, action: string, value: string): Promise<string> {
  const { body, headers } = pressing(user, action, value);
  const { status, body: answer } = await post('/slack/interactions', body, headers);
  expect([status, answer]).toEqual([200, '']);
  await until(() => slack.answers.length === 1);
  return slack.answers[0]?.text ?? '';
}
const button = (breachId: string, act: string, warnings: { obligation: string; rung: string; due: string }[] = []) => {
  const link = `https://tocsin.example/desk/breaches/${breachId}`;
  const found = chatButtons({ breachId, warnings, isPage: true, link }, 'en').find((each) => each.act === act);
  return found !== undefined && 'value' in found ? found.value : '';
};
function command(text: string, user = 'U0ANNA') {
  sent += 1;
  const fields = { command: '/tocsin', text, user_id: user, team_id: 'T0OURS', response_url: slack.responseUrl };
  const body = new URLSearchParams({ ...fields, trigger_id: `1.2.${sent}abc` }).toString();
  return post('/slack/commands', body, slackSignature(body, now));
}

describe('who Slack says it is', () => {
  it('is by the example that Slack gives of its scheme', async () => {
    const body =
      'token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V&channel_name=' +
      'foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text=&response_url=https%3A%2F%2F' +
      'hooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN&trigger_id=398738663015.' +
      '47445629121.803a0bc887a14d10d2c447fce8b6703c';
    const headers = {
      'x-slack-request-timestamp': '1531420618',
      'x-slack-signature': 'v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503',
    };
    const trust = { now: '2018-07-12T18:36:58.000Z', secrets: ['8f742231b10e8888abcd99yyyzzz85a5'] };
    const proof = await verifyRequest([SLACK_SIGNATURE], { headers, body: Buffer.from(body) }, trust);
    expect(proof.secret).toBe(trust.secrets[0]);
  });

  it.each<[string, (given: ReturnType<typeof interact>) => [string, Record<string, string>]]>([
    ['without a signature', ({ body }) => [body, { 'content-type': 'application/x-www-form-urlencoded' }]],
    ['with that of another secret', ({ body }) => [body, slackSignature(body, now, '0'.repeat(32))]],
    ['of another body', ({ body, headers }) => [`${body}&x=1`, headers]],
    ['of more than five minutes ago', ({ body }) => [body, slackSignature(body, now - 301)]],
    ['of more than five minutes ahead', ({ body }) => [body, slackSignature(body, now + 301)]],
    [
      'under another time than was signed',
      ({ body, headers }) => [body, { ...headers, 'x-slack-request-timestamp': String(now + 1) }],
    ],
  ])('is not believed %s, and nothing is done', async (_, change) => {
    const breachId = await api.report();
    const [body, headers] = change(pressing('U0ANNA', 'tocsin-take', button(breachId, 'take')));
    const { status } = await post('/slack/interactions', body, headers);
    expect(status).toBe(401);
    expect((await readBreach(api.store, breachId))?.owner).toBeUndefined();
    expect(slack.answers).toEqual([]);
  });

  it('is believed once: what is sent again is refused', async () => {
    const { body, headers } = pressing('U0ANNA', 'tocsin-open', '');
    const statuses = [];
    for (let n = 0; n < 2; n += 1) statuses.push((await post('/slack/interactions', body, headers)).status);
    const upper = {
      ...headers,
      'x-slack-signature': headers['x-slack-signature']?.toUpperCase().replace('V0', 'v0') ?? '',
    };
    statuses.push((await post('/slack/interactions', body, upper)).status);
    expect(statuses).toEqual([200, 401, 401]);
  });

  it('is by no token: not that of a DPO either', async () => {
    const { body, headers } = pressing('U0ANNA', 'tocsin-open', '');
    expect((await api.call('dpo', 'POST', '/slack/interactions', { raw: body, headers })).status).toBe(403);
  });
});

describe('a button under a warning', () => {
  it('takes the incident, as the page does, and the channel is told', async () => {
    const breachId = await api.report();
    expect(await press('U0ANNA', 'tocsin-take', button(breachId, 'take'))).toBe(`<@U0ANNA> has taken ${breachId}.`);
    expect(slack.answers[0]).toMatchObject({ response_type: 'in_channel', replace_original: false });
    expect((await readBreach(api.store, breachId))?.owner?.by).toBe(`user:${userId}`);
  });

  it('puts on record that its warnings were seen, and changes no clock', async () => {
    const breachId = await api.report({ systems: ['tickets'], awareAt: NOW });
    const before = await readBreach(api.store, breachId);
    const planned = before?.plan?.obligations.find(({ rungs }) => rungs.length > 0);
    const warning = {
      obligation: planned?.id ?? '',
      rung: planned?.rungs[0]?.name ?? '',
      due: planned?.clock?.due ?? '',
    };
    const said = await press('U0ANNA', 'tocsin-acknowledge', button(breachId, 'acknowledge', [warning]));
    expect(said).toContain('<@U0ANNA> has seen the warnings');
    const after = await readBreach(api.store, breachId);
    expect(after?.acknowledged).toEqual([{ ...warning, by: `user:${userId}`, at: NOW }]);
    expect(after?.obligations).toEqual(before?.obligations);
    const events = await readEventsOf(api.store, breachId, ['warnings-acknowledged']);
    expect(events).toHaveLength(1);
  });

  it('that comes too late is answered to who pressed it alone, with why and the way to the page', async () => {
    const breachId = await api.report();
    await api.call('dpo', 'POST', `/breaches/${breachId}/take`);
    const said = await press('U0ANNA', 'tocsin-take', button(breachId, 'take'));
    expect(said).toMatch(/^Nothing was done: Somebody took it a moment ago/);
    expect(said).toContain(`https://tocsin.example/desk/breaches/${breachId}`);
    expect(slack.answers[0]?.response_type).toBe('ephemeral');
  });

  it.each<[string, string, Parameters<SlackDesk['join']>, RegExp]>([
    ['nobody here', 'U0NOBODY', ['U0NOBODY', 'nobody@people.example'], /^Nobody with the e-mail address/],
    [
      'somebody of another company',
      'U0GUEST',
      ['U0GUEST', 'anna@people.example', { team_id: 'T0THEIRS' }],
      /own workspace/,
    ],
    [
      'whose address Slack has not confirmed',
      'U0NEW',
      ['U0NEW', 'anna@people.example', { is_email_confirmed: false }],
      /not confirmed/,
    ],
    ['a program', 'U0BOT', ['U0BOT', 'anna@people.example', { is_bot: true }], /own workspace/],
  ])('does nothing for %s, and says so', async (_, user, joined, says) => {
    slack.join(...joined);
    const breachId = await api.report();
    expect(await press(user, 'tocsin-take', button(breachId, 'take'))).toMatch(says);
    expect(slack.answers[0]?.response_type).toBe('ephemeral');
    expect((await readBreach(api.store, breachId))?.owner).toBeUndefined();
  });

  it('does for nobody more than the role may, whose factor is enrolled and who may sign in', async () => {
    const breachId = await api.report();
    const at = NOW;
    const asked = async (role: 'reporter' | 'dpo', disabled: boolean) => {
      const email = `${role}@slack.example`;
      slack.join('U0ROLE', email);
      const { id } = await addUser(api.store, { name: 'R', email, role, at });
      if (disabled) await changeUser(api.store, id, { disabled });
      slack.answers.length = 0;
      return press('U0ROLE', 'tocsin-take', button(breachId, 'take'));
    };
    expect(await asked('reporter', false)).toMatch(/^Your role may not do that/);
    expect(await asked('dpo', false)).toMatch(/second factor/);
    expect((await readBreach(api.store, breachId))?.owner).toBeUndefined();
  });

  it.each(['', 'nothing', '["../../users"]'])('that carries %p does nothing', async (value) => {
    expect(await press('U0ANNA', 'tocsin-take', value)).toMatch(/earlier version/);
  });

  it('answers at an address of Slack alone', async () => {
    const asked: string[] = [];
    const ask: typeof fetch = async (url) => {
      asked.push(String(url));
      return Response.json({ ok: true });
    };
    const ours = createSlackApi({ token: 'xoxb-1', apiUrl: 'https://slack.com/api/', ask });
    const answer = { response_type: 'ephemeral' as const, replace_original: false as const, text: 'x' };
    for (const address of [
      'https://hooks.slack.com.evil.example/x',
      'http://hooks.slack.com/x',
      slack.responseUrl,
      'x',
    ]) {
      await expect(ours.respond(address, answer)).rejects.toMatchObject({ field: 'response_url' });
    }
    await ours.respond('https://hooks.slack.com/actions/T1/2/3', answer);
    expect(asked).toEqual(['https://hooks.slack.com/actions/T1/2/3']);
  });
});

describe('an account of Slack with another address', () => {
  const typed = async (code: string, { cookie, csrf }: TestSession) =>
    api.submit('/desk/account/slack-link', { csrf, slackCode: code }, { cookie });
  const askCode = async (user: string) => {
    slack.answers.length = 0;
    expect((await command('link', user)).status).toBe(200);
    await until(() => slack.answers.length === 1);
    return /`(\S+)`/.exec(slack.answers[0]?.text ?? '')?.[1] ?? '';
  };

  it('acts for whoever types the code that it was shown, until they end it', async () => {
    slack.join('U0OTHER', 'anna@private.example', { is_email_confirmed: false });
    const breachId = await api.report();
    expect(await press('U0OTHER', 'tocsin-take', button(breachId, 'take'))).toContain('/tocsin link');
    const session = await api.session('responder');
    const code = await askCode('U0OTHER');
    expect(slack.answers[0]?.response_type).toBe('ephemeral');
    expect((await typed(code, session)).statusCode).toBe(303);
    slack.answers.length = 0;
    expect(await press('U0OTHER', 'tocsin-take', button(breachId, 'take'))).toBe(`<@U0OTHER> has taken ${breachId}.`);
    expect((await readBreach(api.store, breachId))?.owner?.by).toBe(`user:${session.userId}`);
    const account = await api.server.inject({ url: '/desk/account', headers: { cookie: session.cookie } });
    expect(account.body).toContain('U0OTHER');
    await api.submit('/desk/account/end-slack-link', { csrf: session.csrf }, { cookie: session.cookie });
    slack.answers.length = 0;
    expect(await press('U0OTHER', 'tocsin-take', button(breachId, 'take'))).toMatch(/not confirmed/);
    const { body } = await api.call('auditor', 'GET', '/desk/audit.csv?kind=sign-in');
    expect(body).toContain('Slack account linked');
    expect(body).toContain('Slack account no longer linked');
  });

  it('acts for one user alone, and for nobody who may not sign in any more', async () => {
    slack.join('U0MOVED', 'moved@private.example');
    const breachId = await api.report();
    const other = { name: 'Bo', email: 'bo@people.example', role: 'responder' as const, at: NOW };
    const [first, second] = [await api.session('responder'), await api.enter(await addUser(api.store, other))];
    for (const session of [first, second]) await typed(await askCode('U0MOVED'), session);
    expect(await readSlackLink(api.store, first.userId)).toBeNull();
    expect(await readSlackLink(api.store, second.userId)).toMatchObject({ member: 'U0MOVED' });
    await changeUser(api.store, second.userId, { disabled: true });
    slack.answers.length = 0;
    expect(await press('U0MOVED', 'tocsin-take', button(breachId, 'take'))).toMatch(/^Nobody with/);
  });

  it('is linked by no other code: changed, of another, too old, or put into the database', async () => {
    const session = await api.session('responder');
    const code = await askCode('U0ANNA');
    const refused = await typed(code.replace('U0ANNA', 'U0EVIL'), session);
    expect([refused.statusCode, refused.body]).toEqual([422, expect.stringContaining('href="#f-slackCode"')]);
    const late = makeLinkCode(api.store.keyring, 'U0ANNA', toInstant(Date.now() - 11 * MINUTE_MS));
    for (const each of ['', 'x', late]) expect((await typed(each, session)).statusCode).toBe(422);
    slack.join('U0FORGED', 'forged@private.example');
    await typed(await askCode('U0FORGED'), session);
    const own = { providerId: 'slack', userId: session.userId };
    expect((await api.store.connection.collection('accounts').updateOne(own, { $set: { userId } })).modifiedCount).toBe(
      1,
    );
    const breachId = await api.report();
    slack.answers.length = 0;
    expect(await press('U0FORGED', 'tocsin-take', button(breachId, 'take'))).toMatch(/^Nobody with/);
  });

  it('of another company gets no code', async () => {
    slack.join('U0GUEST2', 'guest@other.example', { team_id: 'T0THEIRS' });
    expect(await askCode('U0GUEST2')).toBe('');
    expect(slack.answers[0]?.text).toMatch(/own workspace/);
  });
});

describe('a report from Slack', () => {
  it('begins with /tocsin report, which opens the form with what was typed', async () => {
    const { status, body } = await command('report Laptop left on a train');
    expect([status, body]).toEqual([200, '']);
    await until(() => slack.opened.length === 1);
    const [view] = slack.opened;
    expect(view?.callback_id).toBe('tocsin-report');
    expect(JSON.stringify(view)).toContain('"initial_value":"Laptop left on a train"');
  });

  it('begins with a message too, whose text is taken along', async () => {
    const message = { type: 'message', text: 'I sent the list to the wrong Anna', ts: '1.1' };
    const { body, headers } = interact({
      ...{ type: 'message_action', callback_id: 'tocsin-report', user: { id: 'U0ANNA' } },
      ...{ response_url: slack.responseUrl, message, channel: { id: 'C1' } },
    });
    expect((await post('/slack/interactions', body, headers)).status).toBe(200);
    await until(() => slack.opened.length === 1);
    expect(JSON.stringify(slack.opened[0])).toContain(message.text);
  });

  it('is handed in as one of who typed it, and the window says what it is called', async () => {
    const values = {
      title: { typed: { type: 'plain_text_input', value: 'Laptop left on a train' } },
      summary: { typed: { type: 'plain_text_input', value: null } },
    };
    const view = { id: 'V0REPORT', callback_id: 'tocsin-report', state: { values } };
    const { body, headers } = interact({ type: 'view_submission', user: { id: 'U0ANNA' }, view });
    const answer = await post('/slack/interactions', body, headers);
    expect(answer.json).toMatchObject({ response_action: 'update', view: { type: 'modal' } });
    await until(() => slack.updated.length === 1);
    await api.relay.turn();
    const reference = /\*(TOC-[\w-]+)\*/.exec(JSON.stringify(slack.updated[0]?.view))?.[1] ?? '';
    const state = await readBreach(api.store, reference);
    expect(state).toMatchObject({ narrative: { title: 'Laptop left on a train' }, reporter: { by: `user:${userId}` } });
    expect(state?.owner).toBeUndefined();
  });

  it('from nobody here opens no form, and is answered', async () => {
    await command('report x', 'U0NOBODY');
    await until(() => slack.answers.length === 1);
    expect([slack.opened.length, slack.answers[0]?.text]).toEqual([0, expect.stringMatching(/^Nobody with/)]);
  });

  it('is explained where something else is typed', async () => {
    const { json } = await command('');
    expect(json).toMatchObject({ response_type: 'ephemeral', text: expect.stringContaining('/tocsin report') });
  });
});
