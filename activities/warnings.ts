import { createHash } from 'node:crypto';
import { rungKey } from '../domain/breach/ladder.ts';
import type { BreachState } from '../domain/breach/state.ts';
import { chatButtons } from '../domain/chat/buttons.ts';
import { TocsinError } from '../domain/errors.ts';
import { templateFor } from '../domain/notices/templates.ts';
import { misuseValues, pausedValues } from '../domain/notices/values.ts';
import type { AlertRole, WarningChannel } from '../domain/plan/types.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import type { Instant } from '../domain/time.ts';
import { readBreach } from '../store/breaches.ts';
import { readCounterparties, readSystems } from '../store/dataflow.ts';
import { markMisuseTold } from '../store/ledger/notices.ts';
import { messageIdOf } from '../store/notices.ts';
import type { Store } from '../store/store.ts';
import type { SendResult } from './channels/channel.ts';
import type { Channels } from './channels/registry.ts';
import { deliver } from './delivery.ts';
import { asActivity } from './failures.ts';
import { resultFields, say } from './log-lines.ts';
import { onDuty, type Post } from './on-duty.ts';
import { pageMail } from './page-mail.ts';
import type { PauseRequest, WarnedRung, WarningActivities } from './types.ts';
import { asDuty, type Due, isPage, mailOf, type OwnMail, stillDue, toldBy, warningMail } from './warning-mail.ts';

type Deps = { store: Store; policy: CompiledPolicy; channels: Channels; clock: () => Instant; publicUrl: string };
type Way = {
  channel: string;
  /** The role, or the chat channel: what the ledger may name. */
  to: string;
  /** By which two ways out are the same. */
  address: string;
  /** The name of the post that is told by it. */
  reader: string;
  send: (mail: OwnMail, id: string) => Promise<SendResult>;
};
/** `about`: what the message is of, the same at every attempt; with the way it is the key in the ledger. */
type Message = { way: Way; mail: OwnMail; about: string };

/**
 * Warnings to DPO, deputy and whoever is on duty. Mailboxes may be read by an intruder: they name the duty, not the
 * story.
 */
