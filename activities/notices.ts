import type { BreachState } from '../domain/breach/state.ts';
import { isCounting, type NoticeAct, type NoticeStep, nextAct } from '../domain/communication/follow-ups.ts';
import type { Contact, Counterparty, CounterpartyKind, System } from '../domain/dataflow.ts';
import { TocsinError } from '../domain/errors.ts';
import { letterTo } from '../domain/notices/letter-to.ts';
import { newestRelease, type ReleaseEvent, type Said, saidBefore, saidBy } from '../domain/notices/said.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import type { Instant } from '../domain/time.ts';
import { unopenedKey } from '../domain/unopened.ts';
import { readBreach } from '../store/breaches.ts';
import { signNoticeLink } from '../store/crypto/links.ts';
import { readCounterparties } from '../store/dataflow.ts';
import { type Claim, newClaim } from '../store/ledger/claims.ts';
import {
  type ClaimedNotice,
  claimNotices,
  giveBackNotices,
  type NoticeOutcome,
  saveContents,
  settleNotices,
} from '../store/ledger/notice-pages.ts';
import { planReleased } from '../store/ledger/notice-released.ts';
import { misuseToTell, noticesStanding } from '../store/ledger/notices.ts';
import { deliveryKey, messageIdOf, type NoticeContent, type NoticeDoc } from '../store/notices.ts';
import { readReleases } from '../store/releases.ts';
import type { Store } from '../store/store.ts';
import { partiesAsReleased, readSeen, type Seen, systemsAsReleased } from './as-released.ts';
import type { EmailChannel, MailMessage, SendResult } from './channels/channel.ts';
import type { Channels } from './channels/registry.ts';
import type { Ledger, Turn } from './communications.ts';
import { earlierResult, settleEarlier } from './earlier-deliveries.ts';
import { beforeSending, insist } from './holding.ts';
import { resultFields, say } from './log-lines.ts';
import { createHealth, sendBatch } from './sending.ts';
import type { LedgerRequest } from './types.ts';

type Deps = { store: Store; policy: CompiledPolicy; channels: Channels; clock: () => Instant; publicUrl: string };
type Delivery = NoticeAct & { act: 'deliver' };
/** One letter about to leave. */
type Due = { row: ClaimedNotice; act: Delivery; counterparty: Counterparty; contact: Contact; messageId: string };
type Ready = Due & { message: MailMessage };

/** Rows claimed at once: as many letters may be uncertain after a crash. */
const BATCH = 50;
/** Messages under way at once from one page; there are four pages at a time. */
const LANES = 4;
/** The page a link leads to has no need of it, and what is revoked has none. */
const NO_LINK = '';

