import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { holdsContent, ROUTE_ACCESS } from '../../api/route-access.ts';
import type { Role } from '../../domain/roles.ts';
import { openWorld, type World } from '../support/world.ts';

/** These tell that a breach is there and whether its chain holds, and nobody's words: auditors work with them. */
const BY_REFERENCE_ALONE = ['GET /audit', 'GET /desk/audit', 'GET /desk/audit.csv', 'GET /desk/audit/verification'];
const GOES_ON = ['GET /desk/live'];

let world: World;
let samples: Record<string, string>;
beforeAll(async () => {
  world = await openWorld();
  const { json } = await world.api.call('responder', 'GET', '/reports');
  const [own] = json.reports as { reference: string }[];
  samples = {
    breachId: world.breachId,
    obligation: 'gdpr-art33-1-authority',
    campaign: '1',
    version: '1',
    format: 'odt',
    counterparty: 'deskwell',
    reference: String(own?.reference),
    regime: 'gdpr',
    key: 'k'.repeat(43),
    user: 'nobody',
    file: 'none',
    kind: 'paper',
    list: 'none',
    source: 'okta',
    section: 'company',
  };
});
afterAll(() => world.stop());

const ID: Record<string, string> = { systems: 'support-console', customers: 'harbour-books' };

function addressOf(route: string): string {
  const url = route.replace('GET ', '');
  return url.replaceAll(/:(\w+)/g, (_, name: string) => {
    if (name === 'id') return ID[url.split('/').at(-2) ?? ''] ?? 'deskwell';
    const sample = samples[name];
    if (sample === undefined) throw new Error(`${route}: give a sample for :${name}.`);
    return sample;
  });
}

it('every route that tells anybody of a breach has the look on record', async () => {
  const telling: string[] = [];
  const closed = Object.entries(ROUTE_ACCESS).flatMap(([route, access]) =>
    access.kind === 'public' || !route.startsWith('GET ') || GOES_ON.includes(route)
      ? []
      : [{ route, roles: access.roles }],
  );
  for (const { route, roles } of closed) {
    // Once one role has been told, the others need not be asked.
    for (const role of roles as readonly Role[]) {
      const { body } = await world.api.call(role, 'GET', addressOf(route));
      if (!/\b(?:TOC|EX)-2026-/.test(body)) continue;
      telling.push(route);
      break;
    }
  }
  expect(telling).toContain('GET /counterparties/:id/notices');
  const unrecorded = telling.filter((route) => !holdsContent('GET', route.replace('GET ', '')));
  expect(unrecorded).toEqual(BY_REFERENCE_ALONE);
});
