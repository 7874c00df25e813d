import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createDirectory } from '../activities/anchoring/directory.ts';
import { createMailbox } from '../activities/anchoring/mail.ts';
import type { EmailChannel } from '../activities/channels/channel.ts';
import { headText, sha256Of } from '../domain/audit/chain.ts';
import { readTimestampReply, timestampQuery } from '../domain/audit/timestamp.ts';
import { TimestampAuthority } from './support/timestamp-authority.ts';

/** What docs/anchoring.md tells an auditor to type, typed. */
const commands = [...readFileSync('docs/anchoring.md', 'utf8').matchAll(/```sh\n([\s\S]+?)```/g)].map(
  ([, text = '']) => text,
);
const [fromPack = '', fromFolder = '', fromMail = '', shown = ''] = commands;

const HEAD = { seq: 42, hash: sha256Of('entry 42') };
const hasOpenssl = spawnSync('openssl', ['version']).status === 0;
if (!hasOpenssl)
  console.log('Skipped: openssl is not on this machine, so the recipe of docs/anchoring.md is not tested.');

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'tocsin-recipe-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

const type = (text: string) => {
  const { status, stdout, stderr } = spawnSync('sh', ['-e', '-c', text], { cwd: folder, encoding: 'utf8' });
  return { status, told: stdout + stderr };
};
const held = { status: 0, told: expect.stringContaining('Verification: OK') };

/** Pack, folder and mail as Tocsin writes them, of a head that this authority has stamped. */
async function write(authority: TimestampAuthority, head = HEAD): Promise<void> {
  const nonce = Buffer.alloc(8, 0xff);
  const text = headText(HEAD);
  const reply = await authority.answer(timestampQuery(text, nonce));
  const { token } = await readTimestampReply(reply, { text, nonce, roots: [authority.rootPem] });
  writeFileSync(join(folder, 'root.pem'), authority.rootPem);
  const words = { reasons: 'They wrote "head":"1:aa" and "timestampToken":"QUFB".' };
  const anchor = { head: headText(head), timestampToken: Buffer.from(token).toString('base64'), kept: [], covers: 1 };
  const pack = { head: { seq: 3, hash: HEAD.hash }, opened: [{ seq: 1, personal: words }], anchor };
  writeFileSync(join(folder, 'pack.json'), `${JSON.stringify(pack)}\n`);
  for (const end of ['head', 'tst']) rmSync(join(folder, `000000000042.${end}`), { force: true });
  await createDirectory(folder).keep(head, token);
  const send = async ({ text: mail }: { text: string }) => {
    writeFileSync(join(folder, 'mail.txt'), mail.replaceAll('\n', '\r\n'));
    return { status: 'sent', receipt: '' };
  };
  await createMailbox('x@elsewhere.example', { send } as unknown as EmailChannel).keep(head, token);
}

(hasOpenssl ? describe : describe.skip)('the recipe of docs/anchoring.md, typed as it stands', () => {
  it('has a command for each place, and one that shows the time', () => expect(commands).toHaveLength(4));

  it.each(['RSA', 'EC'] as const)(
    'holds for a pack, a folder and a mail (%s), and shows when and by whom',
    async (keys) => {
      const authority = await TimestampAuthority.create({ keys });
      await write(authority);
      for (const text of [fromPack, fromFolder, fromMail]) expect(type(text)).toMatchObject(held);
      const { status, told } = type(shown);
      expect([status, told]).toEqual([
        0,
        expect.stringMatching(/Time stamp: .* GMT[\s\S]*Policy OID|Policy OID[\s\S]*Time stamp: .* GMT/),
      ]);
    },
  );

  it('holds years later, when the certificate has expired, for the time of the time-stamp', async () => {
    const then = Date.parse('2020-11-24T08:00:00.000Z');
    await write(await TimestampAuthority.create({ now: () => then }));
    expect(type(fromFolder).told).not.toContain('Verification: OK');
    expect(type(`${fromFolder.trim()} -attime ${then / 1_000}`)).toMatchObject(held);
  });

  it('fails for another head, and for another authority', async () => {
    const authority = await TimestampAuthority.create();
    await write(authority, { seq: 42, hash: sha256Of('forged') });
    for (const text of [fromPack, fromFolder, fromMail]) expect(type(text).told).not.toContain('Verification: OK');
    await write(authority);
    writeFileSync(join(folder, 'root.pem'), (await TimestampAuthority.create()).rootPem);
    for (const text of [fromPack, fromFolder, fromMail]) expect(type(text).told).not.toContain('Verification: OK');
  });
});
