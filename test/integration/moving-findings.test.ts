/** Findings of alerts that a person puts where they belong: split, moved, merged, and each taken back. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { countsOf } from '../../store/alert-counts.ts';
import { findingIds, readFindings, writeFindings } from '../../store/alert-findings.ts';
import { readBreach } from '../../store/breaches.ts';
import { sha256Hex } from '../../store/crypto/digest.ts';
import { collectionOf } from '../../store/driver.ts';
import { inTransaction } from '../../store/transaction.ts';
import { alertElsewhere, alertFixture, TestApi } from '../support/api.ts';

const SOURCE = 'aws-guardduty';
let api: TestApi;
beforeAll(async () => {
  api = await TestApi.start();
});
afterAll(() => api.stop());

async function alerted(id: string, patch: Record<string, unknown> = {}): Promise<string> {
  const raw = JSON.stringify({ ...alertFixture().detail, id, ...patch });
  const { json } = await api.call('alert-source', 'POST', `/alerts/${SOURCE}`, { raw });
  return String((await api.judged(json.reference)).breachId);
}
let minute = 0;
/** The finding again, graver than before. */
const again = (id: string, patch: Record<string, unknown> = {}) => {
  minute += 1;
  return alerted(id, { severity: 8 + minute / 100, updatedAt: `2026-11-24T08:${10 + minute}:00Z`, ...patch });
};
const nameOf = (id: string) => findingIds(api.store, SOURCE, id)[0] ?? '';
const placeOf = async (id: string) => (await readFindings(api.store, [nameOf(id)])).get(nameOf(id))?.breachId;
async function move(from: string, body: object, as: 'responder' | 'reporter' = 'responder', key?: string) {
  const answer = await api.call(as, 'POST', `/breaches/${from}/findings/move`, {
    ...{ body: { reasons: 'Another bucket, another story.', ...body } },
    ...(key && { headers: { 'idempotency-key': key } }),
  });
  await api.relay.turn();
  return answer;
}
/** Each test begins without a storm: together they open more incidents than one source may in an hour. */
beforeEach(async () => void (await countsOf(api.store).deleteMany({ what: 'storm' })));

/** Two findings of one user on two things, so that they are one suspicion. */
async function suspicion(name: string) {
  const first = alertElsewhere(name);
  const other = { ...alertElsewhere(`${name}-other`), resource: { ...bucket(`${name}-other`), ...userOf(first) } };
  const breachId = await alerted(`${name}-1`, first);
  expect(await alerted(`${name}-2`, other)).toBe(breachId);
  return { breachId, first, other };
}
const bucket = (name: string) => alertElsewhere(name).resource as object;
const userOf = ({ resource }: Record<string, unknown>) => {
  const { accessKeyDetails } = resource as { accessKeyDetails: object };
  return { accessKeyDetails };
};

