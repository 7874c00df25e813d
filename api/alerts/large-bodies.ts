import type { IncomingHttpHeaders } from 'node:http';
import { type Readable, Transform, type TransformCallback } from 'node:stream';
import { finished } from 'node:stream/promises';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { AlertSource } from '../../detection/source.ts';
import { signedBy, verifyRequest } from '../../detection/verify/verifier.ts';
import { TocsinError } from '../../domain/errors.ts';
import { MOST_ALERT_BYTES } from '../../intake/alert-inbox.ts';
import { MOST_READ_BYTES } from '../../store/alert-record.ts';
import { noteTooLarge } from '../../store/alert-sources.ts';
import type { ApiDeps } from '../deps.ts';
import { proveByHead, requireOn } from './receive.ts';

/**
 * Bodies that are more than is read, and kept all the same. Whoever proves itself in a header does so before a byte of
 * it is read; what a signature proves has to be read first. Of either only a few are held in memory at once, counted
 * apart: strangers who sign wrongly keep nobody from sending who is known.
 */
const MOST_AT_ONCE = { proved: 2, unproved: 1 };
const RETRY_AFTER_S = 10;

type Deps = Pick<ApiDeps, 'store' | 'clock' | 'limits' | 'log' | 'trusted' | 'vendors'>;

export type LargeBodies = {
  /**
   * The body to be read, as a `preParsing` hook takes it. Small ones, which say how long they are, pass as they came.
   *
   * @throws TocsinError `too-large` over what is kept, which is counted; `unavailable` where as many as may be are
   *   read; as `receiveAlert` for a stranger, and for a source that is switched off
   */
  admit(source: AlertSource, request: FastifyRequest, reply: FastifyReply, payload: Readable): Promise<Readable>;
};

export function createLargeBodies(deps: Deps): LargeBodies {
  const held = { proved: 0, unproved: 0 };

  async function hold(source: AlertSource, request: FastifyRequest, reply: FastifyReply): Promise<Held> {
    const isProved = request.principal !== null || (await proveByHead(deps, source, request));
    if (!isProved) await requireSigned(deps, source, request.headers);
    requireOn(source, await deps.trusted.of(source.name));
    const kind = isProved ? 'proved' : 'unproved';
    if (held[kind] >= MOST_AT_ONCE[kind]) {
      const message =
        `As many bodies over ${MOST_READ_BYTES} bytes as are read at once are being read. ` +
        `Nothing was kept: send it again in ${RETRY_AFTER_S} s.`;
      throw new TocsinError('unavailable', message, 'body', { retryAfter: RETRY_AFTER_S });
    }
    held[kind] += 1;
    const release = () => {
      held[kind] -= 1;
    };
    finished(reply.raw).then(release, release);
    return { isProved };
  }

  /** It is counted, and refused. `size`: in bytes, where its sender said so. */
  async function refuse({ name }: AlertSource, isProved: boolean, size: number | null): Promise<TocsinError> {
    try {
      await noteTooLarge(deps.store, name, { at: deps.clock(), size, isProved });
    } catch (error) {
      deps.log.warn({ error, source: name }, 'a body that was too large could not be counted');
    }
    const message = `The body has more than ${MOST_ALERT_BYTES} bytes (32 MiB) and was not kept. Send smaller batches.`;
    return new TocsinError('too-large', message, 'body');
  }

  /** One that says how long it is. */
  async function requireRoom(source: AlertSource, request: FastifyRequest, reply: FastifyReply, length: number) {
    try {
      const { isProved } = await hold(source, request, reply);
      if (length > MOST_ALERT_BYTES) throw await refuse(source, isProved, length);
    } catch (error) {
      // Nothing more of it is read.
      reply.header('connection', 'close');
      throw error;
    }
  }

  return {
    async admit(source, request, reply, payload) {
      const length = lengthOf(request.headers);
      if (length === null) {
        const onLarge = () => hold(source, request, reply);
        const onTooLarge = ({ isProved }: Held) => refuse(source, isProved, null);
        const measured = new Measured({ onLarge, onTooLarge });
        payload.once('error', (error) => measured.destroy(error));
        return payload.pipe(measured);
      }
      if (length > MOST_READ_BYTES) await requireRoom(source, request, reply, length);
      return payload;
    },
  };
}

/** What is signed may be large and unproved, where a secret is set by which it can be checked once it is read. */
async function requireSigned(
  { clock, trusted }: Deps,
  source: AlertSource,
  headers: IncomingHttpHeaders,
): Promise<void> {
  const signed = signedBy(source.verify, headers);
  if (signed.length === 0) {
    const message =
      `A body over ${MOST_READ_BYTES} bytes is taken from who proves itself in a header, or signs it: ` +
      'send a token of role alert-source, or a secret of this source.';
    throw new TocsinError('unauthenticated', message, 'authorization');
  }
  const { secrets } = await trusted.of(source.name);
  if (secrets.length > 0) return;
  await verifyRequest(signed, { headers, body: Buffer.alloc(0) }, { now: clock(), secrets: [] });
}

type Held = { isProved: boolean };

/** A body that does not say how long it is: counted as it comes. */
class Measured extends Transform {
  #size = 0;
  #held: Held | null = null;
  readonly #on: { onLarge(): Promise<Held>; onTooLarge(held: Held): Promise<TocsinError> };

  constructor(on: { onLarge(): Promise<Held>; onTooLarge(held: Held): Promise<TocsinError> }) {
    super();
    this.#on = on;
  }

  override _transform(chunk: Buffer, _: BufferEncoding, done: TransformCallback): void {
    this.#size += chunk.length;
    if (this.#size <= MOST_READ_BYTES) done(null, chunk);
    else
      this.#take().then(
        () => done(null, chunk),
        (error: Error) => done(error),
      );
  }

  async #take(): Promise<void> {
    this.#held ??= await this.#on.onLarge();
    if (this.#size > MOST_ALERT_BYTES) throw await this.#on.onTooLarge(this.#held);
  }
}

/** Null where it does not say. */
function lengthOf({ 'content-length': length }: IncomingHttpHeaders): number | null {
  return length === undefined ? null : Number(length);
}
