import { EventEmitter, once } from 'node:events';
import type { AddressInfo, Server } from 'node:net';
import { SMTPServer } from 'smtp-server';

export type Mail = { to: string; raw: string; text: string };

/** What a recipient is answered: 250 takes the mail; it may be long in coming. */
export type AnswerTo = (address: string) => number | Promise<number>;

/** A mail server that takes everything, unless told otherwise, for tests that read what was sent. */
export class SmtpSink {
  readonly url: string;
  readonly mails: Mail[] = [];
  readonly #server: SMTPServer;
  readonly #arrivals: EventEmitter;

  static async start(answerTo: AnswerTo = () => 250): Promise<SmtpSink> {
    const arrivals = new EventEmitter();
    const mails: Mail[] = [];
    const server = new SMTPServer({
      disabledCommands: ['AUTH', 'STARTTLS'],
      async onRcptTo({ address }, _session, done) {
        const responseCode = await answerTo(address);
        done(responseCode === 250 ? null : Object.assign(new Error('not taken'), { responseCode }));
      },
      onData(stream, session, done) {
        const parts: Buffer[] = [];
        stream.on('data', (part: Buffer) => parts.push(part));
        stream.on('end', () => {
          const raw = Buffer.concat(parts).toString('utf8');
          mails.push({ to: session.envelope.rcptTo[0]?.address ?? '', raw, text: unwrapped(raw) });
          done();
          arrivals.emit('mail');
        });
      },
    });
    // A client that breaks off is its own affair; the test says what must have arrived.
    server.on('error', () => {});
    server.listen(0, '127.0.0.1');
    await once(server.server, 'listening');
    return new SmtpSink(server, arrivals, mails);
  }

  private constructor(server: SMTPServer, arrivals: EventEmitter, mails: Mail[]) {
    this.#server = server;
    this.#arrivals = arrivals;
    this.mails = mails;
    this.url = `smtp://127.0.0.1:${((server.server as Server).address() as AddressInfo).port}`;
  }

  /** The mail number `n`, counted from 1, once it is there. */
  async mail(n: number): Promise<Mail> {
    while (this.mails.length < n) await once(this.#arrivals, 'mail');
    const found = this.mails[n - 1];
    if (found === undefined) throw new Error('no such mail');
    return found;
  }

  stop(): Promise<void> {
    return new Promise((resolve) => this.#server.close(resolve));
  }
}

/** Long lines as they were before they were wrapped for the way (RFC 2045, quoted-printable). */
function unwrapped(raw: string): string {
  return raw
    .replaceAll('=\r\n', '')
    .replaceAll(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
