import { z } from 'zod';
import { COUNTERPARTY_KINDS } from '../../domain/dataflow.ts';
import { Identifier } from '../../domain/identifier.ts';
import { COMMAND_REFUSALS, findBreach } from '../../services/breach/command.ts';
import { foreignInRelease } from '../../services/release/foreign.ts';
import { letterOfRelease } from '../../services/release/letter.ts';
import { lettersByKind, lettersIn } from '../../services/release/letters.ts';
import { lookAtRelease, pageOfRelease } from '../../services/release/look.ts';
import { lastReleases, releaseNotices } from '../../services/release/release.ts';
import { LeftOutInput, StatementInput, saveLeftOut, saveStatement } from '../../services/release/save.ts';
import { askedOf } from '../http/asked.ts';
import { BreachParams, NoticeParams, reasons, wholeNumber } from '../http/params.ts';
import { withPeople } from '../http/people-known.ts';
import type { Routes } from '../http/route.ts';
import {
  LeftOutSaved,
  Recorded,
  ReleaseLetter,
  ReleaseLines,
  ReleaseLook,
  StatementSaved,
} from '../openapi/answers.ts';
import { BY_A_SECOND, operation, WriteHeaders } from '../openapi/operation.ts';
import { principalOf } from '../sign-in/authentication.ts';

const LinesQuery = z.strictObject({
  kind: z.enum(COUNTERPARTY_KINDS).optional(),
  system: Identifier.optional(),
  search: z.string().max(200).optional().describe('Part of the id or the name'),
  told: z.enum(['true', 'false']).optional().describe('Only those told, or only those left out'),
  after: z.string().max(200).optional().describe('`next` of the page before'),
  limit: wholeNumber(1, 200).default(50),
});
const digest = z.string().regex(/^[0-9a-f]{64}$/, 'a SHA-256 in hex, as the preview names it');
const revision = z.int().min(0);
const StatementBody = z.strictObject({ statement: StatementInput, over: revision });
const LeftOutBody = z.strictObject({ leftOut: LeftOutInput, over: revision });
const ReleaseBody = z.strictObject({
  sha256: digest,
  list: digest,
  seen: z.int().min(1),
  reasons: reasons.default(''),
  confirmed: z
    .literal(true)
    .optional()
    .describe('Words that may be in another language than their readers’ are right. Needed where any are `foreign`'),
});

/** What leaves for suppliers and customers: drafted, looked at, and released. */
export const releaseRoutes: Routes = (server, deps) => {
  const params = BreachParams;
  const headers = WriteHeaders;
  const url = '/breaches/:breachId/release';
  const about = (id: string, summary: string) => ({ id, summary, tag: 'communications' as const });

  const look = operation(
    {
      ...about('lookAtRelease', 'What would go to suppliers and customers, to how many, and what waits for a release'),
      answers: { 200: ReleaseLook },
      refusals: ['not-found'],
    },
    { params },
  );
  server.get(url, { schema: look }, async (request) => {
    const { role } = principalOf(request);
    const state = await findBreach(deps, request.params.breachId);
    const found = await lookAtRelease(deps, state, role);
    const { seen, statement, sha256, revision: over, listSha256: list, counts, leftOut, awaited, why: whyNot } = found;
    const { supplier: suppliers, customer: customers } = counts;
    const left = { leftOut: counts.leftOut, leftOutRevision: leftOut.revision, leftOutGroups: leftOut.groups };
    const byKind = await lettersByKind(deps, found);
    const foreign = await foreignInRelease(deps, found, byKind);
    const released = await lastReleases(deps, state);
    const known = { isReleased: found.isReleased, released, letters: lettersIn(byKind), foreign };
    const shown = { seen, statement, sha256, revision: over, list, suppliers, customers, ...left, awaited, whyNot };
    return withPeople(deps, { ...shown, ...known });
  });

  const lines = operation(
    {
      ...about('listRelease', 'Whom a release would tell, and whom it leaves out, in order of their ids'),
      answers: { 200: ReleaseLines },
      refusals: ['not-found'],
    },
    { params, querystring: LinesQuery },
  );
  server.get(`${url}/counterparties`, { schema: lines }, async (request) => {
    const found = await lookAtRelease(deps, await findBreach(deps, request.params.breachId));
    const { told, after, limit, ...filter } = request.query;
    const isTold = told === undefined ? undefined : told === 'true';
    const page = await pageOfRelease(deps, found, { ...filter, told: isTold }, { after, limit });
    return { total: page.total, counterparties: page.lines, next: page.next };
  });

  const letter = operation(
    {
      ...about('readReleaseLetter', 'The exact letter that one of them would get, rendered as it is sent'),
      answers: { 200: ReleaseLetter },
      refusals: ['not-found'],
    },
    { params: NoticeParams },
  );
  server.get(`${url}/counterparties/:counterparty`, { schema: letter }, async (request) => {
    const { breachId, counterparty } = request.params;
    return letterOfRelease(deps, await lookAtRelease(deps, await findBreach(deps, breachId)), counterparty);
  });

  const save = operation(
    {
      ...about('saveStatement', 'Save what suppliers and customers read, over the revision that was edited'),
      description:
        'Nothing goes out by it. Somebody who saved meanwhile is not overwritten: that is refused as `stale`. ' +
        'Without `language` in the statement it is that of `Content-Language`.',
      answers: { 200: StatementSaved },
      refusals: [...COMMAND_REFUSALS, 'content-refused'],
    },
    { params, body: StatementBody, headers },
  );
  server.put(`${url}/statement`, { schema: save }, async (request) =>
    saveStatement(deps, askedOf(request), { breachId: request.params.breachId, ...request.body }),
  );

  const leave = operation(
    {
      ...about('saveLeftOut', 'Say who is left out of the release and why: all of them, each time'),
      answers: { 200: LeftOutSaved },
      refusals: ['not-found', 'stale', 'unknown-counterparty'],
    },
    { params, body: LeftOutBody, headers },
  );
  server.put(`${url}/left-out`, { schema: leave }, async (request) =>
    saveLeftOut(deps, askedOf(request), { breachId: request.params.breachId, ...request.body }),
  );

  const release = operation(
    {
      ...about('releaseNotices', 'Release exactly what was looked at: notices to suppliers and customers go out'),
      description: `What has changed since is named, and nothing is sent. ${BY_A_SECOND}`,
      answers: { 200: Recorded },
      refusals: [...COMMAND_REFUSALS, 'awareness-missing', 'forbidden', 'four-eyes'],
    },
    { params, body: ReleaseBody, headers },
  );
  server.post(url, { schema: release }, async (request) => {
    const { confirmed = false, ...seen } = request.body;
    return releaseNotices(deps, askedOf(request), { breachId: request.params.breachId, ...seen, confirmed });
  });
};
