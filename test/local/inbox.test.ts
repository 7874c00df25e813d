import { afterAll, expect, it } from '@jest/globals';
import { createTransport } from 'nodemailer';
import { inbox, inboxAddress } from '../../local/mail.ts';
import { anyFree } from '../../local/ports.ts';
import { Supervisor } from '../../local/supervisor.ts';
import { recordedProcesses } from './fixtures/running-up.ts';
import { mountSmallDisk } from './fixtures/small-disk.ts';

const disk = mountSmallDisk();
if ('reason' in disk) console.log(`Skipped: no disk is filled, because ${disk.reason}.`);
else afterAll(() => disk.unmount());

('reason' in disk ? it.skip : it)(
  'on a full disk the inbox asks for a mail again, and takes it when there is room',
  async () => {
    if ('reason' in disk) return;
    const supervisor = new Supervisor(disk.path, () => {});
    const [smtpPort, webPort] = [await anyFree(), await anyFree()];
    const mail = { from: 'a@example.org', to: 'b@example.org', text: 'x'.repeat(100_000) };
    const transport = createTransport({ host: '127.0.0.1', port: smtpPort, ignoreTLS: true });
    try {
      await supervisor.start(inbox({ dataDir: disk.path, smtpPort, webPort }));
      const before = recordedProcesses(disk.path).inbox;
      disk.fill();
      await expect(transport.sendMail({ ...mail, subject: 'Too early' })).rejects.toMatchObject({ responseCode: 450 });
      disk.makeRoom();
      await transport.sendMail({ ...mail, subject: 'In time' });
      const kept = await (await fetch(`${inboxAddress(disk.path, webPort)}/api/email`)).json();
      expect(kept).toMatchObject([{ subject: 'In time' }]);
      expect(recordedProcesses(disk.path).inbox).toEqual(before);
    } finally {
      transport.close();
      await supervisor.stop();
    }
  },
);
