import { createRemoteJWKSet, customFetch } from 'jose';
import { keepCertificates } from '../detection/verify/sns.ts';
import type { KeySet } from '../detection/verify/verification.ts';
import { TocsinError } from '../domain/errors.ts';
import { MINUTE_MS, SECOND_MS } from '../domain/time.ts';

/** What is asked of vendors while an alert is checked. Each address was found to be the vendor's before. */
export type Vendors = {
  /** The certificate at an address of Amazon SNS, as PEM. */
  fetchCertificate: (url: string) => Promise<string>;
  /** The keys that an identity provider publishes. */
  keySet: (jwksUrl: string) => KeySet;
  /** Confirms a subscription. */
  confirm: (url: string) => Promise<void>;
};

const TIMEOUT_MS = 5 * SECOND_MS;
const MOST_BYTES = 65_536;
/** A flood of alerts asks no vendor for more at once; and what is forged of one leaves the others their places. */
const MOST_AT_ONCE = 8;
/** How long keys of an identity provider are believed, and how soon they are asked for again for an unknown key. */
const KEYS = { cacheMaxAge: 10 * MINUTE_MS, cooldownDuration: 30 * SECOND_MS, timeoutDuration: TIMEOUT_MS };

/**
 * Asks vendors within limits: five seconds, 64 KiB, no redirects, eight of a kind at once. What was fetched is kept.
 *
 * @param fetch what asks; tests give another, which leaves this machine alone
 */
export function createVendors(fetch: typeof globalThis.fetch): Vendors {
  const keySets = new Map<string, KeySet>();

  /** One for each kind of thing asked for. */
  function createAsking(): (url: string) => Promise<Response> {
    let underWay = 0;
    return async (url) => {
      if (underWay >= MOST_AT_ONCE) throw away(url, 'as many are asked as may be at once');
      underWay += 1;
      try {
        return await ask(url);
      } finally {
        underWay -= 1;
      }
    };
  }

  async function ask(url: string): Promise<Response> {
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const answer = await fetch(url, { redirect: 'error', signal });
      const body = await bytesOf(answer);
      if (body === null) throw away(url, `its answer is larger than ${MOST_BYTES} bytes`);
      if (answer.status !== 200) throw away(url, `it answered ${answer.status}`);
      return new Response(new Uint8Array(body));
    } catch (error) {
      if (error instanceof TocsinError) throw error;
      throw away(url, 'it did not answer in time');
    }
  }

  const [askCertificate, askKeys, askConfirmation] = [createAsking(), createAsking(), createAsking()];
  return {
    fetchCertificate: keepCertificates(async (url) => (await askCertificate(url)).text()),
    keySet(url) {
      const known = keySets.get(url);
      if (known !== undefined) return known;
      const made = createRemoteJWKSet(new URL(url), { ...KEYS, [customFetch]: askKeys });
      keySets.set(url, made);
      return made;
    },
    async confirm(url) {
      await askConfirmation(url);
    },
  };
}

async function bytesOf({ body }: Response): Promise<Buffer | null> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of body ?? []) {
    size += chunk.length;
    // Leaving the loop ends the answer.
    if (size > MOST_BYTES) return null;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function away(url: string, why: string): TocsinError {
  const message = `The alert cannot be checked: of ${new URL(url).hostname}, ${why}. Send it again.`;
  return new TocsinError('unavailable', message);
}