describe('a finding that is split off', () => {
  it('has an incident of its own, to which its next alerts go, and is put back the same way', async () => {
    const { breachId, first, other } = await suspicion('split');
    const before = await readBreach(api.store, breachId);
    const { status, json } = await move(breachId, { findings: [nameOf('split-2')] });
    expect([status, json.to]).toEqual([200, expect.stringMatching(/^TOC-2026-/)]);
    const to = String(json.to);
    expect([await placeOf('split-1'), await placeOf('split-2')]).toEqual([breachId, to]);
    const opened = await readBreach(api.store, to);
    expect(opened).toMatchObject({ origin: 'alert', status: 'suspected', facts: { malicious: 'yes' } });
    expect(opened?.narrative.summary).toContain(`Moved from ${breachId}.`);
    expect((await readBreach(api.store, breachId))?.evidence).toEqual(before?.evidence);
    const heldBy = async (id: string) => (await api.call('responder', 'GET', `/breaches/${id}/findings`)).json.findings;
    expect(await heldBy(to)).toMatchObject([{ movedFrom: breachId }]);
    expect(await heldBy(breachId)).toMatchObject([{ movedFrom: null }]);
    const page = (await api.call('responder', 'GET', `/desk/breaches/${to}/alerts`)).body;
    expect(page).toContain(`brought here by a person, from <a class="nowrap" href="/desk/breaches/${breachId}">`);

    expect([await again('split-1', first), await again('split-2', other)]).toEqual([breachId, to]);

    expect((await move(to, { findings: [nameOf('split-2')], to: breachId })).json.to).toBe(breachId);
    expect(await placeOf('split-2')).toBe(breachId);
    expect(await again('split-2', other)).toBe(breachId);
    const events = (await api.call('dpo', 'GET', `/breaches/${to}/events`)).json.events as { type: string }[];
    expect(events.map(({ type }) => type)).toContain('findings-moved');
  });

  it('is split off once, however often that is asked', async () => {
    const { breachId } = await suspicion('once');
    const asked = { findings: [nameOf('once-2')] };
    const [one, two] = [
      await move(breachId, asked, 'responder', 'key-of-the-split-1'),
      await move(breachId, asked, 'responder', 'key-of-the-split-1'),
    ];
    expect([one.status, two.status, two.json.to]).toEqual([200, 200, one.json.to]);
  });

  it('with a title that has no end has an incident that begins', async () => {
    const title = 'Objects were read in a way that is not usual. '.repeat(10);
    const breachId = await alerted('endless', { title, ...alertElsewhere('endless') });
    const { json } = await move(breachId, { findings: [nameOf('endless')] });
    expect(await readBreach(api.store, String(json.to))).toMatchObject({ status: 'suspected' });
  });

  it('is moved away once, and a refused move opens nothing', async () => {
    const breachId = await alerted('away', alertElsewhere('away'));
    const count = () => api.store.connection.collection('intake').countDocuments();
    const before = await count();
    const stale = await api.call('responder', 'POST', `/breaches/${breachId}/findings/move`, {
      body: { findings: [nameOf('away')], reasons: 'On an old page.' },
      headers: { 'if-match': '"1"' },
    });
    expect([stale.status, await count()]).toEqual([412, before]);
    expect((await move(breachId, { findings: [nameOf('away')] })).status).toBe(200);
    const after = await count();
    expect([(await move(breachId, { findings: [nameOf('away')] })).status, await count()]).toEqual([404, after]);
  });

  it('brings its systems to the other incident, and what is graver is told there', async () => {
    const target = await alerted('calm', {
      severity: 7,
      type: 'Policy:S3/BucketAnonymousAccessGranted',
      ...alertElsewhere('calm'),
    });
    const from = await alerted('with-system');
    await move(from, { findings: [nameOf('with-system')], to: target });
    const state = await readBreach(api.store, target);
    expect([state?.facts.systems, state?.evidenceCount]).toEqual([['tickets'], 2]);
  });

  it.each([
    ['is not of this incident', { findings: ['0'.repeat(64)] }, 404],
    ['goes where nothing is open', { to: 'TOC-2026-9999-K7M' }, 409],
    ['goes to the incident that it is in', {}, 409],
    ['has no reasons', { reasons: '' }, 400],
  ])('that %s stays', async (what, body, status) => {
    const id = `stays-${what.length}`;
    const breachId = await alerted(id, alertElsewhere(id));
    const to = what.includes('that it is in') ? { to: breachId } : {};
    const answer = await move(breachId, { findings: [nameOf(id)], ...body, ...to });
    expect([answer.status, await placeOf(id)]).toEqual([status, breachId]);
  });

  it('is moved by nobody who only reports, and from no incident that is closed', async () => {
    const breachId = await alerted('shut', alertElsewhere('shut'));
    expect((await move(breachId, { findings: [nameOf('shut')] }, 'reporter')).status).toBe(403);
    const closing = { outcome: 'not-a-breach', reasons: 'A test of our own.' };
    expect((await api.call('dpo', 'POST', `/breaches/${breachId}/closing`, { body: closing })).status).toBe(200);
    expect((await move(breachId, { findings: [nameOf('shut')] })).json.code).toBe('breach-closed');
  });
});

describe('on the page', () => {
  it('findings are ticked and moved, and what is wrong is said with all that was typed', async () => {
    const breachId = await alerted('ticked', alertElsewhere('ticked'));
    const { cookie, csrf } = await api.session('responder');
    const path = `/desk/breaches/${breachId}/alerts/move`;
    const send = (fields: Record<string, string>) => api.submit(path, { csrf, ...fields }, { cookie });
    const shown = await api.call(null, 'GET', path, { headers: { cookie } });
    expect(shown.body).toContain(`value="${nameOf('ticked')}"`);
    const refused = await send({ reasons: 'Not ours to look at.' });
    expect([refused.statusCode, refused.body]).toEqual([422, expect.stringContaining('Not ours to look at.')]);
    expect(refused.body).toContain('Tick the findings to be moved.');

    const moved = await send({ findings: nameOf('ticked'), reasons: 'A story of its own.', to: '' });
    expect(moved.statusCode).toBe(303);
    const to = String(await placeOf('ticked'));
    expect([moved.headers.location, to === breachId]).toEqual([`/desk/breaches/${to}/alerts`, false]);
    await api.relay.turn();
    const listed = await api.call('responder', 'GET', `/breaches/${to}/findings`);
    expect(listed.json.findings).toMatchObject([{ finding: nameOf('ticked') }]);
  });
});

describe('an incident that is merged into another', () => {
  it('brings its alerts and systems there, and takes them back when it is opened again', async () => {
    const into = await alerted('into', alertElsewhere('into'));
    const merged = await alerted('merged');
    expect(merged).not.toBe(into);
    await merge(merged, into);
    expect((await readBreach(api.store, into))?.facts.systems).toEqual(['tickets']);
    expect(await placeOf('merged')).toBe(into);
    expect(await again('merged')).toBe(into);

    await reopen(merged);
    expect(await placeOf('merged')).toBe(merged);
    expect([await again('merged'), await again('into', alertElsewhere('into'))]).toEqual([merged, into]);
  });
});

