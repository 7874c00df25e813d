import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { prepareCredentials } from '../../cli/credentials.ts';
import type { DataFlowRegister } from '../../domain/dataflow.ts';
import { HOUR_MS, plusMs } from '../../domain/time.ts';
import { saveDataFlow } from '../../store/dataflow.ts';
import { acknowledgeNotice } from '../../store/ledger/notice-answers.ts';
import { readNotice } from '../../store/notices.ts';
import { NOW, REGISTER, TestApi } from '../support/api.ts';
import { jsonOfCli, tellCli } from '../support/cli.ts';
import { standingOf, tellFour, writeTo } from '../support/communications.ts';
import { handOver } from '../support/notices.ts';

const dataDir = mkdtempSync(join(tmpdir(), 'tocsin-cli-'));
let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start({ realPlans: true });
  const url = await api.server.listen({ port: 0, host: '127.0.0.1' });
  // What tokens of these names were issued before no longer opens.
  for (const { role, token } of await prepareCredentials(api.store, { dataDir, url, now: NOW }))
    api.tokens[role] = token;
  await saveDataFlow(api.store, MANY, { at: NOW, by: 'dpo' });
});
afterAll(() => api.stop());

const customer = (n: number) => `customer-${String(n).padStart(3, '0')}`;
const CUSTOMERS = Array.from({ length: 120 }, (_, n) => customer(n));
/** A system of ours in which 120 customers keep their data, so that all of them are to be told. */
const MANY = {
  systems: [
    {
      ...REGISTER.systems[0],
      ...{
        id: 'hosted',
        name: 'Hosted files',
        plane: 'customer-data',
        suppliers: [],
        customers: CUSTOMERS,
        aliases: [],
      },
    },
  ],
  counterparties: CUSTOMERS.map((id) => ({
    ...REGISTER.counterparties[0],
    ...{ id, kind: 'customer', name: `Name of ${id}` },
  })),
} as unknown as DataFlowRegister;

const env = { TOCSIN_DATA_DIR: dataDir };
const tell = (...argv: string[]) => tellCli(env, ...argv);
const run = (...argv: string[]) => jsonOfCli(env, ...argv);
const customersIn = (text: string) => [...new Set(text.match(/customer-\d{3}/g))];

