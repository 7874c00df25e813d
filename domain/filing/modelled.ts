import type { CompetentAuthority } from '../authorities/competent.ts';
import { EEA } from '../jurisdictions.ts';
import { isRegisterDuty } from '../plan/register-duty.ts';
import { addresseeOf } from '../policy/addressee.ts';
import type { CompiledObligation, CompiledPolicy } from '../policy/compiled.ts';
import { isForAll, isOwnFormOf } from './forms.ts';
import { isGeneric } from './generic.ts';
import type { FilingTemplate } from './template.ts';

/** Whether a receiver's own form is modelled, so that a list of contents is never taken for one. */

/** A receiver whose own form nothing here is: where it takes reports, as far as that is known. */
export type UnmodelledForm = { receiver: string; portal: string | null };

export function sayUnmodelled({ receiver, portal }: UnmodelledForm): string {
  const where = portal === null ? 'Where it is handed in is not known here.' : `It is handed in at ${portal}.`;
  return `The own form of this receiver is not modelled here: ${receiver}. ${where}`;
}

/** Receivers that are no authority and have no form. */
const NO_BODY =
  /customer|\bclients?\b|\busers?\b|joint controllers|recipients of|ourselves|prominent media|original recipient|people concerned, other|provider that contracts|controller of the other/;

/** Whether a duty is filed with a body that may have a form of its own. */
function isFiled(obligation: Pick<CompiledObligation, 'role' | 'recipient'>): boolean {
  const { recipient } = obligation;
  return addresseeOf(obligation) === 'authority' && !isRegisterDuty(obligation) && !NO_BODY.test(recipient);
}

/** What decides whose form it would be. */
type Receivers = {
  obligation: CompiledObligation | undefined;
  /** The receiver as the plan names it. */
  recipient: string;
  authorities: readonly Pick<CompetentAuthority, 'id' | 'name' | 'form' | 'home'>[];
  /** Member States by whose law of a directive it is reported. */
  states: readonly string[];
};

/** The receivers of a filing whose own form this one is not; none where it is, or where they have none. */
export function unmodelledForms(
  form: Pick<FilingTemplate, 'id' | 'authorities' | 'states'>,
  { obligation, recipient, authorities, states }: Receivers,
): UnmodelledForm[] {
  if (obligation === undefined || !isFiled(obligation) || isOwnFormOf(form, { authorities, states })) return [];
  if (authorities.length > 0) {
    return authorities.map(({ name, form: own, home }) => ({ receiver: name, portal: own ?? home }));
  }
  const laws = (obligation.transposed?.states ?? []).filter(({ state }) => states.includes(state));
  if (laws.length > 0) return laws.map(({ authority, portal = null }) => ({ receiver: authority, portal }));
  return isGeneric(form) || !isForAll(form) ? [{ receiver: recipient, portal: null }] : [];
}

/** One receiver of a duty in force, and the form of its own that is modelled; null where none is. */
export type ReceiverForm = {
  obligation: string;
  article: string;
  place: string;
  receiver: string;
  portal: string | null;
  form: Pick<FilingTemplate, 'id' | 'exactness'> | null;
};

/** Each receiver of each duty in force that is filed with a body, in the order of the policy. */
export function formsCovered(
  { obligations, authorities }: Pick<CompiledPolicy, 'obligations' | 'authorities'>,
  filings: readonly FilingTemplate[],
): ReceiverForm[] {
  return obligations
    .filter((each) => each.status === 'in-force' && isFiled(each))
    .flatMap((obligation) => {
      const own = filings.filter((form) => form.obligations.includes(obligation.id));
      return receiversOf(obligation, authorities).map(({ isOwn, ...receiver }): ReceiverForm => {
        const form = own.find(isOwn);
        const { id, article } = obligation;
        return { obligation: id, article, ...receiver, form: form ? { id: form.id, exactness: form.exactness } : null };
      });
    });
}

type Receiver = Pick<ReceiverForm, 'place' | 'receiver' | 'portal'> & { isOwn(form: FilingTemplate): boolean };

function receiversOf(
  { regime, recipient, jurisdiction, transposed }: CompiledObligation,
  authorities: CompiledPolicy['authorities'],
): Receiver[] {
  if (regime === 'GDPR' && recipient === 'supervisory authority') {
    return authorities
      .filter(({ place }) => EEA.includes(place.slice(0, 2)))
      .map(({ id, place, name, form, home }) => ({
        ...{ place, receiver: name, portal: form ?? home },
        isOwn: (template) => template.authorities.includes(id),
      }));
  }
  if (transposed?.isToAuthority) {
    return transposed.states.map(({ state, authority, portal = null }) => ({
      ...{ place: state, receiver: authority, portal },
      isOwn: (template) => template.states.includes(state),
    }));
  }
  return [{ place: jurisdiction, receiver: recipient, portal: null, isOwn: isForAll }];
}
