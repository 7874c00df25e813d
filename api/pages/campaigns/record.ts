import { z } from 'zod';
import { TocsinError } from '../../../domain/errors.ts';
import { communicationOf, otherTellings, stageOfTelling, TELL_PEOPLE } from '../../../domain/filing/communication.ts';
import { contentOf } from '../../../domain/notices/letter.ts';
import { findBreach } from '../../../services/breach/command.ts';
import { recordFiling } from '../../../services/filing/record.ts';
import { readCampaign } from '../../../store/campaigns.ts';
import { readEvents } from '../../../store/events.ts';
import { SaidRefusal } from '../../../web/refusals.ts';
import { valuesOf } from '../../forms/form.ts';
import { askedOf } from '../../http/asked.ts';
import { CampaignParams } from '../../http/params.ts';
import type { Routes } from '../../http/route.ts';
import { viewOf } from '../../http/view.ts';

/** `because`: of a duty of another law, why the letter meets it. */
const Given = z.object({
  obligation: z.string().max(200).optional(),
  because: z.string().trim().max(10_000).optional(),
});

/**
 * Records a finished campaign as the communication to the people concerned: its approved letter is the content, its
 * ledger the receipt.
 */
export const campaignRecord: Routes = (server, deps) => {
  const url = '/desk/breaches/:breachId/campaigns/:campaign/filing';
  server.post(url, { schema: { params: CampaignParams } }, async (request, reply) => {
    const { breachId, campaign } = request.params;
    const { communication: words } = (await viewOf(deps, request)).words.campaigns;
    const [state, events, letter] = await Promise.all([
      findBreach(deps, breachId),
      readEvents(deps.store, breachId),
      readCampaign(deps.store, breachId, campaign),
    ]);
    const { obligation = TELL_PEOPLE, because = '' } = Given.parse(valuesOf(request));
    const isOther = obligation !== TELL_PEOPLE;
    const told = communicationOf(state, campaign, obligation);
    const end = events.find((each) => each.type === 'campaign-finished' && each.data.campaign === campaign);
    if (told === null || end === undefined || letter === null)
      throw new SaidRefusal('not-found', words.notFinished, 'campaign');
    if (isOther && !otherTellings(state, campaign).some(({ id }) => id === obligation)) {
      throw new SaidRefusal('not-filable', words.notOpen, 'obligation');
    }
    if (isOther && because === '') throw new SaidRefusal('reasons-missing', words.needBecause, 'because');
    const { sent, total, concerned } = told;
    const people = { told: told.told, concerned };
    const isFirst = state.obligations[obligation]?.filed == null;
    const filed = {
      ...{ obligation, campaign, people, stage: stageOfTelling(people, isFirst) },
      ...{ filedAt: end.at, channel: words.channel, document: contentOf(letter) },
      reasons: isOther ? because : words.reasons(campaign),
      receipt: words.receipt({ campaign, sent, total, contentHash: letter.contentHash }),
    };
    await recordFiling(deps, askedOf(request), state, filed).catch((error: unknown) => {
      const isOver = error instanceof TocsinError && error.code === 'not-filable';
      throw isOver ? new SaidRefusal(error.code, words.notOpen, 'campaign') : error;
    });
    return reply.redirect(`/desk/breaches/${breachId}/filings/${obligation}#filed`, 303);
  });
};
