import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { prepareCredentials } from '../../cli/credentials.ts';
import { readEvents } from '../../store/events.ts';
import { NOW, TestApi } from '../support/api.ts';
import { jsonOfCli } from '../support/cli.ts';

const ART33 = 'gdpr-art33-1-authority';
const dataDir = mkdtempSync(join(tmpdir(), 'tocsin-filing-'));
const inFolder = (name: string) => join(dataDir, name);

let api: TestApi;
let breachId: string;
beforeAll(async () => {
  api = await TestApi.start();
  const url = await api.server.listen({ port: 0, host: '127.0.0.1' });
  await prepareCredentials(api.store, { dataDir, url, now: NOW });
  const reported = await run('report', '--title', 'Session stolen', '--system', 'tickets', '--aware', NOW);
  await api.relay.turn();
  breachId = reported.json.breachId;
});
afterAll(async () => {
  await api.stop();
  rmSync(dataDir, { recursive: true, force: true });
});

const run = (...argv: string[]) => jsonOfCli({ TOCSIN_DATA_DIR: dataDir }, ...argv);
const answers = (name: string, fields: Record<string, unknown>) => {
  writeFileSync(inFolder(name), JSON.stringify(fields));
  return inFolder(name);
};

describe('a filing from draft to its second version', () => {
  it('is drafted from the record, with what is missing by name', async () => {
    const { code, json } = await run('draft', breachId, ART33);
    expect(code).toBe(0);
    expect(json).toMatchObject({
      breach: breachId,
      stage: 'initial',
      template: 'edpb-art33',
      forbidden: [],
      changes: null,
    });
    expect(json.document).toMatchObject({ field_3: 'a', field_7: breachId, field_48: NOW });
    expect(json.missing).toContainEqual(expect.objectContaining({ field: 'field_66' }));
  });

  it('is not written where it holds what must not leave, or is complete with gaps', async () => {
    const leaking = answers('leak.json', { field_66: 'Dana, dana@fjord.example' });
    const leak = await run('draft', breachId, ART33, '--answers', leaking, '--out', inFolder('leak-out.json'));
    const gaps = await run('draft', breachId, ART33, '--stage', 'complete', '--out', inFolder('gaps-out.json'));
    expect([leak.code, leak.json.error]).toEqual([2, expect.objectContaining({ code: 'not-filable', field: 'out' })]);
    expect(gaps.json.error.detail).toMatch(/cannot leave open: .*field_66/);
    expect(existsSync(inFolder('leak-out.json')) || existsSync(inFolder('gaps-out.json'))).toBe(false);
  });

  it('is recorded with its exact bytes, and the next draft says what is new', async () => {
    const out = inFolder('art33.json');
    const drafted = await run('draft', breachId, ART33, '--out', out);
    const filed = ['--stage', 'initial', '--document', out, '--channel', 'portal', '--receipt', 'DE-1', '--at', NOW];
    const unapproved = await run('file', breachId, ART33, ...filed);
    expect([unapproved.code, unapproved.json.error]).toEqual([
      2,
      expect.objectContaining({ code: 'not-approved', field: 'document' }),
    ]);
    const approval = ['--approve-filing', ART33, '--content-hash', drafted.json.sha256, '--confirmed'];
    const other = await run('decide', breachId, ...approval, '--form', 'fr-cnil');
    expect(other.json.error.code).toBe('conflict');
    const nameless = await run('decide', breachId, '--risk', 'risk', '--reasons', 'Logs.', '--form', 'edpb-art33');
    expect(nameless.json.error).toMatchObject({ code: 'bad-input', field: 'form' });
    expect((await run('decide', breachId, ...approval, '--form', 'edpb-art33')).code).toBe(0);
    expect((await run('file', breachId, ART33, ...filed)).code).toBe(0);
    const twice = await run('file', breachId, ART33, ...filed);
    expect(twice.json.error.code).toBe('not-approved');
    const bytes = readFileSync(out);
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    expect(sha256).toBe(drafted.json.sha256);
    const { json: shown } = await run('show', breachId);
    const version = { number: 1, stage: 'initial', sha256, channel: 'portal', receipt: 'DE-1', late: false };
    expect(shown.obligations[ART33]).toMatchObject({ status: 'filed', versions: [version] });
    const event = (await readEvents(api.store, breachId)).find((e) => e.type === 'filed');
    expect(event?.type === 'filed' && event.personal.document).toBe(bytes.toString('utf8'));

    const next = await run(
      'draft',
      breachId,
      ART33,
      '--answers',
      answers('more.json', { field_66: 'Customers’ staff.' }),
    );
    expect(next.json).toMatchObject({ stage: 'follow-up', document: { field_3: 'b', field_6: 'DE-1' } });
    expect(next.json.changes.map((c: { field: string }) => c.field)).toEqual(['field_3', 'field_6', 'field_66']);
    expect(next.json.earlier).toMatchObject([{ number: 1, approvedBy: expect.any(String), sha256 }]);
  });

  it('can be withdrawn with reasons, and then no more', async () => {
    const withdraw = (...more: string[]) =>
      run('file', breachId, ART33, '--stage', 'withdrawal', '--receipt', 'DE-2', '--at', NOW, '--elsewhere', ...more);
    expect((await withdraw()).json.error.code).toBe('reasons-missing');
    expect((await withdraw('--reasons', 'Nobody had access.')).code).toBe(0);
    expect((await withdraw('--reasons', 'Again.')).json.error.code).toBe('not-filable');
    const { json } = await run('draft', breachId, ART33);
    expect(json.cannotBeFiledBecause).toMatch(/withdrawn/);
  });
});