/** Notices to suppliers and customers, each rendered from that counterparty's own slice. */
export function createNoticeLedger(deps: Deps): Ledger {
  const { store, policy, channels, clock, publicUrl } = deps;
  const health = new Map<string, ReturnType<typeof createHealth>>();
  return {
    async plan({ breachId, exercise }) {
      const state = await breachOf(store, breachId);
      await planReleased(store, policy, state, { exercise: exercise !== null, at: clock() });
    },
    async count({ breachId }) {
      const [standing, misuse] = await Promise.all([noticesStanding(store, breachId), misuseToTell(store, breachId)]);
      return { ...standing, misuse };
    },
    async work(request, turn) {
      const { breachId, slots, exercise } = request;
      // Whoever asks for it: what nobody released stays in the house.
      const released = await readReleased(breachId);
      if (released.isAsked && released.events.length === 0) return { claimed: 0, stopped: null };
      const email = channels.email(exercise !== null);
      const claim = newClaim();
      const isOurs = () => clock() < turn.until;
      const { claimed, outcomes, ready } = await beforeSending(
        async () => {
          const rows = await claimNotices(store, breachId, claim, { slots, ...turn, limit: BATCH });
          const sorted = await sort(rows, turn, released);
          const letters = await compose(sorted.due, claim, request, released);
          return { claimed: rows.length, outcomes: sorted.outcomes, ready: letters };
        },
        () => giveBackNotices(store, breachId, claim, clock()),
        isOurs,
      );
      if (claimed === 0) return { claimed, stopped: null };
      const known = health.get(breachId) ?? createHealth();
      health.set(breachId, known);
      const send = (one: Ready) => offer(email, one, isOurs);
      const { results, stopped } = await sendBatch(ready, send, {
        ...{ lanes: LANES, mayBegin: turn.mayBegin, health: known },
      });
      for (const one of ready) outcomes.push(outcomeOf(one, results.get(one), clock()));
      await insist(() => settleNotices(store, breachId, claim, outcomes, clock()), isOurs);
      return { claimed, stopped };
    },
  };

  /** What each row asks for: a letter, or nothing but its own end. */
  async function sort(rows: readonly ClaimedNotice[], { now }: Turn, released: Released) {
    const ids = [...new Set(rows.map(({ doc }) => doc.counterparty))];
    const counterparties = new Map((await readCounterparties(store, ids)).map((c) => [c.id, c]));
    const outcomes: NoticeOutcome[] = [];
    const due: Due[] = [];
    for (const row of rows) {
      const { id } = row.record;
      const counterparty = counterparties.get(row.doc.counterparty);
      const hasSecond = counterparty?.contacts[1] !== undefined;
      const act = nextAct(row.record, hasSecond, now);
      if (act === null || act.act === 'expire') {
        outcomes.push({ id, hasSecond, what: act === null || act.at > now ? 'left' : 'expired' });
        continue;
      }
      const messageId = messageIdOf(deliveryKey(row.doc, act));
      const contact = counterparty?.contacts[act.contact === 'second' ? 1 : 0];
      // Found unsettled after a crash: it may have left, so it is never sent again by itself.
      if (row.isLeftOver) outcomes.push({ id, hasSecond, ...unsettled(act, messageId, now) });
      else if (counterparty === undefined || contact === undefined) {
        // Tried again, not dropped: adding the counterparty to the register lets its notice go out.
        const detail =
          counterparty?.contacts.length === 0 ? 'its entry cannot be opened' : 'not in the data-flow register';
        outcomes.push({ id, hasSecond, what: 'tried', act, messageId, detail });
      } else if (act.at > now || !isReleased(released, row.doc)) outcomes.push({ id, hasSecond, what: 'left' });
      else due.push({ row, act, counterparty, contact, messageId });
    }
    return { outcomes, due };
  }

  type Systems = Record<CounterpartyKind, Map<string, System>>;
  type About = { state: BreachState; systems: Systems; released: Released };

  /** The letters, and the text of their pages in the ledger, before the first of them leaves. */
  async function compose(
    found: readonly Due[],
    claim: Claim,
    { breachId, exercise }: LedgerRequest,
    released: Released,
  ): Promise<Ready[]> {
    if (found.length === 0) return [];
    const isDrill = exercise !== null;
    const due = await partiesAsReleased(store, released.seen, found);
    const about = await readAbout(breachId, due, released);
    const ready = await Promise.all(
      due.map(async (one) => {
        const mail = render(about, one, { step: one.act.letter, link: await linkTo(one), isDrill });
        const envelope = { to: one.contact, id: one.messageId };
        return { ...one, message: { ...mail, ...envelope } };
      }),
    );
    await saveContents(store, claim, contentsOf(about, due, isDrill));
    return ready;
  }

  /** A letter of a notice whose link was revoked leads nowhere: it names whom to call. */
  async function linkTo({ row }: Due): Promise<string> {
    const { id: noticeId, generation, expiresAt, revoked } = row.record;
    if (revoked) return NO_LINK;
    return `${publicUrl}/n/${await signNoticeLink(store.keyring, { noticeId, generation, expiresAt })}`;
  }

  async function readReleased(breachId: string): Promise<Released> {
    const { communications } = await breachOf(store, breachId);
    const isAsked = communications.notices?.release !== undefined;
    const events = isAsked ? await readReleases(store, breachId) : [];
    return { isAsked, events, seen: await readSeen(store, breachId, events) };
  }

  async function readAbout(breachId: string, due: readonly Due[], released: Released): Promise<About> {
    const systemsFor = (kind: CounterpartyKind) => {
      const ids = due.flatMap(({ row: { doc } }) => (doc.kind === kind ? doc.systems : []));
      return systemsAsReleased(store, released.seen[kind], [...new Set(ids)]);
    };
    const [state, supplier, customer] = await Promise.all([
      ...([breachOf(store, breachId), systemsFor('supplier'), systemsFor('customer')] as const),
    ]);
    return { state, released, systems: { supplier, customer } };
  }

  /** The page's exact text is that of the first letter that may have left, and beside it what later ones correct. */
  function contentsOf(about: About, due: readonly Due[], isDrill: boolean): Map<string, NoticeContent> {
    const { legalName, publicContact } = policy.organisation;
    // Everybody with the link reads it, so it speaks to the same one whoever the letter goes to.
    const onPage = (one: Due, step: NoticeStep) => {
      const [contact = one.contact] = one.counterparty.contacts;
      return render(about, { ...one, contact }, { step, link: NO_LINK, isDrill });
    };
    const fresh = due.filter(({ row }) => row.record.content === null || isUnseen(row.doc));
    const corrected = due.flatMap((one): [string, NoticeContent][] => {
      const { content, correction: release } = one.row.record;
      if (one.act.step !== 'correction' || content === null || release === undefined) return [];
      // What does not open is never written over.
      if (unopenedKey(content.text) !== null) return [];
      const corrections = (content.corrections ?? []).filter((known) => known.release !== release);
      const page = onPage(one, 'correction');
      return [[one.row.record.id, { ...content, corrections: [...corrections, { release, ...page }] }]];
    });
    return new Map([
      ...corrected,
      ...fresh.map((one): [string, NoticeContent] => {
        const page = onPage(one, 'first');
        const release = newestRelease(about.released.events, one.row.doc.kind)?.data.release;
        const common = { company: legalName, phone: publicContact.phone, writtenFrom: about.state.seq };
        const from = release === undefined ? {} : { release };
        const content = { ...common, ...from, counterpartyName: one.counterparty.name, ...page };
        return [one.row.record.id, content];
      }),
    ]);
  }

  async function offer(email: EmailChannel, one: Ready, isOurs: () => boolean): Promise<SendResult> {
    const { doc } = one.row;
    let earlier: SendResult | null;
    try {
      earlier = await earlierResult(store, doc, one.act, clock());
    } catch {
      return { status: 'not-sent', detail: 'the database does not answer', isOutage: true };
    }
    if (earlier !== null) return earlier;
    const result = await email.send(one.message);
    say('notice', { messageId: one.messageId, ...resultFields(result) });
    await insist(() => settleEarlier(store, doc, one.act, result, clock()), isOurs);
    return result;
  }

  type How = { step: NoticeStep; link: string; isDrill: boolean };

  function render(about: About, one: Due, { step, link, isDrill }: How) {
    const { state, systems } = about;
    const { row, act, counterparty, contact } = one;
    const letter = {
      ...{ reference: state.breachId, notice: row.record, counterparty, contact, link, exercise: isDrill },
      said: (language: string) => saidIn(about, row.doc.kind, language),
      systems: row.doc.systems.flatMap((id) => systems[row.doc.kind].get(id) ?? []),
      isCounting: isCounting(act.letter, row.doc.deliveries),
    };
    return letterTo(policy, letter, step);
  }
}