describe('many who are told', () => {
  it('are a count and the first ten by name where a breach is reported, aware or shown', async () => {
    const id = (await run('report', '--title', 'Bucket open', '--system', 'hosted')).json.breachId;
    await api.relay.turn();
    const aware = await tell('aware', id, '--at', NOW);
    expect(aware.text).toContain('Nobody outside was told: the notices wait for a release.');
    expect(aware.text).toContain(`120 counterparties to be told; look at it and release it: bin/tocsin release ${id}`);
    await run('take', id);
    const look = await tell('release', id);
    expect(look.text).toContain('It goes to 0 suppliers, 120 customers; left out: 0');
    expect(customersIn(look.text)).toHaveLength(20);
    const [, seen = ''] = /^release it: bin\/tocsin (.*)$/m.exec(look.text) ?? [];
    // To so many by a second pair of eyes, which no token has.
    expect((await tell(...seen.split(' '))).text).toContain('A token alone does not approve');
    await api.release(id);
    const after = (await tell('release', id)).text;
    expect(after).toMatch(/^Release 1: .*, by .+, to 0 suppliers, 120 customers; left out: 0$/m);
    expect(after).toContain('Exactly this is released: nothing waits');
    expect(after).not.toContain('release it:');

    await handOver(api.store, id, NOW, (party) => (party === customer(77) ? 'refused' : 'sent'));
    await api.gateway.nudge(id, 'notices');
    const shown = await tell('show', id);
    expect(shown.text).toContain('NOTICES  120 in all: ');
    expect(shown.text).toMatch(/1 refused/);
    expect(shown.text).toMatch(/119 sent/);
    expect(customersIn(shown.text)).toHaveLength(10);
    expect(customersIn(shown.text)[0]).toBe(customer(77));
    expect(shown.text).toContain(`and 110 more: bin/tocsin notices ${id}`);
    expect((await run('show', id)).json.notices.notices).toHaveLength(10);
  });

  it('read a statement in their languages: each part is set for one, and taken out again', async () => {
    const [first] = MANY.counterparties;
    const german = { systems: [], counterparties: [{ ...first, language: 'de' }] } as unknown as DataFlowRegister;
    await saveDataFlow(api.store, german, { at: NOW, by: 'dpo' });
    const id = await api.report({ systems: ['hosted'], awareAt: NOW });
    expect((await tell('release', id)).text).toContain("Letters: 119 in 'en', 1 in 'de'");
    const set = (...settings: string[]) => tell('statement', id, ...settings.flatMap((each) => ['--set', each]));
    const happened = 'Eine Sicherung war drei Tage lang lesbar.';
    const own = 'happened=A backup could be read for three days.';
    expect((await set(own, `de.happened=${happened}`)).text).toContain('Saved. Nothing was sent');
    expect((await tell('statement', id, '--language', 'en')).text).toContain('Saved. Nothing was sent');
    const saved = (await tell('statement', id)).text;
    expect(saved).toMatch(/^Revision 2\nwritten in 'en'\nhappened:\n {2}A backup could be read for three days\./);
    expect(saved).toContain(`de.happened:\n  ${happened}`);
    expect((await tell('release', id, '--letter', customer(0))).text).toContain(`Was geschehen ist: ${happened}`);
    await set('de.happened=');
    expect((await tell('statement', id)).text).not.toContain('de.happened');
    expect((await set('xy.happened=x')).text).toContain("'xy.happened' is no part of it");
    await saveDataFlow(api.store, { ...german, counterparties: [first] } as never, { at: NOW, by: 'dpo' });
  });

  it('wait for a release where a report already says since when', async () => {
    // The relay hands the report over while the verb waits for it.
    const reported = tell('report', '--title', 'Bucket open again', '--system', 'hosted', '--aware', NOW);
    const turns = setInterval(() => void api.relay.turn(), 50);
    const { text } = await reported;
    clearInterval(turns);
    expect(text).toContain('120 counterparties to be told; look at it and release it');
  });

  it('are read page by page, each once', async () => {
    const id = await api.report({ systems: ['hosted'], awareAt: NOW });
    await api.release(id);
    const seen: string[] = [];
    let command = ['notices', id, '--limit', '50'];
    for (let pages = 1; command.length > 0; pages += 1) {
      const { code, text } = await tell(...command);
      expect([code, text]).toEqual([0, expect.stringContaining('NOTICES  120 in all: 120 planned')]);
      const [list = '', next] = text.split('\nnext: ');
      seen.push(...customersIn(list));
      const [, rest = '', after = ''] = /^bin\/tocsin (.*) --after '(.*)'$/m.exec(next ?? '') ?? [];
      command = rest === '' ? [] : [...rest.split(' '), '--after', after];
      expect(pages).toBeLessThanOrEqual(3);
    }
    expect(seen.sort()).toEqual(CUSTOMERS);
  });

  it('are narrowed by status, lateness and signs of misuse', async () => {
    api.now = plusMs(NOW, -10 * 24 * HOUR_MS);
    const id = await api.report({ systems: ['hosted'], awareAt: api.now });
    await api.release(id);
    await handOver(api.store, id, api.now, (party) => (party === customer(3) ? 'uncertain' : 'sent'));
    api.now = NOW;
    const answers = { holdsData: 'yes', misuse: 'yes', answeredBy: 'Dana, +49 1' } as const;
    await acknowledgeNotice(api.store, { id: `${id}~${customer(5)}`, breachId: id }, NOW, answers);
    const uncertain = await tell('notices', id, '--status', 'uncertain');
    expect(customersIn(uncertain.text)).toEqual([customer(3)]);
    const misuse = await tell('notices', id, '--misuse');
    expect(misuse.text).toContain(`Name of ${customer(5)} (${customer(5)}): SIGN OF MISUSE: YES, call them`);
    expect((await run('notices', id, '--late', '--limit', '200')).json.notices).toHaveLength(119);
    expect((await tell('notices', id, '--status', 'expired')).text).toContain('None of them is like that.');
  });

  it('are nobody where nobody is told yet; a limit or a place that is none is refused', async () => {
    const id = await api.report();
    expect((await tell('notices', id)).text).toContain('Nobody is to be told yet.');
    for (const [option, value] of [
      ['limit', '0'],
      ['limit', 'many'],
      ['after', 'somewhere'],
    ] as const) {
      const { code, json } = await run('notices', id, `--${option}`, value);
      expect([option, code, json.error.field]).toEqual([option, 2, option]);
    }
  });
});

