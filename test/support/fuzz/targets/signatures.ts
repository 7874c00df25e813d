import { createHmac } from 'node:crypto';
import { signAlert, verifySignature } from '../../../../detection/signature.ts';
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
    const found = await read(() => verifySignature(SECRET, header, body, toInstant(NOW_MS)));
    const [, t = '', given = ''] = /^\s*t=([0-9]+),v1=([0-9a-f]+)\s*$/.exec(header) ?? [];
    const made = createHmac('sha256', SECRET)
      .update(Buffer.concat([Buffer.from(`${t}.`), body]))
      .digest('hex');
    const isRight = given === made && Math.abs(Number(t) * 1_000 - NOW_MS) <= 300_000;
    holds((found !== null) === isRight, isRight ? 'A right signature is refused.' : 'A wrong signature is taken.');
    return found === null ? 'refused' : 'accepted';
  },
};
