import { z } from 'zod';
import { TocsinError } from '../../../domain/errors.ts';
import { runCommand } from '../../../services/breach/command.ts';
import type { Filing } from '../../../services/filing/read.ts';
import { type Filed, recordFiling } from '../../../services/filing/record.ts';
import { filedPage } from '../../../web/filing/filed.ts';
import { type FilingModel, filingPath } from '../../../web/filing/model.ts';
import { toldElsewherePage } from '../../../web/filing/told-elsewhere.ts';
import { SaidRefusal, saidAt } from '../../../web/refusals.ts';
import { citedText } from '../../../web/translated.ts';
import type { View } from '../../../web/view.ts';
import { submit, valuesOf } from '../../forms/form.ts';
import { instantOf } from '../../forms/instant.ts';
import { askedOf } from '../../http/asked.ts';
import { reasons } from '../../http/params.ts';
import type { Routes } from '../../http/route.ts';
import { sendPage } from '../page.ts';
import { FilingParams, filingAgain, filingOf, requireFilable, sha256, stage, VersionParams } from './params.ts';
import { mayBeToldElsewhere, toldElsewhere } from './told-elsewhere.ts';

const receipt = z.string().trim().max(500).default('');
const Receipt = z.object({
  stage,
  /** The approved bytes that were handed in; none for a filing made elsewhere. */
  sha256: sha256.optional(),
  elsewhere: z.literal('yes').optional(),
  /** `other`: people were told by other means than a campaign. */
  way: z.literal('other').optional(),
  /** Empty while it is not here yet. */
  receipt,
  channel: z.string().trim().max(200).default(''),
  reasons: reasons.default(''),
});
type Receipt = z.infer<typeof Receipt>;
const LaterReceipt = z.object({ receipt, reasons: reasons.default('') });

/**
 * Records what was handed in, with the receiver's receipt: the approved bytes, or, with reasons, what left otherwise.
 */
export const filingReceipt: Routes = (server, deps) => {
  const schema = { params: FilingParams };
  server.post('/desk/breaches/:breachId/filings/:obligation/receipt', { schema }, async (request, reply) => {
    const given = z.object({ stage }).partial().catch({}).parse(request.body);
    const { view, filing, model } = await filingOf(deps, request, { ...request.params, stage: given.stage });
    requireFilable(view, model);
    const { obligation } = request.params;
    const isTold = valuesOf(request).way === 'other' && mayBeToldElsewhere(view, model);
    const form = await submit(view, request, Receipt, async (handed) => {
      const filedAt = instantOf(view, valuesOf(request), 'filedAt');
      if (filedAt === null) throw new SaidRefusal('bad-input', view.words.filing.problems.needed, 'filedAt');
      const { stage: filed, receipt: reference, channel, reasons: why } = handed;
      const handedIn = {
        ...{ obligation, filedAt, receipt: reference, channel, reasons: why, stage: filed },
        ...documentOf(filing, handed),
        ...(isTold ? toldElsewhere(view, model, valuesOf(request)) : {}),
      };
      await recordFiling(deps, askedOf(request), filing.state, handedIn).catch((error: unknown) => {
        throw inWords(view, model, error);
      });
    });
    if (form === null) return reply.redirect(filingPath(model, '#filed'), 303);
    return sendPage(reply, isTold ? toldElsewherePage(view, model, form) : filingAgain(view, filing, form), 422);
  });

  const one = { schema: { params: VersionParams } };
  const later = '/desk/breaches/:breachId/filings/:obligation/versions/:version/receipt';
  server.post(later, one, async (request, reply) => {
    const { version, ...ref } = request.params;
    const { view, model } = await filingOf(deps, request, ref);
    const before = model.versions.find(({ number }) => number === version)?.receipt;
    const form = await submit(view, request, LaterReceipt, async (given) => {
      if (given.receipt === '' && before === '') {
        throw new SaidRefusal('bad-input', view.words.filing.receiptLater.empty, 'receipt');
      }
      const command = { type: 'record-receipt' as const, obligation: ref.obligation, version, ...given };
      await runCommand(deps, askedOf(request), ref.breachId, command).catch((error: unknown) => {
        if (!(error instanceof TocsinError) || error.code !== 'reasons-missing') throw error;
        throw new SaidRefusal(error.code, view.words.filing.problems.receiptReasons, 'reasons');
      });
    });
    if (form === null) return reply.redirect(filingPath(model, '#filed'), 303);
    const shown = model.versions.find(({ number }) => number === version);
    if (shown === undefined) throw new TocsinError('not-found', 'There is no such version.', 'version');
    return sendPage(reply, filedPage(view, model, form), 422);
  });
};

/** The approved bytes as they are kept; nothing for a filing made elsewhere, or of bytes that are not those. */
function documentOf(
  { approval, saved }: Filing,
  { sha256: named, elsewhere }: Receipt,
): Pick<Filed, 'document' | 'elsewhere'> {
  if (elsewhere === 'yes') return { elsewhere: true };
  const kept = saved?.approved ?? null;
  if (approval === null || kept === null || named !== approval.sha256) return {};
  return { document: kept.content };
}

/** What the breach refused, in the reader's words and at the field of the page. */
function inWords(view: View, { planned }: FilingModel, error: unknown): unknown {
  if (!(error instanceof TocsinError)) return error;
  const { code, field, members } = error;
  if (members.why !== 'late') return saidAt(view, error, code === 'not-approved' ? 'file' : field);
  return new SaidRefusal(code, view.words.filing.problems.late(citedText(view, planned.article)), 'reasons', members);
}