describe('bad input', () => {
  it.each<[string, string[], string]>([
    ['an obligation it does not have', ['draft', 'BREACH', 'no-such'], 'obligation'],
    ['a stage there is none of', ['draft', 'BREACH', ART33, '--stage', 'final'], 'stage'],
    ['a document without a stage', ['file', 'BREACH', ART33, '--receipt', 'x', '--channel', 'post'], 'stage'],
  ])('%s is refused by name', async (_, argv, field) => {
    const { code, json } = await run(...argv.map((part) => (part === 'BREACH' ? breachId : part)));
    expect([code, json.error.field]).toEqual([2, field]);
  });

  it('a document that is no text is refused', async () => {
    writeFileSync(inFolder('scan.pdf'), Buffer.from([0x25, 0x50, 0xff, 0xfe]));
    const { json } = await run(
      'file',
      breachId,
      ART33,
      '--receipt',
      'x',
      '--stage',
      'complete',
      '--document',
      inFolder('scan.pdf'),
    );
    expect(json.error).toMatchObject({ code: 'bad-input', field: 'document' });
  });
});

describe('a letter to people', () => {
  const letter = async (text: string) => {
    writeFileSync(inFolder('people.csv'), 'name,email\nAda Quill,ada@people.example\n');
    writeFileSync(inFolder('letter.txt'), text);
    const list = ['--recipients', inFolder('people.csv'), '--subject', 'About your tickets'];
    return run('campaign', breachId, ...list, '--text-file', inFolder('letter.txt'));
  };

  it('is refused where it advertises or holds a secret, with the line', async () => {
    const { code, json } = await letter('Dear {{recipient}},\n\nto unsubscribe from our newsletter, write to us.');
    expect([code, json.error.field, json.error.detail]).toEqual([
      2,
      'text',
      expect.stringMatching(/^Line 3 .*advertising/),
    ]);
    expect((await letter('Dear {{recipient}}, your password: Winter-2026')).json.error.detail).toContain(
      'token or key',
    );
  });

  it('shows the approver what only a reader can judge', async () => {
    const { code, json } = await letter('Dear {{recipient}},\n\nno data was accessed.');
    expect([code, json.warnings]).toEqual([0, [expect.objectContaining({ rule: 'absolute-claim', line: 3 })]]);
  });
});

describe('a list of people', () => {
  it('is looked at, attached and counted, with the command that states what it says', async () => {
    const log = [
      '{"user":{"mail":"ada@people.example"},"land":"FR"}',
      '{"user":{"mail":"ADA@people.example"},"land":"FR"}',
      '{"uid":"u-9","land":"DE"}',
    ].join('\n');
    writeFileSync(inFolder('access.log'), log);
    const column = ['--column', 'id=uid'];
    const reported = await run('report', '--title', 'Log read', '--system', 'tickets', '--aware', NOW);
    await api.relay.turn();
    const { breachId: id } = reported.json;
    const looked = await run('people', id, inFolder('access.log'), ...column, '--preview');
    expect(looked.json).toMatchObject({ recipients: 1, people: { people: 2, countries: { FR: 1, DE: 1 } } });
    expect((await run('people', id)).json).toMatchObject({ together: null });
    const kept = await run('people', id, inFolder('access.log'), ...column);
    expect([kept.code, kept.json]).toEqual([0, expect.objectContaining({ listId: expect.any(String) })]);
    const { json } = await run('people', id);
    expect(json).toMatchObject({ offered: { peopleConcerned: 2, residents: { DE: 1, FR: 1 } } });
    const wrong = await run('people', id, inFolder('access.log'), '--column', 'mail=uid');
    expect([wrong.code, wrong.json.error.field]).toEqual([2, 'column']);
  });
});
