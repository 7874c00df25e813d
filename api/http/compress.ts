import { randomBytes, randomInt } from 'node:crypto';
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';
import type { FastifyInstance } from 'fastify';

const zip = promisify(gzip);
/** Shorter pages fit into one packet as they are. */
const WORTH_BYTES = 1_400;
const MOST_NOISE_BYTES = 100;

/**
 * Sends pages compressed. Their forms carry a token that is masked anew for each (`csrf-mask.ts`), and the length of an
 * answer is blurred by a name of random length in its gzip header (RFC 1952, 2.3.1; "Heal the BREACH", 2022).
 */
export function compressPages(server: FastifyInstance): void {
  server.addHook('onSend', async (request, reply, payload) => {
    if (typeof payload !== 'string' || payload.length < WORTH_BYTES) return payload;
    if (!String(reply.getHeader('content-type') ?? '').startsWith('text/html')) return payload;
    reply.header('vary', 'accept-encoding');
    if (!/\bgzip\b/.test(String(request.headers['accept-encoding'] ?? ''))) return payload;
    reply.header('content-encoding', 'gzip').removeHeader('content-length');
    return blur(await zip(payload));
  });
}

/** A gzip member with a file name of random length: its flag is the fourth byte, its place after the tenth. */
function blur(bytes: Buffer): Buffer {
  const HEADER_BYTES = 10;
  const FNAME = 0x08;
  const name = randomBytes(randomInt(MOST_NOISE_BYTES)).toString('hex');
  const head = Buffer.from(bytes.subarray(0, HEADER_BYTES));
  head.writeUInt8(head.readUInt8(3) | FNAME, 3);
  return Buffer.concat([head, Buffer.from(`${name}\0`, 'latin1'), bytes.subarray(HEADER_BYTES)]);
}
