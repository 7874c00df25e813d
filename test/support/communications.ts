import { readBreach } from '../../store/breaches.ts';
import { planRows } from '../../store/ledger/notice-plan.ts';
import { NOW, type TestApi } from './api.ts';
import { endLetters } from './letters.ts';
import { handOver } from './notices.ts';
import { noticeTo } from './plans.ts';

/** Whom the notices of {@link tellFour} go to: the first letter arrived, the second bounced, two may have left. */
export const FOUR = ['arrow', 'birch', 'cedar', 'dune'] as const;

/** A breach whose notices went out to four, of which two are uncertain, as it has heard. */
export async function tellFour(api: TestApi, ...systems: string[]): Promise<string> {
  const breachId = await api.report({ awareAt: NOW, systems });
  await api.release(breachId);
  const wanted = FOUR.map((id) => noticeTo(id, NOW));
  await planRows(api.store, breachId, wanted, { exercise: false, at: NOW });
  const results = { arrow: 'sent', birch: 'refused', cedar: 'uncertain', dune: 'uncertain' } as const;
  await handOver(api.store, breachId, NOW, (id) => results[id as keyof typeof results] ?? null);
  await api.gateway.nudge(breachId, 'notices');
  return breachId;
}

/**
 * Adds a campaign to so many people that is approved and sent: every third is uncertain, every third of the rest
 * refused.
 */
export async function writeTo(api: TestApi, breachId: string, people: number): Promise<{ listId: string }> {
  const rows = Array.from({ length: people }, (_, n) => `Person ${n + 1},person${n + 1}@people.example`);
  const raw = `name,email\n${rows.join('\n')}\n`;
  const send = async (path: string, given: object) => {
    const answer = await api.call('dpo', 'POST', `/breaches/${breachId}/${path}`, given);
    if (answer.status >= 300) throw new Error(`${path}: ${answer.body}`);
    return answer.json;
  };
  const list = await send('recipient-lists', { raw, headers: { 'content-type': 'text/csv' } });
  const listId = String(list.listId);
  const letter = { subject: 'About your account', text: 'Dear {{recipient}},\n\nsomebody read your tickets.' };
  const { contentHash } = await send('campaigns', { body: { listId, ...letter } });
  const approved = await api.approveCampaign(breachId, contentHash);
  if (approved.status !== 303) throw new Error(`approval: ${approved.body}`);
  const outcomeOf = (n: number) => (n % 3 === 0 ? 'uncertain' : n % 9 === 1 ? 'refused' : 'sent');
  await endLetters(api.store, { breachId, campaign: 1, listId }, api.now, outcomeOf);
  await api.gateway.nudge(breachId, 'campaign/1');
  return { listId };
}

/** How a communication stands, as its breach knows. */
export async function standingOf(api: TestApi, breachId: string, communication: 'notices' | 'campaign/1' = 'notices') {
  const state = await readBreach(api.store, breachId);
  const { status, because, counts } = state?.communications[communication] ?? {};
  return { status, because, counts };
}
