import { awarenessOf, type BreachState } from '../../domain/breach/state.ts';
import { type ContactPlace, isCounting, type NoticeStep, nextAct } from '../../domain/communication/follow-ups.ts';
import { mayHaveLeft } from '../../domain/communication/link.ts';
import { roundFor } from '../../domain/communication/notice.ts';
import type { CounterpartyKind } from '../../domain/dataflow.ts';
import { TocsinError } from '../../domain/errors.ts';
import { letterTo } from '../../domain/notices/letter-to.ts';
import { systemsIn } from '../../domain/notices/released-list.ts';
import { type Said, saidBy, textsSaid } from '../../domain/notices/said.ts';
import { saysTheSame } from '../../domain/notices/since.ts';
import { noticeTemplateFor } from '../../domain/notices/templates.ts';
import type { PlannedNotice } from '../../domain/plan/types.ts';
import { readCounterparties, readSystems } from '../../store/dataflow.ts';
import { listRounds } from '../../store/notice-lists.ts';
import type { NoticeRecord } from '../../store/notices.ts';
import { readReleases } from '../../store/releases.ts';
import type { ServiceDeps } from '../deps.ts';
import type { ReleaseLook } from './look.ts';

/** What stands at the end of the link before there is one. */
const TOKEN = '…';
/** As long as any real one, so that the lines of the letter break where they will. */
const TOKEN_OF_LENGTH = TOKEN.repeat(200);

/** `isToLeave`: false for who was told already, and reads nothing new by this text. */
export type ReleaseLetter = { to: string; subject: string; text: string; language: string; isToLeave: boolean };

/**
 * The letter that one of them gets by this release, word for word: by the function that sends it, and of all that it is
 * made of nothing is worked out anew when it leaves. Only the token at the end of the link is not there yet.
 *
 * @throws TocsinError `not-found` for who is not to be told
 */
export async function letterOfRelease(
  { store, policy, publicUrl }: Pick<ServiceDeps, 'store' | 'policy'> & { publicUrl: string },
  look: ReleaseLook,
  id: string,
): Promise<ReleaseLetter> {
  const { state, wanted, list } = look;
  const notice = wanted.find(({ counterparty }) => counterparty === id);
  const [counterparty] = notice === undefined ? [] : await readCounterparties(store, [id]);
  const [first, second = first] = counterparty?.contacts ?? [];
  if (notice === undefined || counterparty === undefined || first === undefined || second === undefined) {
    throw new TocsinError('not-found', `Breach ${state.breachId} tells nobody of the id '${id}'.`, 'counterparty');
  }
  const planned = { ...notice, systems: systemsIn(list).get(id) ?? notice.systems };
  const said = (language: string) => saidNow(look, notice.kind, language);
  const { language: of } = noticeTemplateFor(policy, counterparty, 'correction');
  const next = await nextLetter(store, state, planned, { said: said(of), hasSecond: second !== first, language: of });
  const contact = next.contact === 'second' ? second : first;
  const about = {
    ...{ reference: state.breachId, notice: next.notice, counterparty, contact, said, isCounting: next.isCounting },
    ...{ systems: await readSystems(store, next.notice.systems), exercise: state.exercise !== null },
    link: next.hasLink ? `${publicUrl}/n/${TOKEN_OF_LENGTH}` : '',
  };
  const { subject, text, language } = letterTo(policy, about, next.step);
  const { isToLeave } = next;
  return { to: contact.name, subject, text: text.replaceAll(TOKEN_OF_LENGTH, TOKEN), language, isToLeave };
}

type Letter = {
  /** With the systems and the times that it names. */
  notice: PlannedNotice;
  step: NoticeStep;
  contact: ContactPlace;
  isCounting: boolean;
  hasLink: boolean;
  isToLeave: boolean;
};

/** Which letter comes next by this release, and of which row: by the rules that the ledger goes by. */
async function nextLetter(
  store: ServiceDeps['store'],
  { breachId, communications }: BreachState,
  planned: PlannedNotice,
  { said, hasSecond, language }: { said: Said; hasSecond: boolean; language: string },
): Promise<Letter> {
  const newest = (await listRounds(store, breachId, planned.counterparty)).at(-1);
  if (newest === undefined || roundFor(newest, planned.systems).change !== 'none') {
    const first = { step: 'first', contact: 'first', isCounting: true } as const;
    return { ...first, notice: planned, hasLink: true, isToLeave: true };
  }
  const isTold = mayHaveLeft(newest);
  const isToLeave = !isTold || !(await isSaid(store, newest, said, language));
  const correction = (communications.notices?.release?.number ?? 0) + 1;
  const act = nextAct(isTold ? { ...newest, correction } : newest, hasSecond, planned.sendAt);
  const [step, contact] = act?.act === 'deliver' ? [act.letter, act.contact] : (['first', 'first'] as const);
  const about = { notice: newest, step, contact, isCounting: isCounting(step, newest.deliveries) };
  return { ...about, hasLink: !newest.revoked, isToLeave };
}

/** Whether the newest text that a row was told of reads the same. */
async function isSaid(
  store: ServiceDeps['store'],
  { breachId, kind, ...row }: Pick<NoticeRecord, 'breachId' | 'kind' | 'correction' | 'release'>,
  said: Said,
  language: string,
): Promise<boolean> {
  const told = row.correction ?? row.release;
  const known = (await readReleases(store, breachId)).find(({ data }) => data.release === told);
  return known !== undefined && saysTheSame(saidBy(known, kind, language), said, kind);
}

/** The text and the figures as they are looked at. */
function saidNow({ state, statement }: ReleaseLook, kind: CounterpartyKind, language: string): Said {
  const { peopleConcerned: people, recordsConcerned: records } = state.facts;
  const awareAt = awarenessOf(state) ?? state.reportedAt;
  return { awareAt, people, records, ...textsSaid(statement, kind, language) };
}
