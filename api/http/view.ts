import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { FastifyRequest } from 'fastify';
import { SECOND_MS, toMs } from '../../domain/time.ts';
import { pickLanguage, wordsOf } from '../../web/languages/index.ts';
import { PLACES, type Place } from '../../web/places.ts';
import type { View } from '../../web/view.ts';
import type { ApiDeps } from '../deps.ts';
import { mayCall } from '../route-access.ts';
import { principalOf } from '../sign-in/authentication.ts';
import { cookieOf } from './cookies.ts';
import { maskCsrf } from './csrf-mask.ts';
import { peopleKnown } from './people-known.ts';

/** What every page for people inside is shown with: who looks, in which language, and what this role may do. */
export async function viewOf(deps: ApiDeps, request: FastifyRequest): Promise<View> {
  const { name, role } = principalOf(request);
  const { organisation } = deps;
  const language = languageOf(deps, request);
  const places = (Object.keys(PLACES) as Place[]).filter((place) => mayCall(role, `GET ${PLACES[place]}`));
  return {
    now: deps.clock(),
    organisation,
    zone: organisation.zone,
    language,
    words: wordsOf(language),
    texts: deps.policy.texts,
    // Where the database is away, the page that says so needs no names.
    ...(await peopleKnown(deps).catch(() => ({ people: new Map<string, string>(), gone: new Set<string>() }))),
    viewer: { name: request.session?.displayName ?? name, role },
    asker: { by: name, isPerson: request.session !== null },
    places: places.filter((place) => place !== 'reports' || role === 'reporter'),
    may: (route) => mayCall(role, route),
    csrf: request.session === null ? '' : maskCsrf(request.session.csrf),
    newKey: randomUUID,
    ...(await whatIsAmiss(deps)),
  };
}

/** The visitor's choice, else what the browser asks for, else the organisation's language. */
export function languageOf(
  { organisation, publicUrl }: Pick<ApiDeps, 'organisation' | 'publicUrl'>,
  request: FastifyRequest,
): View['language'] {
  const chosen = cookieOf(request, 'language', publicUrl);
  return pickLanguage(chosen, request.headers['accept-language'], organisation.language);
}

const PROBE_MS = SECOND_MS;
const FRESH_MS = 2 * SECOND_MS;
type Amiss = Pick<View, 'away' | 'skew'>;
const probes = new WeakMap<ApiDeps['temporal'], { at: number; amiss: Promise<Amiss> }>();

/** Asked at most every two seconds, and given one: pages are wanted most when something is down. */
function whatIsAmiss(deps: ApiDeps): Promise<Amiss> {
  const { temporal, clock } = deps;
  const now = toMs(clock());
  const last = probes.get(temporal);
  if (last !== undefined && Math.abs(now - last.at) < FRESH_MS) return last.amiss;
  const amiss = probe(deps);
  probes.set(temporal, { at: now, amiss });
  return amiss;
}

async function probe({ temporal, skew }: ApiDeps): Promise<Amiss> {
  const soon = <T>(answer: Promise<T>) =>
    Promise.race([answer, delay(PROBE_MS, null, { ref: false })]).catch(() => null);
  const [engine, worker, difference] = await Promise.all([
    soon(temporal.ping().then(() => true)),
    soon(temporal.hasWorker()),
    soon(skew.read()),
  ]);
  const away = engine === null ? 'temporal' : worker === true ? null : 'worker';
  return { away, skew: difference };
}
