import { describe, expect, it } from '@jest/globals';
import type { CommandBody } from '../domain/breach/commands.ts';
import { mayAsk } from '../domain/breach/decide.ts';
import { ROLES } from '../domain/roles.ts';
import { mayCall } from './route-access.ts';

const LINK_PAGE = 'POST /desk/breaches/:breachId/notices/:counterparty';

/** Where each command of a person is asked, by a program and on a page. */
const ASKED_AT: readonly [CommandBody['type'], ...string[]][] = [
  ['amend-facts', 'PATCH /breaches/:breachId/facts', 'POST /desk/breaches/:breachId/facts/confirmation'],
  ['record-awareness', 'POST /breaches/:breachId/awareness', 'POST /desk/breaches/:breachId/awareness'],
  ['decide-risk', 'POST /breaches/:breachId/decisions', 'POST /desk/breaches/:breachId/decisions'],
  ['waive-obligation', 'POST /desk/breaches/:breachId/obligations/:obligation'],
  ['approve-filing', 'POST /breaches/:breachId/filings/:obligation/approval'],
  [
    'record-receipt',
    'POST /breaches/:breachId/filings/:obligation/versions/:version/receipt',
    'POST /desk/breaches/:breachId/filings/:obligation/versions/:version/receipt',
  ],
  ['file', 'POST /breaches/:breachId/filings', 'POST /desk/breaches/:breachId/filings/:obligation/receipt'],
  ['draft-campaign', 'POST /breaches/:breachId/campaigns', 'POST /desk/breaches/:breachId/campaigns'],
  ['approve-campaign', 'POST /breaches/:breachId/campaigns/:campaign/approval'],
  ['stop-communication', 'POST /breaches/:breachId/communications/:communication/stop'],
  ['revoke-link', 'POST /breaches/:breachId/notices/:counterparty/link/revoke', LINK_PAGE],
  ['reissue-link', 'POST /breaches/:breachId/notices/:counterparty/link/reissue', LINK_PAGE],
  ['close', 'POST /breaches/:breachId/closing', 'POST /desk/breaches/:breachId/closing'],
  ['reopen', 'POST /breaches/:breachId/reopening', 'POST /desk/breaches/:breachId/reopening'],
  [
    'propose-reopening',
    'POST /breaches/:breachId/reopening/proposal',
    'POST /desk/breaches/:breachId/reopening/proposal',
  ],
  ['take', 'POST /breaches/:breachId/take', 'POST /desk/breaches/:breachId/take'],
  ['hand-over', 'POST /breaches/:breachId/hand-over', 'POST /desk/breaches/:breachId/hand-over'],
  ['record-suspicion', 'POST /breaches/:breachId/suspicion', 'POST /desk/breaches/:breachId/suspicion'],
  ['move-findings', 'POST /breaches/:breachId/findings/move', 'POST /desk/breaches/:breachId/alerts/move'],
  ['triage', 'POST /breaches/:breachId/triage', 'POST /desk/breaches/:breachId/triage'],
];

describe('a route that asks something of a breach', () => {
  it.each(ASKED_AT)('%s lets in those whom the breach hears, and nobody else', (type, ...routes) => {
    for (const route of routes) {
      expect([route, ROLES.filter((role) => mayCall(role, route))]).toEqual([
        route,
        ROLES.filter((role) => mayAsk(type, role)),
      ]);
    }
  });
});
