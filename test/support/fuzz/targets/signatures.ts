import { createHmac } from 'node:crypto';
import { signAlert } from '../../../../detection/signature.ts';
import { TOCSIN_SIGNATURE } from '../../../../detection/verify/verification.ts';
import { verifyRequest } from '../../../../detection/verify/verifier.ts';
import { toInstant } from '../../../../domain/time.ts';
import { mutateText } from '../mutate.ts';
import { asBytes, holds, read, type Target } from '../target.ts';

/** The signature of an alert. The first line of an input is the header, the rest the body; now is always the same. */

const SECRET = 'the-secret-of-one-source';
const NOW_MS = Date.UTC(2026, 10, 24, 8, 40);
const BODY = '{"id":"b0c1","severity":8}';

export const target: Target = {
  make(random) {
    const at = toInstant(NOW_MS + random.pick([0, 1, -1, 299, 300, 301, -299, -300, -301, 86_400, -1e6]) * 1_000);
    const signature = signAlert(random.oneIn(9) ? `${SECRET}x` : SECRET, asBytes(BODY), at);
    const header = random.oneIn(3) ? mutateText(random, signature, true) : signature;
    return `${header.replaceAll('\n', ' ')}\n${random.oneIn(5) ? mutateText(random, BODY, true) : BODY}`;
  },

  async check(input) {
    const cut = input.indexOf('\n');
    const [header, body] = [input.slice(0, cut), asBytes(input.slice(cut + 1))];
    const sent = { headers: { 'x-tocsin-signature': header }, body };
    const trust = { now: toInstant(NOW_MS), secrets: [SECRET] };
    const found = await read(() => verifyRequest([TOCSIN_SIGNATURE], sent, trust));
    const parts = header.split(',').map((part) => part.trim());
    const t = parts.find((part) => part.startsWith('t='))?.slice(2) ?? '';
    const made = createHmac('sha256', SECRET)
      .update(Buffer.concat([Buffer.from(`${t}.`), body]))
      .digest('hex');
    const isGiven = parts.some((part) => part.toLowerCase() === `v1=${made}` && part.startsWith('v1='));
    const isRight = isGiven && /^\d+$/.test(t) && Math.abs(Number(t) * 1_000 - NOW_MS) <= 300_000;
    holds((found !== null) === isRight, isRight ? 'A right signature is refused.' : 'A wrong signature is taken.');
    return found === null ? 'refused' : 'accepted';
  },
};