describe.each([
  ['notices', 'notices'],
  ['campaign/1', 'campaign/1'],
] as const)('%s', (communication, name) => {
  const path = name === 'notices' ? name : 'campaign-1';
  const started = async () => {
    const id = await tellFour(api, 'hosted');
    if (name === 'campaign/1') await writeTo(api, id, 6);
    return id;
  };

  it('is paused, goes on, and is stopped for good', async () => {
    const id = await started();
    expect((await tell('pause', id, communication, '--reasons', 'A wrong system')).code).toBe(0);
    expect(await standingOf(api, id, name)).toMatchObject({ status: 'paused', because: 'asked' });
    // To people and to more than fifty, no token lets letters go on.
    const alone = await run('resume', id, communication);
    expect([alone.code, alone.json.error.code]).toEqual([3, 'four-eyes']);
    expect(alone.json.error.detail).toContain(`sign in and approve it at /desk/breaches/${id}`);
    expect((await tell('show', id)).text).toContain('did not draft it signs in and lets it go on at /desk/breaches/');
    expect(await api.actOnPage(id, path, { act: 'resume' })).toBe(303);
    expect(await standingOf(api, id, name)).toMatchObject({ status: 'running' });
    expect((await tell('stop', id, communication, '--reasons', 'Wrong letter')).code).toBe(0);
    expect(await standingOf(api, id, name)).toMatchObject({ status: 'stopped' });
    const again = await run('stop', id, communication, '--reasons', 'Wrong letter');
    expect([again.code, again.json.error.code]).toEqual([2, 'conflict']);
    expect(again.json.error.detail).toContain('stopped already');
  });

  it('is neither paused nor stopped without reasons, or by a responder', async () => {
    const id = await started();
    for (const verb of ['pause', 'stop']) {
      const { code, json } = await run(verb, id, communication);
      expect([verb, code, json.error.field]).toEqual([verb, 2, 'reasons']);
      const other = await run(verb, id, communication, '--reasons', 'x', '--as', 'responder');
      expect([other.code, other.json.error.code]).toEqual([3, 'forbidden']);
    }
    expect(await standingOf(api, id, name)).toMatchObject({ status: 'running' });
  });

  it('lists what is uncertain, and takes a decision on some or all of it', async () => {
    const id = await started();
    const [first, second] = name === 'notices' ? ['cedar', 'dune'] : ['3', '6'];
    const listed = await tell('uncertain', id, communication);
    expect(listed.text).toMatch(new RegExp(`^${first} .*\\n${second} `, 'm'));
    expect(listed.text).not.toMatch(/person\d@/);
    expect(listed.text).toContain(`tocsin uncertain ${id} ${communication} --arrived|--send-again`);
    const one = await tell('uncertain', id, communication, '--arrived', '--to', String(first), '--reasons', 'Called');
    expect([one.code, one.text]).toEqual([0, expect.stringContaining('1 letter recorded as arrived.')]);
    const alone = await run('uncertain', id, communication, '--send-again', '--reasons', 'None in the log');
    expect([alone.code, alone.json.error.code]).toEqual([3, 'four-eyes']);
    const again = { act: 'uncertain', decision: 'send-again', which: 'all', 'uncertain-reasons': 'None in the log' };
    expect(await api.actOnPage(id, path, again)).toBe(303);
    expect((await tell('uncertain', id, communication)).text).toBe('None of them is uncertain.');
    const none = await tell('uncertain', id, communication, '--arrived', '--reasons', 'Called');
    expect([none.code, none.text]).toEqual([0, 'None of them is uncertain.']);
    if (name === 'notices') expect((await readNotice(api.store, `${id}~dune`))?.status).toBe('planned');
  });

  it('takes no decision that is two, has no reasons, or is a responder’s', async () => {
    const id = await started();
    const decide = (...more: string[]) => run('uncertain', id, communication, ...more);
    expect((await decide('--arrived', '--send-again', '--reasons', 'x')).json.error.field).toBe('send-again');
    expect((await decide('--arrived')).json.error.field).toBe('reasons');
    const other = await decide('--arrived', '--reasons', 'x', '--as', 'responder');
    expect([other.code, other.json.error.code]).toEqual([3, 'forbidden']);
    if (name !== 'notices') {
      expect((await decide('--arrived', '--to', 'cedar', '--reasons', 'x')).json.error.field).toBe('to');
    }
  });
});

describe('the link of a counterparty', () => {
  it('is shown with its use, revoked, and given out anew; both with reasons and by the DPO', async () => {
    const id = await tellFour(api, 'hosted');
    const shown = await tell('link', id, 'arrow');
    expect([shown.code, shown.text]).toEqual([0, expect.stringContaining('link 1: opens until')]);
    expect((await run('link', id, 'arrow', '--revoke')).json.error.field).toBe('reasons');
    expect((await run('link', id, 'arrow', '--revoke', '--reissue')).json.error.field).toBe('reissue');
    const other = await run('link', id, 'arrow', '--revoke', '--reasons', 'x', '--as', 'responder');
    expect([other.code, other.json.error.code]).toEqual([3, 'forbidden']);
    expect((await tell('link', id, 'arrow', '--revoke', '--reasons', 'Passed on')).code).toBe(0);
    expect((await readNotice(api.store, `${id}~arrow`))?.revoked).toBe(true);
    expect((await tell('link', id, 'arrow')).text).toContain('revoked');
    expect((await tell('link', id, 'arrow', '--reissue', '--reasons', 'They called')).text).toContain('on its way');
    expect(await readNotice(api.store, `${id}~arrow`)).toMatchObject({ revoked: false, generation: 2 });
    const bounced = await run('link', id, 'birch', '--reissue', '--reasons', 'x');
    expect(bounced.json.error).toMatchObject({ code: 'conflict', detail: expect.stringContaining('No letter') });
  });
});

describe('a communication that there is not', () => {
  it('is refused, with how it is named', async () => {
    const id = await api.report();
    const odd = await run('pause', id, 'letters', '--reasons', 'x');
    expect([odd.code, odd.json.error.field]).toEqual([2, 'communication']);
    expect(odd.json.error.detail).toContain("'notices' or 'campaign/<number>'");
    const none = await run('pause', id, 'campaign/4', '--reasons', 'x');
    expect([none.code, none.json.error.code]).toEqual([2, 'unknown-campaign']);
  });
});
