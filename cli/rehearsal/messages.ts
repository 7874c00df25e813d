import { pageMail } from '../../activities/page-mail.ts';
import type { MisuseRequest, WarnedRung, WarnOneRequest, WarnRequest } from '../../activities/types.ts';
import { asDuty, type Due, isPage, stillDue, toldBy, warningMail } from '../../activities/warning-mail.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { isCounting, type NoticeAct } from '../../domain/communication/follow-ups.ts';
import type { Notice } from '../../domain/communication/notice.ts';
import type { Counterparty } from '../../domain/dataflow.ts';
import { type Forbidden, findForbidden } from '../../domain/filing/forbidden.ts';
import { letterTo } from '../../domain/notices/letter-to.ts';
import { renderNotice } from '../../domain/notices/render.ts';
import { newestRelease, type ReleaseEvent, saidBy } from '../../domain/notices/said.ts';
import { templateFor } from '../../domain/notices/templates.ts';
import { misuseValues } from '../../domain/notices/values.ts';
import type { CompiledPolicy } from '../../domain/policy/compiled.ts';
import type { LoadedScenario } from './load.ts';

/** What would be sent, rendered from the real letters. */
export type Message = {
  kind: 'warning' | 'notice' | 'letters';
  /** Mailbox of a role, counterparty with contact, or a number of people. */
  to: string;
  channel: string;
  /** Obligation, counterparty or campaign. */
  about: string;
  step: string;
  subject: string;
  result: 'sent' | 'refused';
  /** What the text holds that must not be in it. */
  forbidden: Forbidden[];
};

/** What a message is about is not on record yet: its append is still under way, and the activity is tried again. */
export class NotYet extends Error {}

const LINK = 'https://tocsin.example/n/rehearsal';
const ROLES = ['dpo', 'deputy'] as const;
const CHANNELS = ['email', 'slack'] as const;
const real = { exercise: false };

export function createMessages(
  policy: CompiledPolicy,
  scenario: LoadedScenario,
  state: () => BreachState,
  releases: () => ReleaseEvent[],
) {
  const { organisation } = policy;
  const { systems, counterparties } = scenario.dataFlow;

  return {
    warnings(request: WarnRequest | WarnOneRequest): Message[] {
      const { breachId } = request;
      const rungs = 'rungs' in request ? request.rungs : [request];
      const { obligations = [], targets = [] } = state().plan ?? {};
      const clocks = [...obligations, ...targets].filter(({ clock }) => clock !== null);
      const unknown = rungs.find(({ obligation }) => !clocks.some(({ id }) => id === obligation));
      if (unknown !== undefined) throw new NotYet(`The clock of ${unknown.obligation} is not on record yet.`);
      const due = stillDue(state(), rungs);
      const hasRota = organisation.onDuty !== undefined;
      const told = hasRota ? ([...ROLES, 'on-duty'] as const) : ROLES;
      return told.flatMap((role) =>
        CHANNELS.flatMap((channel): Message[] => {
          // Without a rota DPO and deputy are on duty.
          const isFor = ({ to }: WarnedRung) => to.includes(role) || (!hasRota && to.includes('on-duty'));
          const ofReader = rungs.filter(isFor);
          const own = ofReader.filter(({ channels }) => channels.includes(channel));
          return toldBy(own, ofReader).flatMap((part): Message[] => {
            const [first, ...others] = due.filter(({ rung }) => part.includes(rung));
            if (first === undefined) return [];
            const its: [Due, ...Due[]] = [first, ...others];
            const { reportedAt } = state();
            const { subject } = its.some(isPage)
              ? pageMail(policy, { state: state(), systems }, its.map(asDuty), LINK, reportedAt)
              : warningMail(policy, breachId, its, LINK, reportedAt, false);
            const about = [first, ...others].map(({ rung }) => rung.obligation).join(', ');
            return toRoles([role], [channel], { about, step: first.rung.rung, subject });
          });
        }),
      );
    },

    misuse({ breachId, counterparty }: MisuseRequest): Message[] {
      const template = templateFor(policy, 'misuse', organisation.language);
      const values = misuseValues(organisation, breachId, partyOf(counterparty), LINK);
      const { subject } = renderNotice(template, values, real);
      return toRoles(ROLES, CHANNELS, { about: counterparty, step: 'misuse', subject });
    },

    notice(notice: Notice, { letter: step, contact: wanted }: NoticeAct & { act: 'deliver' }): Message {
      const counterparty = partyOf(notice.counterparty);
      const [first, second] = counterparty.contacts;
      const contact = wanted === 'second' ? second : first;
      if (contact === undefined) throw new Error(`Counterparty '${counterparty.id}' has no contact.`);
      const release = newestRelease(releases(), notice.kind);
      if (release === undefined) throw new NotYet(`What a ${notice.kind} reads is not released yet.`);
      const said = (language: string) => saidBy(release, notice.kind, language);
      const about = {
        reference: state().breachId,
        notice,
        counterparty,
        contact,
        systems,
        said,
        link: LINK,
        isCounting: isCounting(step, notice.deliveries),
      };
      const { subject, text } = letterTo(policy, about, step);
      const isRefused = scenario.counterparties[counterparty.id] === 'refuses' && contact === first;
      return {
        ...{ kind: 'notice', to: `${counterparty.name} (${contact.name})`, channel: 'email', about: counterparty.id },
        ...{ step, subject, result: isRefused ? 'refused' : 'sent', forbidden: forbiddenIn(text, counterparty) },
      };
    },

    letters(campaign: number): Message {
      const known = state().campaigns.find((c) => c.number === campaign);
      if (known === undefined) throw new NotYet(`Campaign ${campaign} is not on record yet.`);
      return {
        ...{
          kind: 'letters',
          to: `${known.recipients} people`,
          channel: 'email',
          about: `campaign ${campaign}`,
          step: 'letter',
        },
        ...{ subject: 'the approved letter', result: 'sent', forbidden: [] },
      };
    },
  };

  function partyOf(id: string): Counterparty {
    const found = counterparties.find((c) => c.id === id);
    if (found !== undefined) return found;
    throw new Error(`The register of the scenario has no counterparty '${id}'.`);
  }

  function forbiddenIn(text: string, { kind, contacts, id }: Counterparty): Forbidden[] {
    const { dpo, deputy, publicContact } = organisation;
    const allowed = [
      dpo.email,
      deputy.email,
      publicContact.email,
      publicContact.phone,
      ...contacts.map((c) => c.email),
    ];
    const othersNames = counterparties.filter((c) => c.kind === 'customer' && c.id !== id).map((c) => c.name);
    return findForbidden(text, { audience: kind === 'customer' ? 'controller' : 'supplier', allowed, othersNames });
  }
}

function toRoles(
  roles: readonly string[],
  channels: readonly string[],
  about: Pick<Message, 'about' | 'step' | 'subject'>,
): Message[] {
  return roles.flatMap((to) =>
    channels.map((channel): Message => ({ kind: 'warning', to, channel, ...about, result: 'sent', forbidden: [] })),
  );
}
