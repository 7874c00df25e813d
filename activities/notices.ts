import { awarenessOf, type BreachState } from '../domain/breach/state.ts';
import type { Contact, Counterparty } from '../domain/dataflow.ts';
import { TocsinError } from '../domain/errors.ts';
import { renderNotice } from '../domain/notices/render.ts';
import { noticeTemplateName } from '../domain/notices/template.ts';
import { counterpartyValues } from '../domain/notices/values.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import type { Instant } from '../domain/time.ts';
import { readBreach } from '../store/breaches.ts';
import { signNoticeLink } from '../store/crypto/links.ts';
import { readCounterparties, readSystems } from '../store/dataflow.ts';
import { type NoticeRecord, saveNotice } from '../store/notices.ts';
import type { Store } from '../store/store.ts';
import type { Channels } from './channels/registry.ts';
import { deliver } from './delivery.ts';
import { asActivity } from './failures.ts';
import { templateFor } from './templates.ts';
import type { DeliverNoticeRequest, NoticeActivities } from './types.ts';

type Deps = { store: Store; policy: CompiledPolicy; channels: Channels; clock: () => Instant; publicUrl: string };
type Rendered = { subject: string; text: string };

/** The page a link leads to has no need of the link. */
const NO_LINK = '';

/** Notices to suppliers and customers, each rendered from that counterparty's own slice. */
export function createNoticeActivities(deps: Deps): NoticeActivities {
  const { store, policy, channels, clock, publicUrl } = deps;
  return {
    deliverNotice: (request) =>
      asActivity(async () => {
        const { breachId, notice, step, number, exercise } = request;
        const state = await breachOf(store, breachId);
        const counterparty = await counterpartyOf(store, notice.counterparty);
        const { contact, which } = contactOf(counterparty, request.contact);
        const record = await recordOf(state, counterparty, request);
        const { id: noticeId, generation, expiresAt } = record;
        const token = await signNoticeLink(store.keyring, { noticeId, generation, expiresAt });
        const mail = await render(state, counterparty, contact, request, `${publicUrl}/n/${token}`);
        const key = `notice/${breachId}/${notice.counterparty}/${notice.round}/${number}/${which}`;
        const claim = { key, breachId, channel: 'email', purpose: `notice-${step}` };
        const id = key.replaceAll(/[^\w.-]+/g, '.');
        const message = { ...mail, to: contact, id, language: counterparty.language };
        const send = () => channels.email(exercise !== null).send(message);
        return { result: await deliver(store, clock, claim, 'at-most-once', send), contact: which };
      }),
  };

  /** The page's exact text is that of the first delivery; later ones find it there. */
  async function recordOf(
    state: BreachState,
    counterparty: Counterparty,
    request: DeliverNoticeRequest,
  ): Promise<NoticeRecord> {
    const { breachId, notice, exercise } = request;
    const { contact } = contactOf(counterparty, 'first');
    const page = await render(state, counterparty, contact, { ...request, step: 'first' }, NO_LINK);
    const { legalName, publicContact } = policy.organisation;
    return saveNotice(store, {
      id: `${breachId}~${counterparty.id}${notice.round > 1 ? `~${notice.round}` : ''}`,
      round: notice.round,
      breachId,
      counterparty: counterparty.id,
      kind: counterparty.kind,
      expiresAt: notice.expiresAt,
      answerBy: notice.answerBy,
      exercise: exercise !== null,
      content: { company: legalName, counterpartyName: counterparty.name, ...page, phone: publicContact.phone },
    });
  }

  async function render(
    state: BreachState,
    counterparty: Counterparty,
    contact: Contact,
    { notice, step, exercise }: DeliverNoticeRequest,
    link: string,
  ): Promise<Rendered> {
    const { breachId: reference, facts, narrative } = state;
    const awareAt = awarenessOf(state) ?? state.reportedAt;
    const systems = await readSystems(store, notice.systems);
    const isDrill = exercise !== null;
    const about = {
      reference,
      notice,
      counterparty,
      contact,
      systems,
      facts,
      narrative,
      awareAt,
      link,
      exercise: isDrill,
    };
    const template = templateFor(policy, noticeTemplateName(counterparty.kind, step), counterparty.language);
    return renderNotice(template, counterpartyValues(policy.organisation, about), { exercise: isDrill });
  }
}

async function breachOf(store: Store, breachId: string): Promise<BreachState> {
  const state = await readBreach(store, breachId);
  if (state === null) throw new TocsinError('unavailable', `Breach ${breachId} is not in the database yet.`);
  return state;
}

async function counterpartyOf(store: Store, id: string): Promise<Counterparty> {
  const [counterparty] = await readCounterparties(store, [id]);
  if (counterparty !== undefined) return counterparty;
  // Retried, not dropped: adding the counterparty to the register lets its notice go out.
  throw new TocsinError('unavailable', `Counterparty '${id}' is not in the data-flow register; add it there.`);
}

/** The second contact where there is one; else the first is written to again. */
function contactOf(
  counterparty: Counterparty,
  wanted: 'first' | 'second',
): { contact: Contact; which: 'first' | 'second' } {
  const [first, second] = counterparty.contacts;
  if (wanted === 'second' && second !== undefined) return { contact: second, which: 'second' };
  if (first !== undefined) return { contact: first, which: 'first' };
  throw new TocsinError('unavailable', `Counterparty '${counterparty.id}' has no contact; add one to the register.`);
}
