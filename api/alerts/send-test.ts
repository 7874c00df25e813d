import { readdirSync, readFileSync } from 'node:fs';
import { signAlert } from '../../detection/signature.ts';
import type { AlertSource } from '../../detection/source.ts';
import { TocsinError } from '../../domain/errors.ts';
import type { ApiDeps } from '../deps.ts';
import { receiveAlert } from './receive.ts';

const SOURCES = new URL('../../detection/sources/', import.meta.url);

/**
 * Sends one of the source's examples, invented data in the vendor's form, as a sender would: signed with the newest
 * secret that holds, and taken in by what takes in every alert. It opens nothing.
 *
 * @returns its reference
 * @throws TocsinError `conflict` where no secret holds; as {@link receiveAlert} where it is not taken
 */
export async function sendTest(
  deps: ApiDeps,
  source: AlertSource,
  { requestId, ip }: { requestId: string; ip: string },
): Promise<string> {
  const { secrets } = await deps.trusted.of(source.name);
  const secret = secrets.findLast(({ id }) => id !== 'settings') ?? secrets[0];
  if (secret === undefined) {
    const message = 'A test is signed with a secret of this source, and none holds. Make one first.';
    throw new TocsinError('conflict', message, 'secret', { why: 'no-secret' });
  }
  const raw = exampleOf(source);
  const headers = {
    'content-type': 'application/json',
    'x-tocsin-signature': signAlert(secret.secret, raw, deps.clock()),
  };
  const sent = { source, principal: null, headers, raw, requestId, ip, isTest: true as const };
  return (await receiveAlert(deps, sent))._id;
}

function exampleOf({ name, own }: AlertSource): Buffer {
  if (own !== undefined) return Buffer.from(JSON.stringify(own.example));
  const folder = new URL(`${name}/fixtures/`, SOURCES);
  const [first] = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .toSorted();
  if (first === undefined) throw new Error(`The source ${name} has no example.`);
  return readFileSync(new URL(first, folder));
}
