import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { main } from '../../cli/main.ts';
import type { Rehearsed } from '../../cli/rehearsal/timeline.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const scenario = (name: string) => join(root, 'policy/scenarios', `${name}.yaml`);

async function run(argv: string[]): Promise<{ code: number; out: string }> {
  const out: string[] = [];
  const code = await main(argv, {
    ...{ env: {}, isTerminal: false, out: (line) => out.push(line), error: (line) => out.push(line) },
    readStdin: async () => Buffer.alloc(0),
  });
  return { code, out: out.join('\n') };
}
async function rehearse(...argv: string[]): Promise<Rehearsed & { title: string; from: string; to: string }> {
  const { code, out } = await run(['rehearse', ...argv, '--json']);
  if (code !== 0) throw new Error(out);
  return JSON.parse(out);
}

describe('90 days on which nobody files', () => {
  let played: Awaited<ReturnType<typeof rehearse>>;
  beforeAll(async () => {
    played = await rehearse(scenario('nobody-files'));
  });

  it('are told in the scenario’s own time, whatever today is', () => {
    expect([played.from, played.to]).toEqual(['2026-12-23T21:10:00.000Z', '2027-03-23T21:10:00.000Z']);
    expect(played.timeline[0]).toMatchObject({ at: '2026-12-23T21:10:00.000Z', what: 'done', to: 'responder' });
    const times = played.timeline.map((entry) => entry.at);
    expect(times).toEqual(times.toSorted());
  });

  it('say what would be late, by both readings, and by how much', () => {
    expect(played.late).toContainEqual({
      ...{ obligation: 'gdpr-art33-1-authority', article: 'GDPR Art. 33(1)', basis: 'law', hoursLate: 216.3 },
      ...{ due: '2026-12-26T21:50:00.000Z', latest: '2026-12-26T22:00:00.000Z', filedAt: '2027-01-04T22:10:00.000Z' },
    });
    expect(played.late).toContainEqual(
      expect.objectContaining({ obligation: 'gdpr-art33-2-processor-to-controller', basis: 'policy', filedAt: null }),
    );
  });

  it('say what is refused at the desk', () => {
    expect(played.timeline).toContainEqual(
      expect.objectContaining({
        ...{ at: '2027-01-04T21:10:00.000Z', what: 'refused', to: 'dpo' },
        text: expect.stringContaining('late only with the reasons'),
      }),
    );
  });

  it('say whom the engine would write to when', () => {
    const sent = played.timeline.filter((entry) => entry.what === 'sent');
    const warned = sent.filter((entry) => entry.about?.includes('gdpr-art33-1-authority')).map((entry) => entry.at);
    // DPO and deputy get a digest each, which may differ.
    expect([...new Set(warned)].slice(0, 3)).toEqual([
      '2026-12-23T21:50:00.000Z',
      '2026-12-24T21:50:00.000Z',
      '2026-12-25T21:50:00.000Z',
    ]);
    // Its first mailbox refuses, so the second contact is written to at once.
    const refusing = sent.filter((entry) => entry.about === 'harbour-books' && entry.at === '2026-12-23T21:50:00.000Z');
    expect(refusing.map((entry) => entry.to)).toEqual([
      expect.stringContaining('Privacy office'),
      expect.stringContaining('Shop manager'),
    ]);
    // Who has answered is not reminded any more.
    const answered = sent.filter((entry) => entry.about === 'sturdy-cloud').map((entry) => entry.at);
    expect(answered.at(-1)?.slice(0, 10)).toBe('2026-12-24');
    expect(played.timeline.filter((entry) => entry.text === 'never confirmed the notice').length).toBeGreaterThan(2);
  });

  it('are the same when played again', async () => {
    expect(await rehearse(scenario('nobody-files'))).toEqual(played);
  });
});

describe('a policy change', () => {
  let folder: string;
  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'tocsin-policy-'));
    cpSync(join(root, 'policy'), folder, { recursive: true });
    const file = join(folder, 'organisation.yaml');
    const text = readFileSync(file, 'utf8').replace(/processor-to-controller: \d+/, 'processor-to-controller: 12');
    writeFileSync(file, text);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('can be rehearsed before it is merged', async () => {
    const today = await rehearse(scenario('all-in-time'));
    expect(today).toMatchObject({ late: [], counts: { letters: 3_100, refused: 0 } });
    const decided = today.timeline.filter(({ text }) => text.startsWith('decides'));
    expect(decided.map(({ to, about, text }) => [to, about, text])).toEqual([
      ['dpo', 'Art. 33', "decides on 'risk' (proposed: 'high-risk')"],
      ['deputy', 'Art. 34', "decides on 'high-risk' (proposed: 'high-risk')"],
    ]);
    const tomorrow = await rehearse(scenario('all-in-time'), '--policy', folder);
    expect(tomorrow.late).toMatchObject([
      { obligation: 'gdpr-art33-2-processor-to-controller', due: '2026-11-24T20:20:00.000Z', hoursLate: 8 },
    ]);
  });

  it('that does not hold is refused with its place', async () => {
    writeFileSync(join(folder, 'ladders.yaml'), 'statutory-72-hours: 7\n');
    const { code, out } = await run(['rehearse', scenario('all-in-time'), '--policy', folder]);
    expect([code, out]).toEqual([2, expect.stringMatching(/ladders\.yaml:1 statutory-72-hours/)]);
  });
});

describe('a scenario in plain text', () => {
  it('ends with what would be late', async () => {
    const { code, out } = await run(['rehearse', scenario('all-in-time')]);
    expect([code, out]).toEqual([
      0,
      expect.stringMatching(/Would be sent: \d+ warnings, .*\nNothing would be late\.$/),
    ]);
  });
});
