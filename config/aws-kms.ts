import { setTimeout as delay } from 'node:timers/promises';
import { AwsClient } from 'aws4fetch';
import { z } from 'zod';
import { TocsinError } from '../domain/errors.ts';
import { SECOND_MS } from '../domain/time.ts';
import type { KeyService } from '../store/crypto/wrapped.ts';

export type KmsSettings = {
  /** Scheme, host and port. */
  url: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
  /** Of temporary credentials. */
  sessionToken?: string | undefined;
  /** The ARN of the key, or of its alias. */
  key: string;
};

const ANSWER_MS = 10 * SECOND_MS;
/** Pauses before KMS is asked again that is busy. */
const PAUSES_MS = [200, 800, 2_000];
/** Bound to what it wraps, and shown in CloudTrail: a policy of the key may ask for it. */
const CONTEXT = { tocsin: 'keyring' };

const Encrypted = z.object({ CiphertextBlob: z.base64() });
const Decrypted = z.object({ Plaintext: z.base64() });
const Failure = z.object({ __type: z.string() });

/** AWS KMS as a key service (API of 2014-11-01: JSON 1.1 over HTTPS, signed by Signature Version 4). */
export function awsKms({ url, key: KeyId, ...credentials }: KmsSettings): KeyService {
  const client = new AwsClient({ ...credentials, service: 'kms' });

  async function ask<Answer>(what: Operation, body: object, schema: z.ZodType<Answer>): Promise<Answer> {
    const { response, code } = await patiently(what, { KeyId, EncryptionContext: CONTEXT, ...body });
    if (code !== null) throw refuses(what, code);
    const parsed = schema.safeParse(await response.json().catch(() => null));
    if (!parsed.success) throw isAway('what it answers is no answer of KMS');
    return parsed.data;
  }

  /** The answer, or the code by which it refuses. Whoever is only busy is asked again. */
  async function patiently(what: Operation, body: object): Promise<{ response: Response; code: string | null }> {
    for (let tries = 0; ; tries += 1) {
      const response = await post(what, JSON.stringify(body));
      const code = response.ok ? null : await codeOf(response);
      const isBusy = response.status >= 500 || (code !== null && BUSY.test(code));
      if (!isBusy) return { response, code };
      const pause = PAUSES_MS[tries];
      if (pause === undefined) throw isAway(`it answers ${code ?? response.status}`);
      await delay(pause);
    }
  }

  async function post(what: Operation, body: string): Promise<Response> {
    const headers = { 'content-type': 'application/x-amz-json-1.1', 'x-amz-target': `TrentService.${what}` };
    const signal = AbortSignal.timeout(ANSWER_MS);
    const signed = await client.sign(`${url}/`, { method: 'POST', headers, body, redirect: 'error', signal });
    const answer = await fetch(signed).catch(() => undefined);
    if (answer === undefined) throw isAway('it does not answer');
    return answer;
  }

  return {
    async wrap(plain) {
      const Plaintext = Buffer.from(plain).toString('base64');
      return (await ask('Encrypt', { Plaintext }, Encrypted)).CiphertextBlob;
    },
    async unwrap(CiphertextBlob) {
      return Buffer.from((await ask('Decrypt', { CiphertextBlob }, Decrypted)).Plaintext, 'base64');
    },
  };
}

type Operation = 'Encrypt' | 'Decrypt';

const BUSY =
  /^(?:Throttling|ThrottlingException|TooManyRequestsException|RequestLimitExceeded|DependencyTimeoutException)$/;

/** What each code means for whoever set Tocsin up. */
const MEANINGS: readonly [codes: RegExp, meaning: string][] = [
  [/^AccessDenied/, 'the access key may not do that with TOCSIN_KMS_KEY'],
  [
    /^(?:UnrecognizedClient|InvalidClientTokenId|InvalidSignature|SignatureDoesNotMatch|IncompleteSignature|ExpiredToken|MissingAuthentication)/,
    "TOCSIN_KMS_ACCESS_KEY_ID and its secret are not valid or have run out, or this machine's clock is wrong",
  ],
  [/^NotFound/, 'there is no such TOCSIN_KMS_KEY'],
  [/^(?:Disabled|KMSInvalidState|KeyUnavailable|InvalidKeyUsage)/, 'TOCSIN_KMS_KEY is disabled, or encrypts nothing'],
  [
    /^(?:IncorrectKey|InvalidCiphertext|Validation|Serialization)/,
    'the keys in TOCSIN_KEYRING were not wrapped by TOCSIN_KMS_KEY, or not at all',
  ],
];

/** The text of a refusal may repeat what was sent; its code does not. */
async function codeOf(response: Response): Promise<string> {
  const parsed = Failure.safeParse(await response.json().catch(() => null));
  const code = parsed.data?.__type.split('#').at(-1) ?? '';
  return /^\w{1,64}$/.test(code) ? code : String(response.status);
}

function isAway(why: string): TocsinError {
  return new TocsinError(
    'unavailable',
    `AWS KMS cannot be asked for the keys: ${why}. Check TOCSIN_KMS_KEY and TOCSIN_KMS_URL.`,
  );
}

function refuses(what: Operation, code: string): TocsinError {
  const [, meaning = 'see its documentation'] = MEANINGS.find(([codes]) => codes.test(code)) ?? [];
  return new TocsinError('bad-input', `AWS KMS refuses to ${what} (${code}): ${meaning}.`, 'TOCSIN_KEYRING');
}