export function createWarningActivities(deps: Deps): WarningActivities {
  const { store, policy, channels, clock, publicUrl } = deps;
  const pageOf = (breachId: string) => `${publicUrl}/desk/breaches/${breachId}`;
  return {
    warn: (request) =>
      asActivity(async () => {
        const { breachId, exercise } = request;
        const rungs = 'rungs' in request ? request.rungs : [request];
        const state = await readBreach(store, breachId);
        if (state === null) throw new TocsinError('unavailable', `Breach ${breachId} is not in the database yet.`);
        // A duty may have ended since: there is nothing to warn of any more.
        const due = stillDue(state, rungs);
        const [duty, systems] = await Promise.all([
          onDuty(store, policy, clock()),
          due.some(isPage) ? readSystems(store, state.facts.systems) : [],
        ]);
        const toTell = waysOut(rungs, exercise !== null, duty).flatMap(({ way, rungs: own, ofReaders }) =>
          toldBy(own, ofReaders).map((its) => ({ way, its })),
        );
        const messages = toTell.flatMap(({ way, its }): Message[] => {
          const [first, ...others] = due.filter(({ rung }) => its.includes(rung));
          if (first === undefined) return [];
          const told: [Due, ...Due[]] = [first, ...others];
          const mail = told.some(isPage)
            ? pageMail(policy, { state, systems }, told.map(asDuty), pageOf(breachId), clock())
            : warningMail(policy, breachId, told, pageOf(breachId), clock(), exercise !== null);
          const buttons = buttonsOf(state, told);
          return [{ way, mail: { ...mail, buttons }, about: `warning/${breachId}/${aboutOf(its)}` }];
        });
        await sendAll(messages, breachId);
      }),
    warnOfMisuse: ({ breachId, counterparty, round, signs = 1, exercise }) =>
      asActivity(async () => {
        const [told] = await readCounterparties(store, [counterparty]);
        const { organisation } = policy;
        const party = { id: counterparty, name: told?.name ?? counterparty };
        const values = misuseValues(organisation, breachId, party, pageOf(breachId));
        const template = templateFor(policy, 'misuse', organisation.language);
        const mail = mailOf(template, values, exercise !== null);
        const about = `misuse/${breachId}/${counterparty}/${round}${signs > 1 ? `/${signs}` : ''}`;
        await tellEverybody(mail, about, { breachId, exercise });
        await markMisuseTold(store, breachId, { counterparty, round, signs });
      }),
    warnOfPause: ({ breachId, communication, because, at, exercise }) =>
      asActivity(async () => {
        const { organisation } = policy;
        const template = templateFor(policy, 'paused', organisation.language);
        const what = { communication, because };
        const values = pausedValues(organisation, breachId, what, pageOf(breachId), template.language);
        const mail = mailOf(template, values, exercise !== null);
        await tellEverybody(mail, `paused/${breachId}/${communication}/${at}`, { breachId, exercise });
      }),
  };

  /** DPO and deputy, by every channel. */
  function tellEverybody(
    mail: OwnMail,
    about: string,
    { breachId, exercise }: Pick<PauseRequest, 'breachId' | 'exercise'>,
  ): Promise<void> {
    const roles = ['dpo', 'deputy'] as const;
    const ways = roles.flatMap((role) =>
      (['email', 'slack'] as const).flatMap((name) => wayTo(postOf(role), name, exercise !== null)),
    );
    const once = new Map(ways.map((way) => [`${way.channel} ${way.to}`, way]));
    return sendAll(
      [...once.values()].map((way) => ({ way, mail, about })),
      breachId,
    );
  }

  /** Every way is tried before one that failed makes the whole be tried again; the ledger spares those that went. */
  async function sendAll(messages: readonly Message[], breachId: string): Promise<void> {
    const sent = await Promise.allSettled(
      messages.map(({ way, mail, about }) => {
        const { channel } = way;
        const key = `${about}/${channel}/${way.to}`;
        const messageId = messageIdOf(key);
        const send = async () => {
          const result = await way.send(mail, messageId);
          say('warning', { messageId, channel, ...resultFields(result) });
          return result;
        };
        return deliver(store, clock, { key, breachId, channel, purpose: 'warning' }, send);
      }),
    );
    const failed = sent.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  /**
   * Each address once, even where two roles share a mailbox or a chat channel, with what is to be told there. A rung
   * that no channel of its own carries, as where there is no chat, goes by mail: none is fired and reaches nobody.
   */
  function waysOut(
    rungs: readonly WarnedRung[],
    isDrill: boolean,
    duty: readonly Post[],
  ): { way: Way; rungs: WarnedRung[]; ofReaders: WarnedRung[] }[] {
    const postsOf = (role: AlertRole) => (role === 'on-duty' ? duty : [postOf(role)]);
    const ways = new Map<string, { way: Way; rungs: WarnedRung[] }>();
    const readers = new Map<string, Set<string>>();
    for (const rung of rungs) {
      const posts = rung.to.flatMap(postsOf);
      const by = (channels: readonly WarningChannel[]) =>
        posts.flatMap((post) => channels.flatMap((name) => wayTo(post, name, isDrill)));
      const own = by(rung.channels);
      for (const way of own.length > 0 ? own : by(['email'])) {
        const known = ways.get(way.address);
        const told = known?.rungs ?? [];
        ways.set(way.address, { way: known?.way ?? way, rungs: told.includes(rung) ? told : [...told, rung] });
        readers.set(way.address, (readers.get(way.address) ?? new Set()).add(way.reader));
      }
    }
    return [...ways.values()].map(({ way, rungs: own }) => {
      const isRead = (role: AlertRole) => postsOf(role).some(({ name }) => readers.get(way.address)?.has(name));
      return { way, rungs: own, ofReaders: rungs.filter(({ to }) => to.some(isRead)) };
    });
  }

  function buttonsOf({ breachId, owner }: BreachState, told: readonly Due[]): OwnMail['buttons'] {
    const warnings = told.map(({ rung: { obligation, rung, due } }) => ({ obligation, rung, due }));
    const isPaging = owner === undefined && told.some(isPage);
    const about = { breachId, warnings, isPage: isPaging, link: pageOf(breachId) };
    return chatButtons(about, policy.organisation.language);
  }

  function postOf(role: Exclude<AlertRole, 'on-duty'>): Post {
    return { name: role, mailbox: policy.organisation[role] };
  }

  function wayTo({ name: role, mailbox }: Post, name: WarningChannel, isDrill: boolean): Way[] {
    if (name === 'email') {
      const to = { name: mailbox.label, email: mailbox.email };
      const send: Way['send'] = (mail, id) => channels.email(isDrill).send({ ...mail, to, id });
      return [{ channel: name, to: role, address: `${name} ${mailbox.email.toLowerCase()}`, reader: role, send }];
    }
    const slack = channels.slack(isDrill);
    if (slack === null) return [];
    const channel = mailbox.slackChannel ?? slack.to;
    const send: Way['send'] = ({ chat: text, buttons = [] }) => slack.channel.send({ channel, text, buttons });
    return [{ channel: name, to: channel, address: `${name} ${channel}`, reader: role, send }];
  }
}

/** One rung by its name; several by a digest over all of them as they were asked for, so that no attempt differs. */
function aboutOf(rungs: readonly WarnedRung[]): string {
  const names = rungs.map(({ obligation, rung, due }) => `${obligation}/${rungKey(rung, due)}`);
  const [only, ...others] = names;
  if (only !== undefined && others.length === 0) return only;
  return `together/${createHash('sha256').update(names.sort().join('\n')).digest('hex').slice(0, 32)}`;
}
