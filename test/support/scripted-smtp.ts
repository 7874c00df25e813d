import { once } from 'node:events';
import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import type { Certificate } from './certificate.ts';

/** Where in a session the server does something else than to go on. `body`: after the first bytes of the message. */
export type Phase = 'greeting' | 'EHLO' | 'STARTTLS' | 'AUTH' | 'MAIL' | 'RCPT' | 'DATA' | 'body' | 'dot';
/** Says nothing more, drops the connection, or answers with this line. */
export type Deed = 'silence' | 'break-off' | `${number} ${string}`;

const USUAL: Record<Phase, string> = {
  greeting: '220 scripted',
  EHLO: '250 scripted',
  STARTTLS: '454 no',
  AUTH: '235 welcome',
  MAIL: '250 ok',
  RCPT: '250 ok',
  DATA: '354 go on',
  body: '',
  dot: '250 taken',
};

export type Script = {
  deeds?: Partial<Record<Phase, Deed>>;
  extensions?: readonly string[];
  /** With one, STARTTLS is done where it is asked for; without, it is refused. */
  certificate?: Certificate;
  /** Every reply comes so many ms later. */
  lateMs?: number;
  /** From this session on, counted from 1, the deeds are done; before it, all is well. */
  fromSession?: number;
  /** After so many messages a session ends: with this line where one is given, else without a word. */
  endsAfter?: { messages: number; line?: string };
};

/** An SMTP server that breaks off, falls silent or answers as it is told, at one place of the session. */
export class ScriptedSmtp {
  /** Every command of every session, in order. */
  readonly commands: string[] = [];
  /** Those of them that whoever sits between could read. */
  readonly clear: string[] = [];
  /** Messages of which the end was read, whatever was answered. */
  taken = 0;
  sessions = 0;
  #open = new Set<Socket>();
  readonly #server: Server;

  static async start(script: Script = {}): Promise<ScriptedSmtp> {
    const server = new ScriptedSmtp(script);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  private constructor(script: Script) {
    this.#server = createServer((socket) => this.#serve(socket, script));
  }

  get address(): string {
    return `127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  get url(): string {
    return `smtp://${this.address}`;
  }

  /** Once no session is open any more. */
  async idle(): Promise<void> {
    for (const socket of this.#open) if (!socket.closed) await once(socket, 'close');
  }

  async stop(): Promise<void> {
    for (const socket of this.#open) socket.destroy();
    this.#server.close();
    await once(this.#server, 'close');
  }

  #serve(accepted: Socket, script: Script): void {
    const { deeds = {}, extensions = [], certificate, lateMs = 0, fromSession = 1, endsAfter } = script;
    let socket = accepted;
    this.#open.add(accepted);
    accepted.setNoDelay(true);
    accepted.on('close', () => this.#open.delete(accepted)).on('error', () => {});
    this.sessions += 1;
    const isUnwell = this.sessions >= fromSession;
    let messages = 0;
    let isMute = false;
    const say = (line: string) => {
      if (lateMs === 0) socket.write(`${line}\r\n`);
      else setTimeout(() => socket.write(`${line}\r\n`), lateMs);
    };
    const does = (phase: Phase) => {
      const deed = isUnwell ? deeds[phase] : undefined;
      if (deed === 'break-off') socket.destroy();
      else if (deed === 'silence') isMute = true;
      else if (deed !== undefined) {
        // A server that closes the session says so with 421 and then does.
        if (deed.startsWith('421')) socket.end(`${deed}\r\n`);
        else say(deed);
      } else if (phase === 'EHLO') {
        const lines = [USUAL.EHLO.slice(4), ...extensions];
        say(lines.map((line, n) => `250${n === lines.length - 1 ? ' ' : '-'}${line}`).join('\r\n'));
      } else if (phase !== 'body') say(USUAL[phase]);
      return deed === undefined || deed.startsWith('3') || deed.startsWith('2');
    };
    let rest = '';
    let inData = false;
    let isNamed = false;
    const encrypt = (identity: Certificate) => {
      accepted.write('220 go on\r\n');
      accepted.removeListener('data', read);
      socket = new TLSSocket(accepted, { isServer: true, ...identity });
      socket.on('data', read).on('error', () => {});
    };
    const read = (chunk: Buffer) => {
      if (isMute) return;
      rest += chunk.toString('latin1');
      for (;;) {
        if (inData) {
          if (rest === '') return;
          if (isUnwell && deeds.body !== undefined) {
            // Whatever it does now, it is not to take the rest of the message for commands.
            isMute = true;
            if (deeds.body === 'silence') socket.pause();
            does('body');
            return;
          }
          const end = rest.indexOf('\r\n.\r\n');
          if (end < 0) return;
          rest = rest.slice(end + 5);
          inData = false;
          this.taken += 1;
          messages += 1;
          does('dot');
          continue;
        }
        const end = rest.indexOf('\r\n');
        if (end < 0 || isMute || socket.destroyed) return;
        const line = rest.slice(0, end);
        rest = rest.slice(end + 2);
        this.commands.push(line);
        if (socket === accepted) this.clear.push(line);
        const word = line.split(' ')[0] as Phase | 'QUIT';
        if (word === 'QUIT') socket.end('221 bye\r\n');
        else if (word === 'MAIL' && endsAfter?.messages === messages) {
          socket.end(endsAfter.line === undefined ? '' : `${endsAfter.line}\r\n`);
          return;
        } else {
          if (word === 'DATA' && !isNamed) {
            say('503 to whom');
            continue;
          }
          if (word === 'STARTTLS' && certificate !== undefined && (!isUnwell || deeds.STARTTLS === undefined)) {
            encrypt(certificate);
            return;
          }
          const goesOn = does(word);
          if (word === 'MAIL' || word === 'RCPT') isNamed = word === 'RCPT' && goesOn;
          inData = word === 'DATA' && goesOn;
        }
      }
    };
    accepted.on('data', read);
    does('greeting');
  }
}
