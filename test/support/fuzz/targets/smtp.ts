import net from 'node:net';
import { type Duplex, duplexPair } from 'node:stream';
import { createEmailChannel } from '../../../../activities/channels/email/channel.ts';
import { mutateText, oddText } from '../mutate.ts';
import type { Random } from '../random.ts';
import { asBytes, holds, type Target } from '../target.ts';

/**
 * Replies of a mail server, as bytes, one for each thing it is told; after the last of them it closes the connection.
 * What it took counts as sent, what it may have taken as uncertain, and only what it surely did not take as anything
 * else.
 */

const REPLIES = ['220 mx ESMTP', '250-mx\r\n250 8BITMIME', '250 ok', '250 ok', '354 go on', '250 2.0.0 taken as 4711'];
const ODD = [
  ...['421 too busy', '451 not now', '552 not that', '550-no\r\n550 such user', '554 5.7.1 spam', '535 no', '503 what'],
  ...[
    '250',
    '250 ok\r\n250 ok',
    '354 go on\r\n250 taken',
    '250-ok',
    '',
    '25',
    '2500 ok',
    '999 ok',
    '100 wait',
    '-250 ok',
  ],
  ...[
    '250 💥',
    `250 ${'💥'.repeat(150)}`,
    '250 \0',
    '220 TLS\r\n',
    '250-mx\r\n250 STARTTLS',
    '250-mx\r\n550 ok',
    'HTTP/1.1 400',
  ],
];
const TEXT = 'Subject: Notice\r\n\r\nSomebody got in.\r\n.\r\n';
const TEXT_ON_THE_WIRE = TEXT.replace('\r\n.\r\n', '\r\n..\r\n');

/** After so many turns of the loop without a word, whoever is spoken to waits for more. */
const TURNS = 12;

export const target: Target = {
  make(random) {
    const replies = REPLIES.slice(0, random.oneIn(3) ? random.below(REPLIES.length) + 1 : REPLIES.length);
    const at = random.below(replies.length);
    replies[at] = otherReply(random, replies[at] ?? '');
    if (random.oneIn(6)) replies.push(random.pick(ODD));
    const ended = replies.map((reply) => (random.oneIn(40) ? reply : `${reply}${random.oneIn(30) ? '\n' : '\r\n'}`));
    return JSON.stringify({
      requireTLS: random.oneIn(12),
      replies: ended.map((reply) => Buffer.from(reply).toString('latin1')),
    });
  },

  async check(input) {
    const { requireTLS, replies }: { requireTLS: boolean; replies: string[] } = JSON.parse(input);
    const server = new Server(replies);
    net.connect = ((_options: unknown, connected: () => void) => server.connect(connected)) as typeof net.connect;
    const smtpUrl = `smtp://192.0.2.1${requireTLS ? '?requireTLS=true' : ''}`;
    const channel = createEmailChannel({ smtpUrl, from: 'Tocsin <tocsin@example.org>' });
    const result = await channel.sendRaw('dana@fjord.example', Buffer.from(TEXT));
    await channel.close();
    server.end();
    const { isTaken, answered, refusals } = server;
    if (result.status === 'sent') {
      // An empty line before it is none of a reply's, and takes nothing from it.
      holds(
        isTaken && /^[\r\n]*2\d\d(?:[ \r\n-]|$)/.test(answered ?? ''),
        `It counts as sent; the end of the message was answered ${answered}.`,
      );
      const { receipt } = result;
      holds(receipt.length <= 200 && receipt.isWellFormed(), `'${receipt}' is no receipt.`);
      return 'accepted';
    }
    holds(/^[\x20-\x7e]{1,200}$/.test(result.detail), `It is told as '${result.detail}'.`);
    holds(!requireTLS || !server.told.includes('MAIL'), 'Something was sent without TLS.');
    if (result.status === 'uncertain') {
      holds(server.told.includes('DATA'), 'It counts as uncertain, and no message was offered.');
      return 'refused';
    }
    holds(result.status !== 'refused' || refusals > 0, 'It counts as refused, and no reply says so.');
    // Of a reply with several codes, which none should have, nodemailer takes the last.
    const isSure = !isTaken || /^[45]\d\d(?:[ \r\n-]|$)/m.test(answered ?? '');
    holds(isSure, `It counts as ${result.status}, and its end was answered ${answered}.`);
    return 'refused';
  },
};

function otherReply(random: Random, reply: string): string {
  if (random.oneIn(3)) return random.pick(ODD);
  if (random.oneIn(3)) return `${reply.slice(0, 4)}${oddText(random)}`;
  return mutateText(random, reply);
}

/** The other end of a connection in memory. */
class Server {
  /** The first words of what it was told. */
  readonly told: string[] = [];
  /** Whether it has read the end of a message. */
  isTaken = false;
  /** Its whole answer to that. */
  answered: string | null = null;
  /** Replies that refuse for good, since somebody was named. */
  refusals = 0;
  readonly #replies: string[];
  #end: Duplex | null = null;
  #rest = '';
  #inData = false;
  #turns = 0;

  constructor(replies: readonly string[]) {
    this.#replies = [...replies];
  }

  connect(connected: () => void): net.Socket {
    const [ours, theirs] = duplexPair();
    this.#end = ours;
    const nothing = () => theirs;
    const socket = Object.assign(theirs, { setTimeout: nothing, setKeepAlive: nothing, setNoDelay: nothing });
    ours.on('data', (chunk: Buffer) => this.#read(chunk.toString('latin1'))).on('error', () => undefined);
    setImmediate(() => {
      connected();
      this.#say();
    });
    return socket as unknown as net.Socket;
  }

  end(): void {
    this.#end?.destroy();
  }

  #say(): void {
    const reply = this.#replies.shift();
    if (reply === undefined) return void this.#end?.end();
    if (/^5\d\d/m.test(reply) && this.told.includes('MAIL')) this.refusals += 1;
    if (this.isTaken) this.answered ??= reply;
    // nodemailer goes on with the message after any reply that is no refusal.
    this.#inData = this.told.at(-1) === 'DATA' && !this.isTaken && /^[23]/.test(reply);
    this.#turns = 0;
    if (reply !== '') this.#end?.write(asBytes(reply));
    this.#listen();
  }

  /** Whoever waits for more than was said is left. */
  #listen(): void {
    this.#turns += 1;
    if (this.#turns > TURNS) this.#end?.end();
    else setImmediate(() => this.#listen());
  }

  #read(text: string): void {
    this.#turns = Number.NEGATIVE_INFINITY;
    this.#rest += text;
    const end = this.#inData ? '\r\n.\r\n' : '\r\n';
    const at = this.#rest.indexOf(end);
    this.#turns = 0;
    if (at < 0) return;
    const line = this.#rest.slice(0, at);
    this.#rest = this.#rest.slice(at + end.length);
    if (this.#inData) {
      holds(`${line}\r\n` === TEXT_ON_THE_WIRE, `The message arrives as '${line}'.`);
      this.isTaken = true;
      this.#inData = false;
    } else this.told.push(line.split(' ')[0] ?? '');
    this.#say();
  }
}