describe('merges one after the other', () => {
  it.each([
    ['the last one first', ['b', 'a']],
    ['the first one first', ['a', 'b']],
  ])('are undone each for itself, %s', async (how, order) => {
    const name = (which: string) => `chain-${which}-${how.length}`;
    const at: Record<string, string> = {};
    for (const which of ['a', 'b', 'c']) at[which] = await alerted(name(which), alertElsewhere(name(which)));
    const placesOf = async () => Promise.all(['a', 'b', 'c'].map((which) => placeOf(name(which))));
    await merge(at.a, at.b);
    await merge(at.b, at.c);
    expect(await placesOf()).toEqual([at.c, at.c, at.c]);
    for (const which of order) {
      await reopen(at[which]);
      expect(await placeOf(name(which))).toBe(at[which]);
    }
    expect(await placesOf()).toEqual([at.a, at.b, at.c]);
    for (const which of ['a', 'b', 'c']) {
      expect(await again(name(which), alertElsewhere(name(which)))).toBe(at[which]);
    }
  });

  it('bring back what a person moved by hand neither with the one nor with the other', async () => {
    const [a, b, c] = [
      await alerted('hand-a', alertElsewhere('hand-a')),
      await alerted('hand-b', alertElsewhere('hand-b')),
      await alerted('hand-c', alertElsewhere('hand-c')),
    ];
    const of = await suspicion('hand');
    await move(of.breachId, { findings: [nameOf('hand-2')], to: a });
    await merge(a, b);
    await move(b, { findings: [nameOf('hand-a')], to: c });
    await reopen(a);
    expect([await placeOf('hand-2'), await placeOf('hand-a')]).toEqual([a, c]);
  });

  it('of which version 0.10.0 noted the last only are undone too', async () => {
    const [a, b, c] = [
      await alerted('old-a', alertElsewhere('old-a')),
      await alerted('old-b', alertElsewhere('old-b')),
      await alerted('old-c', alertElsewhere('old-c')),
    ];
    await merge(a, b);
    for (const name of ['alertFindings', 'correlations']) {
      await collectionOf(api.store, name).updateMany({ movedFrom: a }, { $unset: { merges: '' } });
    }
    await merge(b, c);
    await reopen(b);
    await reopen(a);
    expect([await placeOf('old-a'), await placeOf('old-b')]).toEqual([a, b]);
    expect(await again('old-a', alertElsewhere('old-a'))).toBe(a);
  });
});

describe('a finding with more siblings than a page lists', () => {
  it('takes them all along in one step, and back', async () => {
    const breachId = await alerted('many', alertElsewhere('many'));
    const [row] = (await readFindings(api.store, [nameOf('many')])).values();
    if (row === undefined) throw new Error('It is there.');
    const siblings = Array.from({ length: 1200 }, (_, n) => ({ ...row, id: sha256Hex(`many-${n}`) }));
    await inTransaction(api.store, (session) => writeFindings(api.store, siblings, session));
    const countIn = (place: string) => collectionOf(api.store, 'alertFindings').countDocuments({ breachId: place });

    const { status, json } = await move(breachId, { findings: [nameOf('many')] });
    expect([status, await countIn(breachId), await countIn(String(json.to))]).toEqual([200, 0, 1201]);
    const { events } = (await api.call('dpo', 'GET', `/breaches/${breachId}/events`)).json as { events: unknown[] };
    expect(events.at(-1)).toMatchObject({ type: 'findings-moved', data: { findings: [row.id], siblings: 1200 } });
    await move(String(json.to), { findings: [nameOf('many')], to: breachId });
    expect(await countIn(breachId)).toBe(1201);
  });
});

async function merge(from = '', into = '') {
  const body = { outcome: 'merged', into, reasons: 'The same intruder.' };
  expect((await api.call('dpo', 'POST', `/breaches/${from}/triage`, { body })).status).toBe(200);
  await api.relay.turn();
}

async function reopen(breachId = '') {
  const body = { reasons: 'Two intruders after all.' };
  expect((await api.call('dpo', 'POST', `/breaches/${breachId}/reopening`, { body })).status).toBe(200);
}

describe('a finding that joined in a storm', () => {
  it('says so on the page, is split off in one step, and goes on there', async () => {
    const of = (n: number) => alertElsewhere(`storm-${n}`);
    const places: string[] = [];
    // Until two that have nothing in common stand together.
    while (places.length < 30 && new Set(places).size > places.length - 2) {
      places.push(await alerted(`storm-${places.length}`, of(places.length)));
    }
    await api.relay.turn();
    const [first, last] = [places.length - 2, places.length - 1];
    const breachId = places[last] ?? '';
    expect(places[first]).toBe(breachId);
    const page = await api.call('responder', 'GET', `/desk/breaches/${breachId}/alerts`);
    expect(page.body).toContain('in a storm: its source had opened as many incidents as the policy allows in an hour.');

    const { status, json } = await move(breachId, { findings: [nameOf(`storm-${last}`)] });
    expect([status, json.to === breachId]).toEqual([200, false]);
    expect(await Promise.all([first, last].map((n) => placeOf(`storm-${n}`)))).toEqual([breachId, json.to]);
    const next = [await again(`storm-${first}`, of(first)), await again(`storm-${last}`, of(last))];
    expect(next).toEqual([breachId, json.to]);
  });
});
