import { sha256Of } from '../domain/audit/chain.ts';
import type { EvidencePack } from '../domain/audit/pack.ts';
import { noticeBytes, type Readable } from '../domain/audit/pack-readable.ts';
import { answersGiven } from '../domain/communication/answers.ts';
import { TocsinError } from '../domain/errors.ts';
import { readCampaign } from './campaigns.ts';
import { readCounterparties } from './dataflow.ts';
import { textsOf } from './notice-texts.ts';
import { noticesOf, rowName, showNotice } from './notices.ts';
import type { Store } from './store.ts';
import { listTokens } from './tokens.ts';
import { listUsers } from './users.ts';

type Said = Pick<EvidencePack, 'breachId' | 'events' | 'opened'> & { ledgers: NonNullable<EvidencePack['ledgers']> };

/** What makes a pack readable by people; what people wrote, and who they are, only where it is `open`. */
export async function readableParts(store: Store, pack: Said, open: boolean): Promise<Readable> {
  const parts = {
    notices: await notices(store, pack.breachId, open),
    letters: await letters(store, pack, open),
    filings: filings(pack),
  };
  return { people: await people(store, pack, open), ...parts };
}

async function notices(store: Store, breachId: string, open: boolean): Promise<Readable['notices']> {
  const packed: Readable['notices'] = [];
  for await (const doc of noticesOf(store).find({ breachId }).sort({ _id: 1 })) {
    const notice = showNotice(store, doc);
    const { counterparty, kind, status, answerBy, acknowledgedAt, content } = notice;
    packed.push({
      row: rowName(doc),
      ...{ counterparty, kind, status, answerBy, acknowledgedAt },
      name: open ? (content?.counterpartyName ?? null) : null,
      texts: textsOf(notice).map(({ subject, text, sentAt }) => ({
        sentAt,
        sha256: sha256Of(noticeBytes({ subject, text })),
        ...(open ? { subject, text } : { subject: null, text: null }),
      })),
      answers: answersGiven(notice).map(({ at, answers }) => ({ at, said: open ? answers : null })),
    });
  }
  return packed;
}

async function letters(store: Store, { breachId, events }: Said, open: boolean): Promise<Readable['letters']> {
  const drafted = events.flatMap(({ type, data }) => (type === 'campaign-drafted' ? [data as Drafted] : []));
  const last = new Map(drafted.map((each) => [each.campaign, each]));
  return Promise.all(
    [...last.values()].map(async ({ campaign: number, listId, contentHash }) => {
      const words = open ? await readCampaign(store, breachId, number).catch(unlessUnopened) : null;
      const { subject = null, text = null, language, translations } = words ?? {};
      // What the hash is of: of a letter in one language, that is no part of it.
      const others = translations === undefined ? {} : { ...(language && { language }), translations };
      return { campaign: number, listId, contentHash, subject, text, ...others };
    }),
  );
}

type Drafted = { campaign: number; listId: string; contentHash: string };

/** What does not open has no words to show; the events say that there is a letter. */
function unlessUnopened(error: unknown): null {
  if (error instanceof TocsinError && ['record-broken', 'internal'].includes(error.code)) return null;
  throw error;
}

function filings({ events, opened = [] }: Said): Readable['filings'] {
  const words = new Map(opened.map(({ seq, personal }) => [seq, personal as { document?: string }]));
  return events.flatMap(({ type, seq, data }): Readable['filings'] => {
    if (type !== 'filed') return [];
    const {
      obligation,
      filedAt,
      late,
      sha256 = null,
    } = data as {
      obligation: string;
      filedAt: string;
      late: boolean;
      sha256?: string | null;
    };
    return [{ seq, obligation, filedAt, late, sha256, document: words.get(seq)?.document ?? null }];
  });
}

const USER = /user:[\w-]+/g;

/** Everybody whom events and ledgers name: by role, and by name where the pack is open. */
async function people(store: Store, { events, ledgers }: Said, open: boolean): Promise<Readable['people']> {
  const entries = ledgers.flatMap(({ pages }) => pages.flatMap((page) => page.entries));
  const named = events.flatMap(({ data }) => JSON.stringify(data).match(USER) ?? []);
  const all = new Set([...events, ...entries].map(({ by }) => by).concat(named));
  const [users, tokens, parties] = await Promise.all([
    listUsers(store),
    listTokens(store),
    readCounterparties(store, [...all]),
  ]);
  const known = new Map<string, { role: string; name: string | null }>([
    ...parties.map(({ id, kind, name }) => [id, { role: kind, name }] as const),
    ...tokens.map(({ name, role }) => [name, { role, name: null }] as const),
    ...users.map(({ id, role, name }) => [`user:${id}`, { role, name }] as const),
    ['engine', { role: 'engine', name: null }],
  ]);
  return [...all].toSorted().map((by) => {
    const { role = null, name = null } = known.get(by) ?? {};
    return { by, role, name: open ? name : null };
  });
}