/** What was released of a breach's notices; `isAsked`: they do not leave without it. */
type Released = { isAsked: boolean; events: ReleaseEvent[]; seen: Seen };

/** Notices that began before there were releases go on by themselves. */
function isReleased({ isAsked, events }: Released, { kind }: Pick<NoticeDoc, 'kind'>): boolean {
  return !isAsked || newestRelease(events, kind) !== undefined;
}

/** Released text only, where a release is asked for: never what somebody wrote in a report. */
function saidIn(
  { state, released }: { state: BreachState; released: Released },
  kind: CounterpartyKind,
  language: string,
): Said {
  // A supplier's letter said less then, whatever the templates of today could hold.
  if (!released.isAsked)
    return { ...saidBefore(state), ...(kind === 'supplier' && { consequences: '', measures: '' }) };
  const release = newestRelease(released.events, kind);
  if (release === undefined)
    throw new TocsinError('internal', `Nothing is released of ${state.breachId} to a ${kind}.`);
  return saidBy(release, kind, language);
}

function outcomeOf(one: Due, result: SendResult | undefined, at: Instant): NoticeOutcome {
  const { row, act, counterparty, messageId } = one;
  const common = { id: row.record.id, hasSecond: counterparty.contacts[1] !== undefined };
  if (result === undefined) return { ...common, what: 'left' };
  if (result.status === 'not-sent') return { ...common, what: 'tried', act, messageId, detail: result.detail };
  const { number, step, contact, completes } = act;
  const detail = result.status === 'sent' ? null : result.detail;
  const delivery = { number, step, contact, result: result.status, at };
  return { ...common, what: 'delivered', delivery, messageId, detail, completes };
}

function unsettled({ number, step, contact, completes }: Delivery, messageId: string, at: Instant) {
  const delivery = { number, step, contact, result: 'uncertain' as const, at };
  return { what: 'delivered' as const, delivery, messageId, detail: 'found unsettled after a crash', completes };
}

/** Nothing of it has left; an earlier version that still runs writes its own pages. */
function isUnseen({ deliveries, isEarlier }: NoticeDoc): boolean {
  return !isEarlier && !deliveries.some(({ result }) => result === 'sent' || result === 'uncertain');
}

async function breachOf(store: Store, breachId: string): Promise<BreachState> {
  const state = await readBreach(store, breachId);
  if (state === null) throw new TocsinError('unavailable', `Breach ${breachId} is not in the database yet.`);
  return state;
}
