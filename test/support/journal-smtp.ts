// A mail server in a process of its own, to be killed: `node journal-smtp.ts <port> <file> <ms>`. It writes the
// Message-ID and address of each mail to the file before it answers, and takes so many milliseconds for each.
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { SMTPServer } from 'smtp-server';

const [port = '0', file = '', pause = '0'] = process.argv.slice(2);

const server = new SMTPServer({
  disabledCommands: ['AUTH', 'STARTTLS'],
  onData(stream, session, done) {
    let raw = '';
    stream.on('data', (part: Buffer) => {
      raw += part;
    });
    stream.on('end', async () => {
      await delay(Number(pause));
      const id = /^Message-ID: <([^>]*)>/im.exec(raw)?.[1] ?? '';
      appendFileSync(file, `${id} ${session.envelope.rcptTo[0]?.address ?? ''}\n`);
      done();
    });
  },
});
server.listen(Number(port), '127.0.0.1');
await once(server.server, 'listening');
process.send?.('ready');
