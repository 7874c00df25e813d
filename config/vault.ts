import { z } from 'zod';
import { TocsinError } from '../domain/errors.ts';
import { SECOND_MS } from '../domain/time.ts';
import type { KeyService } from '../store/crypto/wrapped.ts';

export type VaultSettings = {
  /** Scheme, host and port. */
  url: string;
  token: string;
  /** Where the transit engine is mounted, and its key. */
  mount: string;
  key: string;
};

const ANSWER_MS = 10 * SECOND_MS;
const Encrypted = z.object({ data: z.object({ ciphertext: z.string() }) });
const Decrypted = z.object({ data: z.object({ plaintext: z.base64() }) });

/** The transit engine of HashiCorp Vault, or of OpenBao, as a key service (its HTTP API, version 1). */
export function vaultTransit({ url, token, mount, key }: VaultSettings): KeyService {
  async function ask<Answer>(what: 'encrypt' | 'decrypt', body: object, schema: z.ZodType<Answer>): Promise<Answer> {
    const path = [mount, what, key].map(encodeURIComponent).join('/');
    const asked = fetch(`${url}/v1/${path}`, {
      method: 'POST',
      headers: { 'x-vault-token': token, 'x-vault-request': 'true', 'content-type': 'application/json' },
      body: JSON.stringify(body),
      redirect: 'error',
      signal: AbortSignal.timeout(ANSWER_MS),
    });
    const answer = await asked.catch(() => undefined);
    if (answer === undefined) throw isAway('it does not answer');
    // Of a refusal the number says enough; its text may repeat what was sent.
    if (answer.status >= 500) throw isAway(`it answers ${answer.status}, as while it is sealed`);
    if (!answer.ok) throw refuses(what, answer.status);
    const parsed = schema.safeParse(await answer.json().catch(() => null));
    if (!parsed.success) throw isAway('what it answers is no answer of a transit engine');
    return parsed.data;
  }

  return {
    async wrap(plain) {
      const plaintext = Buffer.from(plain).toString('base64');
      return (await ask('encrypt', { plaintext }, Encrypted)).data.ciphertext;
    },
    async unwrap(ciphertext) {
      return Buffer.from((await ask('decrypt', { ciphertext }, Decrypted)).data.plaintext, 'base64');
    },
  };
}

function isAway(why: string): TocsinError {
  return new TocsinError('unavailable', `Vault cannot be asked for the keys: ${why}. Check TOCSIN_VAULT_URL.`);
}

function refuses(what: 'encrypt' | 'decrypt', status: number): TocsinError {
  return new TocsinError(
    'bad-input',
    `Vault refuses to ${what} (${status}): ${whyOf(what, status)}.`,
    'TOCSIN_KEYRING',
  );
}

function whyOf(what: 'encrypt' | 'decrypt', status: number): string {
  if (status === 403) return `TOCSIN_VAULT_TOKEN may not ${what} with TOCSIN_VAULT_KEY, or has run out`;
  if (status === 404) return 'there is no transit engine at TOCSIN_VAULT_MOUNT';
  return 'there is no TOCSIN_VAULT_KEY, or the keys in TOCSIN_KEYRING were not wrapped by it, or not at all';
}
