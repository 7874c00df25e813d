import { TocsinError } from '../../../domain/errors.ts';
import { communicationOf, stageOfTelling, TELL_PEOPLE } from '../../../domain/filing/communication.ts';
import { findBreach } from '../../../services/breach/command.ts';
import { recordFiling } from '../../../services/filing/record.ts';
import { readEvents } from '../../../store/events.ts';
import { askedOf } from '../../http/asked.ts';
import { CampaignParams } from '../../http/params.ts';
import type { Routes } from '../../http/route.ts';
import { viewOf } from '../../http/view.ts';

/** Records a finished campaign as the communication to the people concerned, with its ledger as the receipt. */
export const campaignRecord: Routes = (server, deps) => {
  const url = '/desk/breaches/:breachId/campaigns/:campaign/filing';
  server.post(url, { schema: { params: CampaignParams } }, async (request, reply) => {
    const { breachId, campaign } = request.params;
    const { communication: words } = (await viewOf(deps, request)).words.campaigns;
    const [state, events] = await Promise.all([findBreach(deps, breachId), readEvents(deps.store, breachId)]);
    const told = communicationOf(state, campaign);
    const end = events.find((each) => each.type === 'campaign-finished' && each.data.campaign === campaign);
    if (told === null || end === undefined) throw new TocsinError('not-found', words.notFinished, 'campaign');
    const { contentHash } = state.campaigns.find((each) => each.number === campaign) ?? { contentHash: '' };
    const { sent, total, concerned } = told;
    const filed = {
      ...{ obligation: TELL_PEOPLE, campaign, stage: stageOfTelling(sent, concerned) },
      ...{ filedAt: end.at, elsewhere: true as const, channel: words.channel, reasons: words.reasons(campaign) },
      receipt: words.receipt({ campaign, sent, total, contentHash }),
    };
    await recordFiling(deps, askedOf(request), state, filed).catch((error: unknown) => {
      const isOver = error instanceof TocsinError && error.code === 'not-filable';
      throw isOver ? new TocsinError(error.code, words.notOpen, 'campaign') : error;
    });
    return reply.redirect(`/desk/breaches/${breachId}/filings/${TELL_PEOPLE}#filed`, 303);
  });
};
