import type { Facts } from '../../facts.ts';
import type { Asker } from '../../roles.ts';
import type { Command } from '../commands.ts';
import type { BreachEvent } from '../events.ts';
import { graverFacts } from '../graver-facts.ts';
import { type BreachState, changesUnlisted, isEvidence } from '../state.ts';
import {
  type CommandOf,
  confirmed,
  type Decide,
  done,
  inLanguage,
  isOfBefore,
  type Refusal,
  reasonsMissing,
  refuse,
} from './decision.ts';
import { plannedObligation, unknownObligation } from './duties.ts';

/** The same file is evidence once. It is recorded again where it says more: several findings share a file. */
export const addEvidence: Decide<'add-evidence'> = (state, command, head) => {
  const { evidence, systems, facts = {} } = command;
  if (isEvidence(state, evidence) && !saysMore(state, command)) return done();
  const graver = graverFacts(state, facts);
  const said = {
    ...{ evidence, systems },
    ...(Object.keys(graver).length > 0 && { facts: graver }),
    ...(command.opens && { opens: command.opens }),
    ...(command.urgent && { urgent: command.urgent }),
  };
  return done({ ...head, type: 'evidence-added', data: said });
};

/** Whether what is evidence already says more of the incident, which until version 0.8 was left out. */
export function addsToKnown(state: BreachState, command: Command): boolean {
  return command.type === 'add-evidence' && isEvidence(state, command.evidence) && saysMore(state, command);
}

function saysMore(state: BreachState, { systems, facts = {}, opens, urgent }: CommandOf<'add-evidence'>): boolean {
  // Of several findings in one file each is told that would have opened an incident.
  if (opens || urgent) return true;
  const isNamed = systems.every((id) => state.facts.systems.includes(id));
  return !isNamed || Object.keys(graverFacts(state, facts)).length > 0;
}

/** Changed facts resume what was waived: it was waived on other facts. */
export const amendFacts: Decide<'amend-facts'> = (state, command, head) => {
  const { facts, narrative, reasons, role } = command;
  const refusal = isOfBefore(command) ? null : whyNotSwitchedOn(role, facts.switchedOn);
  if (refusal !== null) return refusal;
  if (reasons === '') return reasonsMissing('amending facts');
  const changed = changedFacts(state, facts);
  const unknown = changed.switchedOn?.find((id) => !isSwitchable(state, id));
  if (unknown !== undefined) return unknownObligation(state, unknown);
  if (Object.keys(changed).length + Object.keys(narrative).length === 0) {
    return confirmed({
      ...head,
      type: 'facts-amended',
      data: { changed, ...inLanguage(command) },
      personal: { narrative, reasons },
    });
  }
  const isOtherwise = Object.keys(changed).length > 0 || changesUnlisted(state, narrative);
  const resumed = isOtherwise ? waived(state) : [];
  return done(
    { ...head, type: 'facts-amended', data: { changed, ...inLanguage(command) }, personal: { narrative, reasons } },
    ...resumed.map((obligation): BreachEvent => {
      return { ...head, type: 'obligation-resumed', data: { obligation, why: 'facts-changed' }, personal: { reasons } };
    }),
  );
};

/** Whether somebody of this role switches on a duty that does not bind by itself, or off again. */
export function maySwitchOn(role: Asker | undefined): boolean {
  return role === 'dpo';
}

/** @param switchedOn as the facts name them; undefined where they say nothing of it */
export function whyNotSwitchedOn(role: Asker | undefined, switchedOn: readonly string[] | undefined): Refusal | null {
  if (switchedOn === undefined || maySwitchOn(role)) return null;
  const message = 'Only a DPO switches on a duty that does not bind by itself, or off again.';
  return refuse('forbidden', message, 'facts.switchedOn');
}

function isSwitchable(state: BreachState, id: string): boolean {
  return state.facts.switchedOn.includes(id) || plannedObligation(state, id) !== undefined;
}

/** Only the named events change; one that is set to null is taken back. */
function changedFacts({ facts }: Pick<BreachState, 'facts'>, patch: Partial<Facts>): Partial<Facts> {
  const events = patch.events === undefined ? {} : { events: { ...facts.events, ...patch.events } };
  const entries = Object.entries({ ...patch, ...events }).filter(
    ([key, value]) => JSON.stringify(facts[key as keyof Facts]) !== JSON.stringify(value),
  );
  return Object.fromEntries(entries);
}

function waived({ obligations }: Pick<BreachState, 'obligations'>): string[] {
  return Object.values(obligations).flatMap((o) => (o.status === 'waived' ? [o.id] : []));
}
