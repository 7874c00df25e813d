import { rungKey } from '../domain/breach/ladder.ts';
import { TocsinError } from '../domain/errors.ts';
import { renderNotice } from '../domain/notices/render.ts';
import { warningTemplateName } from '../domain/notices/template.ts';
import { misuseValues, warningValues } from '../domain/notices/values.ts';
import type { AlertRole, WarningChannel } from '../domain/plan/types.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import type { Mailbox } from '../domain/policy/schema.ts';
import type { Instant } from '../domain/time.ts';
import { readBreach } from '../store/breaches.ts';
import { readCounterparties } from '../store/dataflow.ts';
import type { Store } from '../store/store.ts';
import type { SendResult } from './channels/channel.ts';
import type { Channels } from './channels/registry.ts';
import { deliver } from './delivery.ts';
import { asActivity } from './failures.ts';
import { templateFor } from './templates.ts';
import type { WarningActivities, WarnRequest } from './types.ts';

type Deps = { store: Store; policy: CompiledPolicy; channels: Channels; clock: () => Instant; publicUrl: string };
type Mail = { subject: string; text: string };
type Audience = Pick<WarnRequest, 'exercise'> & { to: readonly AlertRole[]; channels: readonly WarningChannel[] };
type Way = {
  channel: string;
  /** The role, or the chat channel: what the ledger may name. */
  to: string;
  send: (mail: Mail, id: string) => Promise<SendResult>;
};

/** Warnings to DPO and deputy. Mailboxes may be read by an intruder: they name the duty, not the story. */
export function createWarningActivities(deps: Deps): WarningActivities {
  const { store, policy, channels, clock, publicUrl } = deps;
  const pageOf = (breachId: string) => `${publicUrl}/desk/breaches/${breachId}`;
  const { organisation } = policy;
  return {
    warn: (request) =>
      asActivity(async () => {
        const { breachId, obligation, rung, due } = request;
        const state = await readBreach(store, breachId);
        if (state === null) throw new TocsinError('unavailable', `Breach ${breachId} is not in the database yet.`);
        const planned = state.plan?.obligations.find((o) => o.id === obligation);
        // The duty has ended since: there is nothing to warn of any more.
        if (planned?.clock == null) return;
        const isDrill = request.exercise !== null;
        const template = templateFor(policy, warningTemplateName(rung), organisation.language);
        const about = { ...planned, clock: { ...planned.clock, due } };
        const values = warningValues(organisation, breachId, about, pageOf(breachId), rung, isDrill);
        const mail = renderNotice(template, values, { exercise: isDrill });
        await sendAll(request, mail, breachId, `warning/${breachId}/${obligation}/${rungKey(rung, due)}`);
      }),
    warnOfMisuse: ({ breachId, counterparty, round, exercise }) =>
      asActivity(async () => {
        const [told] = await readCounterparties(store, [counterparty]);
        const values = misuseValues(organisation, breachId, told?.name ?? counterparty, pageOf(breachId));
        const template = templateFor(policy, 'misuse', organisation.language);
        const mail = renderNotice(template, values, { exercise: exercise !== null });
        const audience = { to: ['dpo', 'deputy'], channels: ['email', 'slack'], exercise } as const;
        await sendAll(audience, mail, breachId, `misuse/${breachId}/${counterparty}/${round}`);
      }),
  };

  /** Every way is tried before one that failed makes the whole be tried again; the ledger spares those that went. */
  async function sendAll(audience: Audience, mail: Mail, breachId: string, about: string): Promise<void> {
    const sent = await Promise.allSettled(
      waysOut(audience).map((way) => {
        const key = `${about}/${way.channel}/${way.to}`;
        const claim = { key, breachId, channel: way.channel, purpose: 'warning' };
        return deliver(store, clock, claim, 'at-least-once', () => way.send(mail, key.replaceAll(/[^\w.-]+/g, '.')));
      }),
    );
    const failed = sent.find((result) => result.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  /** Each address once, even where DPO and deputy share a chat channel. */
  function waysOut(audience: Audience): Way[] {
    const isDrill = audience.exercise !== null;
    const ways = audience.to.flatMap((role) => audience.channels.flatMap((name) => wayTo(role, name, isDrill)));
    return [...new Map(ways.map((way) => [`${way.channel} ${way.to}`, way])).values()];
  }

  function wayTo(role: AlertRole, name: WarningChannel, isDrill: boolean): Way[] {
    const mailbox: Mailbox = organisation[role];
    if (name === 'email') {
      const to = { name: mailbox.label, email: mailbox.email };
      const { language } = organisation;
      const send: Way['send'] = (mail, id) => channels.email(isDrill).send({ ...mail, to, id, language });
      return [{ channel: name, to: role, send }];
    }
    const slack = channels.slack(isDrill);
    if (slack === null) return [];
    const channel = mailbox.slackChannel ?? slack.to;
    return [{ channel: name, to: channel, send: ({ subject }) => slack.channel.send({ channel, text: subject }) }];
  }
}
