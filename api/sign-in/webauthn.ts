import { isIP } from 'node:net';
import {
  generateAuthenticationOptions,
  generateRegistrationOptions,
  type PublicKeyCredentialCreationOptionsJSON,
  type PublicKeyCredentialRequestOptionsJSON,
  verifyAuthenticationResponse,
  verifyRegistrationResponse,
} from '@simplewebauthn/server';
import { COSEALG, decodeAttestationObject, decodeClientDataJSON, isoBase64URL } from '@simplewebauthn/server/helpers';
import { z } from 'zod';
import { MINUTE_MS } from '../../domain/time.ts';
import type { Credential } from '../../store/auth/passkeys.ts';

/**
 * What Tocsin asks of a passkey (W3C, Web Authentication Level 3): that its device asks who uses it, since it stands
 * for both factors; that it is found without an address; and nothing about which device it is.
 */

/** For whom passkeys are made: the name of this server, and the origin of its pages. */
export type RelyingParty = { id: string; origin: string };

/** How long a device has for its answer. */
export const ANSWER_MS = 5 * MINUTE_MS;
const ALGORITHMS = [COSEALG.EdDSA, COSEALG.ES256, COSEALG.RS256];
/** Formats of attestation that name no maker: nobody's certificates are read, nor what they lead to. */
const FORMATS: readonly string[] = ['none', 'packed'];

/** Null where browsers take no passkeys: for a network address, and without https but on the machine itself. */
export function relyingPartyOf(publicUrl: string): RelyingParty | null {
  const { hostname, protocol, origin } = new URL(publicUrl);
  const isAddress = isIP(hostname.replaceAll(/[[\]]/g, '')) !== 0;
  return isAddress || (protocol !== 'https:' && hostname !== 'localhost') ? null : { id: hostname, origin };
}

/** What the browser of a user makes a passkey from. @param known names of those that the user has */
export function newPasskeyOptions(
  { id: rpID }: RelyingParty,
  { id, name, email }: { id: string; name: string; email: string },
  known: readonly string[],
): Promise<PublicKeyCredentialCreationOptionsJSON> {
  return generateRegistrationOptions({
    ...{ rpName: 'Tocsin', rpID, timeout: ANSWER_MS, attestationType: 'none', supportedAlgorithmIDs: ALGORITHMS },
    ...{ userID: new Uint8Array(Buffer.from(id)), userName: email, userDisplayName: name },
    excludeCredentials: known.map((credentialId) => ({ id: credentialId })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/** What the browser of nobody knows whom has a passkey sign. */
export function signInOptions({ id: rpID }: RelyingParty): Promise<PublicKeyCredentialRequestOptionsJSON> {
  return generateAuthenticationOptions({ rpID, timeout: ANSWER_MS, userVerification: 'required' });
}

const bytes = z.string().regex(/^[\w-]+$/);
const answerWith = <Shape extends z.ZodRawShape>(response: Shape) =>
  z
    .object({
      id: bytes.max(1_400),
      rawId: bytes.max(1_400),
      type: z.literal('public-key'),
      response: z.object({ clientDataJSON: bytes, ...response }),
    })
    // What extensions say decides nothing here.
    .transform((answer) => ({ ...answer, clientExtensionResults: {} }));
const Made = answerWith({ attestationObject: bytes });
const Signed = answerWith({ authenticatorData: bytes, signature: bytes, userHandle: bytes });

type Answer<Kind> = { answer: Kind; challenge: string };

/** What a browser answers when it has made a passkey, as it was sent (JSON); null for anything else. */
export const readMade = (given: string) => read(Made, given);
/** What a browser answers when a passkey has signed, as it was sent (JSON); null for anything else. */
export const readSigned = (given: string) => read(Signed, given);

function read<Schema extends typeof Made | typeof Signed>(
  schema: Schema,
  given: string,
): Answer<z.output<Schema>> | null {
  try {
    const answer = schema.parse(JSON.parse(given)) as z.output<Schema>;
    const { challenge, crossOrigin } = decodeClientDataJSON(answer.response.clientDataJSON);
    // Our pages stand in nobody's frame.
    return typeof challenge !== 'string' || crossOrigin === true ? null : { answer, challenge };
  } catch {
    return null;
  }
}

/** The credential that was made for this challenge; null where anything about it is not as it was asked for. */
export async function verifyMade(
  { id, origin }: RelyingParty,
  { answer, challenge }: Answer<z.output<typeof Made>>,
): Promise<Credential | null> {
  try {
    const attestation = decodeAttestationObject(isoBase64URL.toBuffer(answer.response.attestationObject));
    if (!FORMATS.includes(attestation.get('fmt')) || attestation.get('attStmt').get('x5c') !== undefined) return null;
    const { verified, registrationInfo } = await verifyRegistrationResponse({
      ...{ response: answer, expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: id },
      ...{ requireUserVerification: true, supportedAlgorithmIDs: ALGORITHMS },
    });
    if (!verified) return null;
    const { id: credentialId, publicKey, counter } = registrationInfo.credential;
    return { credentialId, publicKey: isoBase64URL.fromBuffer(publicKey), counter };
  } catch {
    return null;
  }
}

/**
 * How often its device has signed with a passkey, where it signed this challenge just now; null where anything about
 * that is not as it was asked for. Whether it counted on is for whoever knows the count of before.
 */
export async function verifySigned(
  { id, origin }: RelyingParty,
  { answer, challenge }: Answer<z.output<typeof Signed>>,
  { userId, publicKey }: { userId: string; publicKey: string },
): Promise<number | null> {
  // Nobody said before who they are: the device does, and must mean the owner of the passkey (7.2, step 6).
  if (answer.response.userHandle !== Buffer.from(userId).toString('base64url')) return null;
  try {
    const { verified, authenticationInfo } = await verifyAuthenticationResponse({
      ...{ response: answer, expectedChallenge: challenge, expectedOrigin: origin, expectedRPID: id },
      requireUserVerification: true,
      // The library compares counts before it looks at the signature: from 0 on it takes every count.
      credential: { id: answer.id, publicKey: isoBase64URL.toBuffer(publicKey), counter: 0 },
    });
    return verified ? authenticationInfo.newCounter : null;
  } catch {
    return null;
  }
}
