import { TocsinError } from '../../../domain/errors.ts';
import { communicationOf, stageOfTelling, TELL_PEOPLE } from '../../../domain/filing/communication.ts';
import { contentOf } from '../../../domain/notices/letter.ts';
import { findBreach } from '../../../services/breach/command.ts';
import { recordFiling } from '../../../services/filing/record.ts';
import { readCampaign } from '../../../store/campaigns.ts';
import { readEvents } from '../../../store/events.ts';
import { SaidRefusal } from '../../../web/refusals.ts';
import { askedOf } from '../../http/asked.ts';
import { CampaignParams } from '../../http/params.ts';
import type { Routes } from '../../http/route.ts';
import { viewOf } from '../../http/view.ts';

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
    const told = communicationOf(state, campaign);
    const end = events.find((each) => each.type === 'campaign-finished' && each.data.campaign === campaign);
    if (told === null || end === undefined || letter === null)
      throw new SaidRefusal('not-found', words.notFinished, 'campaign');
    const { sent, total, concerned } = told;
    const people = { told: told.told, concerned };
    const isFirst = state.obligations[TELL_PEOPLE]?.filed == null;
    const filed = {
      ...{ obligation: TELL_PEOPLE, campaign, people, stage: stageOfTelling(people, isFirst) },
      ...{ filedAt: end.at, channel: words.channel, reasons: words.reasons(campaign), document: contentOf(letter) },
      receipt: words.receipt({ campaign, sent, total, contentHash: letter.contentHash }),
    };
    await recordFiling(deps, askedOf(request), state, filed).catch((error: unknown) => {
      const isOver = error instanceof TocsinError && error.code === 'not-filable';
      throw isOver ? new SaidRefusal(error.code, words.notOpen, 'campaign') : error;
    });
    return reply.redirect(`/desk/breaches/${breachId}/filings/${TELL_PEOPLE}#filed`, 303);
  });
};
