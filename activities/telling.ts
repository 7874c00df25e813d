import { createHash } from 'node:crypto';
import type { BreachState } from '../domain/breach/state.ts';
import { workOf } from '../domain/breach/work.ts';
import { ownWords } from '../domain/notices/own-words.ts';
import { ownTemplateFor } from '../domain/notices/templates.ts';
import { commonValues } from '../domain/notices/values.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import type { Mailbox } from '../domain/policy/schema.ts';
import { type Instant, MINUTE_MS, plusMs } from '../domain/time.ts';
import { readBreach } from '../store/breaches.ts';
import { messageIdOf } from '../store/notices.ts';
import type { Store } from '../store/store.ts';
import {
  NEWS,
  type NewsTelling,
  settleTellings,
  type TaskTelling,
  type Telling,
  takeTellings,
} from '../store/tellings.ts';
import { readUser } from '../store/users.ts';
import type { Channels } from './channels/registry.ts';
import { deliver } from './delivery.ts';
import { resultFields, say } from './log-lines.ts';
import { onDuty } from './on-duty.ts';
import { mailOf, type OwnMail } from './warning-mail.ts';

/** Mails to our own people of what stands in line for them: a task, once; news of a closed breach, once a day. */

type Deps = {
  store: Store;
  policy: CompiledPolicy;
  channels: Pick<Channels, 'email'>;
  clock: () => Instant;
  publicUrl: string;
};
/** `about`: by which a message is told from another, and sent once. */
type Letter = { mail: OwnMail; about: string; to: Mailbox[] };

/** Longer than an attempt can take: whoever takes a line and dies holds it no longer than this. */
const HOLD_MS = 5 * MINUTE_MS;

/**
 * Tells all that is due. What could not leave stays in line. Any number of workers may.
 * @throws what the database throws; what a mail server did is tried again later
 */
export async function tellOwn(deps: Deps): Promise<void> {
  const { store, clock } = deps;
  for (;;) {
    const now = clock();
    const tellings = await takeTellings(store, now, plusMs(now, HOLD_MS));
    if (tellings.length === 0) return;
    if (await tell(deps, tellings)) await settleTellings(store, tellings);
  }
}

/** Whether it left for everybody, or there is nobody to be told. */
async function tell(deps: Deps, tellings: readonly Telling[]): Promise<boolean> {
  const { store, channels, clock } = deps;
  const [{ breachId = '', exercise = false, what } = {}] = tellings;
  const state = await readBreach(store, breachId);
  const letter = state === null ? null : await letterOf(deps, state, tellings);
  if (letter === null || what === undefined) return true;
  const sent = await Promise.allSettled(
    letter.to.map(({ label: name, email }) => {
      const key = `${letter.about}/${shortHash(email.toLowerCase())}`;
      const messageId = messageIdOf(key);
      return deliver(store, clock, { key, breachId, channel: 'email', purpose: what }, async () => {
        const result = await channels.email(exercise).send({ ...letter.mail, to: { name, email }, id: messageId });
        say('warning', { messageId, channel: 'email', ...resultFields(result) });
        return result;
      });
    }),
  );
  return sent.every(({ status }) => status === 'fulfilled');
}

function letterOf(deps: Deps, state: BreachState, tellings: readonly Telling[]): Promise<Letter | null> {
  const isTask = (telling: Telling): telling is TaskTelling => telling.what === 'task';
  const tasks = tellings.filter(isTask);
  return tasks.length > 0
    ? taskLetter(deps, state, tasks)
    : newsLetter(deps, state, tellings as readonly NewsTelling[]);
}

/** Those that are still open, and still of whom they were given to. */
async function taskLetter(deps: Deps, state: BreachState, tellings: readonly TaskTelling[]): Promise<Letter | null> {
  const { policy, publicUrl } = deps;
  const { organisation } = policy;
  const template = ownTemplateFor(policy, 'task');
  const owner = tellings[0]?.to ?? '';
  const given = new Set(tellings.map(({ about }) => Number(about)));
  const tasks = workOf(state).tasks.filter(
    ({ number, owner: whose, status }) => given.has(number) && whose === owner && status === 'open',
  );
  if (template === null || tasks.length === 0 || state.status === 'closed') return null;
  const words = ownWords(template.language);
  const moment = (at: Instant) => words.moment(at, organisation.zone, state.exercise !== null);
  const values = {
    ...commonValues(organisation, state.breachId),
    tasks: words.tasks(tasks.length),
    list: tasks.map(({ number, due }) => words.task(String(number), due === null ? null : moment(due))).join('\n'),
    deskLink: `${publicUrl}/desk/breaches/${state.breachId}/work`,
  };
  const mail = mailOf(template, values, state.exercise !== null);
  const about = `task/${state.breachId}/${shortHash(tellings.map(({ id }) => id).join(' '))}`;
  return { mail, about, to: await mailboxesOf(deps, owner) };
}

/** To the DPO and whoever has it, at most once a day, and once more where one speaks of misuse. */
async function newsLetter(deps: Deps, state: BreachState, tellings: readonly NewsTelling[]): Promise<Letter | null> {
  const { policy, publicUrl } = deps;
  const { organisation } = policy;
  const template = ownTemplateFor(policy, 'news');
  const { closed, owner } = state;
  // Somebody opened it again meanwhile: it is looked at with the rest.
  if (template === null || closed === null) return null;
  const words = ownWords(template.language);
  const lines = NEWS.flatMap((kind) => {
    const its = tellings.filter(({ to }) => to === kind);
    if (kind === 'report') return its.map(({ about }) => words.news.report(1, about));
    return its.length === 0 ? [] : [words.news[kind](its.length, '')];
  });
  const isDrill = state.exercise !== null;
  const values = {
    ...commonValues(organisation, state.breachId),
    closed: words.moment(closed.at, organisation.zone, isDrill),
    list: lines.slice(0, MOST_LINES).join('\n'),
    deskLink: `${publicUrl}/desk/breaches/${state.breachId}`,
  };
  const mail = mailOf(template, values, isDrill);
  const misuse = tellings.some(({ to }) => to === 'misuse') ? '/misuse' : '';
  const day = deps.clock().slice(0, 10);
  const own = owner === undefined ? [] : await mailboxesOf(deps, owner.by);
  const byAddress = new Map([organisation.dpo, ...own].map((mailbox) => [mailbox.email.toLowerCase(), mailbox]));
  return { mail, about: `news/${state.breachId}/${day}${misuse}`, to: [...byAddress.values()] };
}

/** A storm of reports is seen on the page. */
const MOST_LINES = 20;

/** Where somebody is reached, as events name them: a role, or a user who can sign in. Nobody where it is neither. */
async function mailboxesOf({ store, policy, clock }: Deps, who: string): Promise<Mailbox[]> {
  const { organisation } = policy;
  if (who === 'dpo' || who === 'deputy') return [organisation[who]];
  if (who === 'responder') return (await onDuty(store, policy, clock())).map(({ mailbox }) => mailbox);
  const user = who.startsWith(USER) ? await readUser(store, who.slice(USER.length)) : null;
  return user === null || user.disabled ? [] : [{ label: user.name, email: user.email }];
}

const USER = 'user:';

function shortHash(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 32);
}
