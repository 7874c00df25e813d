// A mail server in a process of its own that takes everything as fast as it can, and counts it.
import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';

/** `ok` takes every message; `break-off` reads it whole, then drops the connection without an answer. */
export type SinkMode = 'ok' | 'break-off';
/** What was read: messages to their last dot, addresses, and the different Message-IDs among them. */
export type SinkCounts = { messages: number; recipients: number; messageIds: number };
/** What the parent asks; `counts` is answered by `SinkCounts`. */
export type SinkRequest = 'counts' | { mode: SinkMode };

const END = Buffer.from('\r\n.\r\n');
const LINE = Buffer.from('\r\n');
const ID = Buffer.from('Message-ID: <');

let mode: SinkMode = 'ok';
let messages = 0;
const recipients = new Set<string>();
const messageIds = new Set<string>();

const ANSWERS: Record<string, string> = {
  EHLO: '250-sink\r\n250-8BITMIME\r\n250 PIPELINING\r\n',
  DATA: '354 go on\r\n',
  QUIT: '221 bye\r\n',
};

function serve(socket: Socket): void {
  let rest: Buffer = Buffer.alloc(0);
  let isMessage = false;
  socket.setNoDelay(true);
  socket.on('error', () => socket.destroy());
  socket.write('220 sink\r\n');
  socket.on('data', (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
    // Answers to what came in one go leave in one go.
    let answers = '';
    for (;;) {
      const end = rest.indexOf(isMessage ? END : LINE);
      if (end < 0) break;
      const read = rest.subarray(0, end);
      rest = rest.subarray(end + (isMessage ? END : LINE).length);
      if (isMessage) {
        isMessage = false;
        count(read);
        if (mode === 'break-off') return void socket.destroy();
        answers += '250 taken\r\n';
      } else {
        const line = read.toString('latin1');
        if (line.startsWith('RCPT')) recipients.add(line);
        isMessage = line === 'DATA';
        answers += ANSWERS[line.slice(0, 4)] ?? '250 ok\r\n';
      }
    }
    if (answers !== '') socket.write(answers);
  });
}

function count(message: Buffer): void {
  messages += 1;
  const from = message.indexOf(ID) + ID.length;
  messageIds.add(message.toString('latin1', from, message.indexOf(0x3e, from)));
}

const server = createServer(serve).listen(0, '127.0.0.1');
await once(server, 'listening');
process.on('message', (request: SinkRequest) => {
  if (request !== 'counts') mode = request.mode;
  const counts: SinkCounts = { messages, recipients: recipients.size, messageIds: messageIds.size };
  process.send?.(counts);
});
process.on('disconnect', () => process.exit());
process.send?.((server.address() as AddressInfo).port);
