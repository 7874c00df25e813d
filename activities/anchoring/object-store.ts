import { AwsClient } from 'aws4fetch';
import { type ChainHead, headText, sha256Of } from '../../domain/audit/chain.ts';
import { TocsinError } from '../../domain/errors.ts';
import { SECOND_MS } from '../../domain/time.ts';
import type { AnchorPlace } from './place.ts';

const ANSWER_MS = 20 * SECOND_MS;

export type ObjectStoreOptions = {
  /** Where objects go, with the bucket and, if wanted, a prefix: `https://s3.example/bucket/tocsin`. */
  url: string;
  region: string;
  accessKeyId: string;
  secretAccessKey: string;
};

/**
 * An object store that speaks S3, best one that keeps objects from being replaced (object lock): `<number>.head` is the
 * head as text, `<number>.tst` its time-stamp token.
 */
export function createObjectStore({ url, ...credentials }: ObjectStoreOptions): AnchorPlace {
  const client = new AwsClient({ ...credentials, service: 's3', retries: 0 });
  const ask = async (name: string, method: 'GET' | 'PUT', body?: Uint8Array) => {
    const headers = {
      'x-amz-content-sha256': sha256Of(body ?? ''),
      ...(method === 'PUT' && { 'content-type': 'application/octet-stream', 'if-none-match': '*' }),
    };
    const content = body === undefined ? {} : { body: Buffer.from(body) };
    const signal = AbortSignal.timeout(ANSWER_MS);
    try {
      const answer = await client.fetch(`${url.replace(/\/$/, '')}/${name}`, { method, headers, ...content, signal });
      // Byte by byte: as text, a mark at its start would be left out.
      return { status: answer.status, text: Buffer.from(await answer.arrayBuffer()).toString('latin1') };
    } catch (error) {
      const cause = error instanceof Error ? (error.cause as { code?: unknown } | undefined) : undefined;
      throw away(String(cause?.code ?? (error instanceof Error ? error.name : 'error')));
    }
  };

  /** Whether it is kept now; false where something of this name was there. */
  async function put(name: string, body: Uint8Array): Promise<boolean> {
    const { status } = await ask(name, 'PUT', body);
    if (status === 412) return false;
    if (status < 200 || status > 299) throw away(`HTTP ${status}`);
    return true;
  }

  return {
    name: 'object-store',
    async keep(head: ChainHead, token) {
      const name = String(head.seq).padStart(12, '0');
      if (!(await put(`${name}.head`, Buffer.from(headText(head))))) {
        const { status, text } = await ask(`${name}.head`, 'GET');
        if (status !== 200) throw away(`HTTP ${status}`);
        if (text !== headText(head)) {
          throw new TocsinError('conflict', `The object store keeps another head of number ${head.seq}.`);
        }
      }
      if (token !== null) await put(`${name}.tst`, token);
    },
  };
}

function away(why: string): TocsinError {
  return new TocsinError('unavailable', `The object store did not keep the journal's head (${why}).`);
}
