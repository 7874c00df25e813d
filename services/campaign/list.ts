import type { BreachState } from '../../domain/breach/state.ts';
import type { CampaignLine } from '../../domain/communication/campaign-line.ts';
import { type Counts, campaignName } from '../../domain/communication/standing.ts';
import type { Instant } from '../../domain/time.ts';
import { countLetters } from '../../store/recipients.ts';
import type { Store } from '../../store/store.ts';

/** Every campaign with its list counted; at an earlier instant, as its breach last heard. */
export async function campaignLines(
  store: Store,
  state: Pick<BreachState, 'campaigns' | 'communications'>,
  asOf: Instant | null,
): Promise<CampaignLine[]> {
  const lines = state.campaigns.map(async ({ listId, contentHash: _, ...campaign }): Promise<CampaignLine> => {
    const { status = null, because = null, counts: known } = state.communications[campaignName(campaign.number)] ?? {};
    const standing = status === null ? null : { status, because };
    if (campaign.status === 'draft') return { ...campaign, standing, counts: null };
    if (asOf !== null) return { ...campaign, standing, counts: known === undefined ? null : countsOf(known) };
    return { ...campaign, standing, counts: countsOf((await countLetters(store, listId)).counts) };
  });
  return Promise.all(lines);
}

function countsOf({ total, sent = 0, refused = 0, uncertain = 0 }: Counts): CampaignLine['counts'] {
  return { total, sent, refused, uncertain, pending: total - sent - refused - uncertain };
}
