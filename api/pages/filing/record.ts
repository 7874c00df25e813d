import { z } from 'zod';
import type { CommandBody } from '../../../domain/breach/commands.ts';
import { TocsinError } from '../../../domain/errors.ts';
import { runCommand } from '../../../services/breach/command.ts';
import type { Filing } from '../../../services/filing/read.ts';
import { type Untimely, whyUntimely } from '../../../services/filing/times.ts';
import { filingPath } from '../../../web/filing/model.ts';
import { localTime, utcTime } from '../../../web/time.ts';
import type { View } from '../../../web/view.ts';
import { submit, valuesOf } from '../../forms/form.ts';
import { instantOf } from '../../forms/instant.ts';
import { askedOf } from '../../http/asked.ts';
import { reasons } from '../../http/params.ts';
import type { Routes } from '../../http/route.ts';
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
      const command = {
        type: 'file' as const,
        ...{ obligation, filedAt, receipt: reference, channel, reasons: why, stage: filed },
        ...document,
      };
      const untimely = whyUntimely(filing.state, command, deps.clock());
      if (untimely !== null) throw new TocsinError('bad-input', inWords(view, untimely), 'filedAt');
      const { planned, stage: shown } = model;
      const isLate = filing.versions.length === 0 && planned.clock !== null && filedAt > planned.clock.due;
      if (isLate && planned.lateNeedsReasons && why === '' && shown !== 'withdrawal')
        throw new TocsinError('reasons-missing', view.words.filing.problems.late(planned.article), 'reasons');
      await runCommand(deps, askedOf(request), breachId, command);
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

/** When it is refused for its time: local first, then UTC. */
function inWords(view: View, { why, than }: Untimely): string {
  return view.words.filing.problems.untimely[why](`${localTime(than, view, true)} (${utcTime(than, view)})`);
}
