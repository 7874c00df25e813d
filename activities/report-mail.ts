import type { BreachState } from '../domain/breach/state.ts';
import { TocsinError } from '../domain/errors.ts';
import { renderNotice } from '../domain/notices/render.ts';
import type { TemplateName } from '../domain/notices/template.ts';
import { findTemplate } from '../domain/notices/templates.ts';
import { reporterValues, reportNewsValues } from '../domain/notices/values.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import type { Instant } from '../domain/time.ts';
import { readBreach } from '../store/breaches.ts';
import { readEventsAt } from '../store/event-pages.ts';
import { messageIdOf } from '../store/notices.ts';
import type { ReportMail, ReportMailKind } from '../store/report-mails.ts';
import type { Store } from '../store/store.ts';
import { readUser, type User } from '../store/users.ts';
import type { Channels } from './channels/registry.ts';
import { deliver } from './delivery.ts';
import { onDuty, type Post } from './on-duty.ts';

type Deps = { store: Store; policy: CompiledPolicy; channels: Channels; clock: () => Instant; publicUrl: string };

const TEMPLATES: Record<ReportMailKind, TemplateName> = {
  ...{ receipt: 'report-receipt', question: 'report-question', news: 'report-news' },
};

/**
 * Sends one mail about a report, by the ledger of sendings. It names the reference and a page, and never what was said:
 * mailboxes may be read. Nothing is sent to whoever cannot sign in any more, about a question that was answered
 * meanwhile, or where the policy has no text for it, as those of before version 0.8.
 * @throws what is tried again: the breach is not stored yet, or the mail was not handed over for certain
 */
export async function sendReportMail(deps: Deps, { breachId, seq, kind }: ReportMail): Promise<void> {
  const { store, policy, channels, clock } = deps;
  const state = await readBreach(store, breachId);
  if (state === null) throw new TocsinError('unavailable', `Breach ${breachId} is not in the database yet.`);
  if (kind === 'question' && isAnswered(state, seq)) return;
  const { language = policy.organisation.language } = kind === 'news' ? {} : (state.reporter ?? {});
  const template = findTemplate(policy, TEMPLATES[kind], language);
  if (template === undefined) return;
  const isDrill = state.exercise !== null;
  const mail = renderNotice(template, valuesOf(deps, state, kind), { exercise: isDrill });
  for (const { name, mailbox } of await postsOf(deps, state, { seq, kind })) {
    const key = `report/${breachId}/${seq}/email/${name}`;
    const to = { name: mailbox.label, email: mailbox.email };
    const send = () => channels.email(isDrill).send({ ...mail, to, id: messageIdOf(key), language: template.language });
    await deliver(store, clock, { key, breachId, channel: 'email', purpose: 'report' }, send);
  }
}

function isAnswered({ reporting }: BreachState, seq: number): boolean {
  return reporting?.questions.find((question) => question.seq === seq)?.answered !== undefined;
}

function valuesOf({ policy, publicUrl }: Deps, state: BreachState, kind: ReportMailKind) {
  const { organisation } = policy;
  const { breachId } = state;
  if (kind !== 'news') return reporterValues(organisation, state, `${publicUrl}/desk/reports/${breachId}`);
  return reportNewsValues(organisation, breachId, `${publicUrl}/desk/breaches/${breachId}/work?list=reporter`);
}

async function postsOf(
  deps: Deps,
  state: BreachState,
  { seq, kind }: Pick<ReportMail, 'seq' | 'kind'>,
): Promise<Post[]> {
  const { store, policy, clock } = deps;
  if (kind !== 'news') {
    const reporter = await userOf(store, state.reporter?.by);
    return reporter === null ? [] : [postTo('reporter', reporter)];
  }
  const owner = await userOf(store, state.owner?.by);
  const duty = await onDuty(store, policy, clock());
  const posts =
    owner === null ? [{ name: 'dpo', mailbox: policy.organisation.dpo }, ...duty] : [postTo('owner', owner)];
  // Whoever reported and has the incident too knows what they added.
  const adder = (await readEventsAt(store, state.breachId, [seq])).get(seq)?.by;
  const own = adder === state.owner?.by ? owner?.email : undefined;
  const byAddress = new Map(posts.map((post) => [post.mailbox.email.toLowerCase(), post]));
  return [...byAddress.values()].filter(({ mailbox }) => mailbox.email !== own);
}

const USER = 'user:';

/** Null for a token, and for somebody who cannot sign in any more. */
async function userOf(store: Store, by: string | undefined): Promise<User | null> {
  if (by === undefined || !by.startsWith(USER)) return null;
  const user = await readUser(store, by.slice(USER.length));
  return user === null || user.disabled ? null : user;
}

function postTo(name: string, { name: label, email }: User): Post {
  return { name, mailbox: { label, email } };
}
