import { z } from 'zod';
import { TocsinError } from '../../domain/errors.ts';
import { diffVersions, type FilingVersion } from '../../domain/filing/versions.ts';
import { textInput } from '../../domain/text-input.ts';
import { COMMAND_REFUSALS, runCommand } from '../../services/breach/command.ts';
import { type Filing, readFiling } from '../../services/filing/read.ts';
import { askedOf } from '../http/asked.ts';
import { BreachParams, obligation, reasons, wholeNumber } from '../http/params.ts';
import type { Routes } from '../http/route.ts';
import { FilingVersion as Answer, FilingVersionList, Recorded } from '../openapi/answers.ts';
import { operation, WriteHeaders } from '../openapi/operation.ts';

const params = BreachParams.extend({ obligation });
const number = wholeNumber(1, 10_000);
const VersionParams = params.extend({ version: number });
const VersionQuery = z.strictObject({ against: number.optional().describe('Left out, it is the one before') });

/** What was handed in, version by version: nothing of it can change any more. */
export const filingVersionRoutes: Routes = (server, deps) => {
  const list = operation(
    {
      id: 'listFilingVersions',
      tag: 'decisions',
      summary: 'Everything handed in for one duty, oldest first',
      answers: { 200: FilingVersionList },
      refusals: ['not-found', 'unknown-obligation'],
    },
    { params },
  );
  server.get('/breaches/:breachId/filings/:obligation/versions', { schema: list }, async (request) => {
    const { versions } = await readFiling(deps, request.params);
    return { versions: versions.map(({ content: _, fields: __, ...version }) => version) };
  });

  const one = operation(
    {
      id: 'readFilingVersion',
      tag: 'decisions',
      summary: 'One version with its exact text, and what it says differently',
      answers: { 200: Answer },
      refusals: ['not-found', 'unknown-obligation'],
    },
    { params: VersionParams, querystring: VersionQuery },
  );
  server.get('/breaches/:breachId/filings/:obligation/versions/:version', { schema: one }, async (request) => {
    const { version: wanted, ...ref } = request.params;
    const filing = await readFiling(deps, ref);
    const version = versionOf(filing, wanted, 'version');
    const { against = wanted - 1 } = request.query;
    const other = against === 0 ? null : versionOf(filing, against, 'against');
    const isReadable = other?.fields != null && version.fields !== null;
    const changes = isReadable ? diffVersions(filing.template, other.fields ?? {}, version.fields ?? {}) : null;
    return { ...version, against: other?.number ?? null, changes };
  });
};

const RECEIPT = z.strictObject({
  receipt: textInput(0, 500).describe('The receiver’s own reference; empty takes back one that was none'),
  reasons: reasons.default('').describe('Needed where another one is on record, which stays in the timeline'),
});

/** The receipt of a version, where it comes after the filing or was typed wrongly. */
export const filingReceiptRoutes: Routes = (server, deps) => {
  const record = operation(
    {
      ...{ id: 'recordFilingReceipt', tag: 'decisions', answers: { 200: Recorded } },
      summary: 'Add the receipt of what was handed in, or put it right',
      refusals: [...COMMAND_REFUSALS, 'unknown-obligation', 'reasons-missing'],
    },
    { params: VersionParams, body: RECEIPT, headers: WriteHeaders },
  );
  server.post(
    '/breaches/:breachId/filings/:obligation/versions/:version/receipt',
    { schema: record },
    async (request) => {
      const { breachId, obligation: duty, version } = request.params;
      const command = { type: 'record-receipt' as const, obligation: duty, version, ...request.body };
      return runCommand(deps, askedOf(request), breachId, command);
    },
  );
};

function versionOf({ versions }: Filing, number: number, field: string): FilingVersion {
  const found = versions.find((version) => version.number === number);
  if (found !== undefined) return found;
  throw new TocsinError('not-found', `There is no version ${number}; there are ${versions.length}.`, field);
}
