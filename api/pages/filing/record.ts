import { z } from 'zod';
import type { CommandBody } from '../../../domain/breach/commands.ts';
import { TocsinError } from '../../../domain/errors.ts';
import { filingPath } from '../../../web/filing/model.ts';
import type { View } from '../../../web/view.ts';
import { runCommand } from '../../commands.ts';
import type { Filing } from '../../filing-desk.ts';
import { type Routes, reasons } from '../../routes/route.ts';
import { submit, valuesOf } from '../form.ts';
import { instantOf } from '../instant.ts';
import { sendPage } from '../page.ts';
import { FilingParams, filingAgain, filingOf, requireFilable, sha256, stage } from './params.ts';

/** `needed` is said where the receipt is left out. */
const receiptSchema = (needed: string) =>
  z.object({
    stage,
    /** The approved bytes that were handed in; none for a filing made elsewhere. */
    sha256: sha256.optional(),
    elsewhere: z.literal('yes').optional(),
    receipt: z.string(needed).trim().min(1, needed).max(500),
    channel: z.string().trim().max(200).default(''),
    reasons: reasons.default(''),
  });
type Receipt = z.infer<ReturnType<typeof receiptSchema>>;

/** Records what was handed in, with the receiver's receipt: the approved bytes, or, with reasons, what left otherwise. */
export const recordFiling: Routes = (server, deps) => {
  const schema = { params: FilingParams };
  server.post('/desk/breaches/:breachId/filings/:obligation/receipt', { schema }, async (request, reply) => {
    const given = z.object({ stage }).partial().catch({}).parse(request.body);
    const { view, filing, model } = await filingOf(deps, request, { ...request.params, stage: given.stage });
    requireFilable(view, model);
    const { breachId, obligation } = request.params;
    const form = await submit(request, receiptSchema(view.words.filing.problems.needed), async (receipt) => {
      const filedAt = instantOf(view, valuesOf(request), 'filedAt');
      if (filedAt === null) throw new TocsinError('bad-input', view.words.filing.problems.needed, 'filedAt');
      const { stage: filed, receipt: reference, channel, reasons: why } = receipt;
      const document = documentOf(view, filing, receipt);
      await runCommand(deps, request, breachId, {
        type: 'file',
        ...{ obligation, filedAt, receipt: reference, channel, reasons: why, stage: filed },
        ...document,
      });
    });
    if (form === null) return reply.redirect(filingPath(model, '#filed'), 303);
    return sendPage(reply, filingAgain(view, filing, form), 422);
  });
};

/** The approved bytes; nothing for a filing made elsewhere. @throws TocsinError `not-approved`, `reasons-missing` */
function documentOf(
  { words }: Pick<View, 'words'>,
  { approval, saved }: Filing,
  { sha256: named, elsewhere, reasons: why }: Receipt,
): Partial<Pick<CommandBody & { type: 'file' }, 'document' | 'sha256' | 'elsewhere'>> {
  const { problems } = words.filing;
  if (elsewhere === 'yes') {
    if (why === '') throw new TocsinError('reasons-missing', problems.elsewhereReasons, 'reasons');
    return { elsewhere: true };
  }
  const kept = saved?.approved ?? null;
  if (approval === null || kept === null || named !== approval.sha256) {
    throw new TocsinError('not-approved', problems.notApproved, 'file');
  }
  return { document: kept.content, sha256: kept.sha256 };
}
