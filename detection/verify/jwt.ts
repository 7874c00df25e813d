import { errors, jwtVerify } from 'jose';
import { toMs } from '../../domain/time.ts';
import { headerOf, refusal } from './refusal.ts';
import type { Jwt, SentRequest, Trust } from './verification.ts';

const WHERE = 'authorization';
/** By how much two clocks may differ. */
const TOLERANCE_SECONDS = 60;

/** Checks a bearer token by the keys that its issuer publishes, for our audience and from a trusted account. */
export async function verifyJwt({ issuers, jwksUrl }: Jwt, request: SentRequest, trust: Trust): Promise<void> {
  const { audience, senders = [], keySet, now } = trust;
  if (audience === undefined || senders.length === 0 || keySet === undefined) {
    throw refusal(WHERE, 'cannot be checked: no audience and no sender are set up for this source');
  }
  const [, token = ''] = /^bearer +([\w.~+/=-]{1,8192})$/i.exec(headerOf(request, WHERE) ?? '') ?? [];
  let payload: Record<string, unknown>;
  try {
    ({ payload } = await jwtVerify(token, keySet(jwksUrl), {
      issuer: [...issuers],
      audience,
      algorithms: ['RS256', 'ES256'],
      clockTolerance: TOLERANCE_SECONDS,
      currentDate: new Date(toMs(now)),
      requiredClaims: ['exp', 'iat'],
    }));
  } catch (error) {
    if (error instanceof errors.JOSEError) throw refusal(WHERE, `is not a token that holds (${error.code})`);
    throw error;
  }
  if (payload.email_verified !== true || !senders.includes(String(payload.email))) {
    throw refusal(WHERE, 'is of an account that is not trusted to send alerts');
  }
}
