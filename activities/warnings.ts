import { rungKey } from '../domain/breach/ladder.ts';
import { renderNotice } from '../domain/notices/render.ts';
import { warningTemplateName } from '../domain/notices/template.ts';
import { warningValues } from '../domain/notices/values.ts';
import type { AlertRole } from '../domain/plan/types.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import type { Mailbox } from '../domain/policy/schema.ts';
import type { Instant } from '../domain/time.ts';
import { readBreach } from '../store/breaches.ts';
import type { Store } from '../store/store.ts';
import type { SendResult } from './channels/channel.ts';
import type { Channels } from './channels/registry.ts';
import { deliver } from './delivery.ts';
import { asActivity } from './failures.ts';
import { templateFor } from './templates.ts';
import type { WarningActivities, WarnRequest } from './types.ts';

type Deps = { store: Store; policy: CompiledPolicy; channels: Channels; clock: () => Instant; publicUrl: string };
type Way = {
  channel: string;
  /** The role, or the chat channel: what the ledger may name. */
  to: string;
  send: (mail: { subject: string; text: string }, id: string) => Promise<SendResult>;
};

/** Deadline warnings to DPO and deputy. Mailboxes may be read by an intruder: they name the duty, not the story. */
export function createWarningActivities(deps: Deps): WarningActivities {
  const { store, policy, channels, clock, publicUrl } = deps;
  return {
    warn: (request) =>
      asActivity(async () => {
        const { breachId, obligation, rung, due } = request;
        const planned = (await readBreach(store, breachId))?.plan?.obligations.find((o) => o.id === obligation);
        if (planned?.clock == null) return;
        const template = templateFor(policy, warningTemplateName(rung), policy.organisation.language);
        const about = { ...planned, clock: { ...planned.clock, due } };
        const values = warningValues(policy.organisation, breachId, about, publicUrl);
        const mail = renderNotice(template, values, { exercise: request.exercise !== null });
        const sent = await Promise.allSettled(
          waysOut(request).map((way) => {
            const key = `warning/${breachId}/${obligation}/${rungKey(rung, due)}/${way.channel}/${way.to}`;
            const claim = { key, breachId, channel: way.channel, purpose: 'warning' };
            return deliver(store, clock, claim, 'at-least-once', () =>
              way.send(mail, key.replaceAll(/[^\w.-]+/g, '.')),
            );
          }),
        );
        // Every way is tried before one that failed makes the whole be tried again; the ledger spares those that went.
        const failed = sent.find((result) => result.status === 'rejected');
        if (failed !== undefined) throw failed.reason;
      }),
  };

  /** Each address once, even where DPO and deputy share a chat channel. */
  function waysOut(request: WarnRequest): Way[] {
    const isDrill = request.exercise !== null;
    const ways = request.to.flatMap((role) => request.channels.flatMap((name) => wayTo(role, name, isDrill)));
    return [...new Map(ways.map((way) => [`${way.channel} ${way.to}`, way])).values()];
  }

  function wayTo(role: AlertRole, name: 'email' | 'slack', isDrill: boolean): Way[] {
    const mailbox: Mailbox = policy.organisation[role];
    if (name === 'email') {
      const to = { name: mailbox.label, email: mailbox.email };
      const { language } = policy.organisation;
      const send: Way['send'] = (mail, id) => channels.email(isDrill).send({ ...mail, to, id, language });
      return [{ channel: name, to: role, send }];
    }
    const slack = channels.slack(isDrill);
    if (slack === null) return [];
    const channel = mailbox.slackChannel ?? slack.to;
    return [{ channel: name, to: channel, send: ({ subject }) => slack.channel.send({ channel, text: subject }) }];
  }
}
