import type { BreachEvent } from '../breach/events.ts';
import { type BreachState, type ObligationState, openTargets, type TargetState } from '../breach/state.ts';
import { TAKE, type TargetName, targetName } from '../plan/targets.ts';
import { isAfterDue } from '../policy/schema.ts';
import type { Instant } from '../time.ts';

/**
 * What tools that page people are to be told of an event: something asks for an act, somebody has seen it, or it is
 * done. By ids and instants alone.
 */
export type Page = {
  action: 'trigger' | 'acknowledge' | 'resolve';
  /** The same for all that is about one thing: an incident, or one of its clocks. */
  key: string;
  /** The duty or target of ours; null: the incident, which nobody has. */
  obligation: string | null;
  level: 'warning' | 'critical';
  /** By when it is to be done, and which warning it is; null where that is not known. */
  due: Instant | null;
  rung: string | null;
};

/** Targets that an event can meet: clocks that end without an event of their own. */
const MET_BY: Readonly<Partial<Record<BreachEvent['type'], readonly TargetName[]>>> = {
  'awareness-recorded': ['triage', 'investigation'],
  triaged: ['triage', 'investigation'],
  'notices-released': ['release', 'correction'],
  'risk-decided': ['decision'],
  'signs-settled': ['misuse', 'unreached', 'letters-unreached'],
  'communication-progressed': ['uncertain', 'letters-uncertain'],
  filed: ['supplement'],
};

/** @param state as it stands now, which may be later than the event: what ended meanwhile asks for nothing */
export function pagesOf(state: BreachState, event: BreachEvent): Page[] {
  const met = resolvedBy(state, event);
  switch (event.type) {
    case 'reported':
      return state.owner === undefined && state.status !== 'closed' ? [pageOf(state, 'trigger', TAKE)] : [];
    case 'rung-fired': {
      const { obligation, rung, due } = event.data;
      // A clock that starts asks for nothing yet, but for an incident that nobody has.
      if (!isOpen(state, obligation) || (rung === 'clock-started' && obligation !== TAKE)) return [];
      return [{ ...pageOf(state, 'trigger', obligation), level: isAfterDue(rung) ? 'critical' : 'warning', due, rung }];
    }
    case 'obligation-overdue': {
      const { obligation, due } = event.data;
      if (!isOpen(state, obligation)) return [];
      return [{ ...pageOf(state, 'trigger', obligation), level: 'critical', due, rung: 'overdue' }];
    }
    case 'warnings-acknowledged': {
      const seen = new Set(event.data.warnings.map(({ obligation }) => obligation));
      return [...seen].map((obligation) => pageOf(state, 'acknowledge', obligation));
    }
    case 'taken':
    case 'handed-over':
      return [pageOf(state, 'acknowledge', TAKE)];
    case 'awareness-recorded':
      return [pageOf(state, 'acknowledge', TAKE), ...met];
    case 'obligation-waived':
      return isOpen(state, event.data.obligation) ? [] : [pageOf(state, 'resolve', event.data.obligation)];
    case 'filed':
      return isOpen(state, event.data.obligation) ? met : [pageOf(state, 'resolve', event.data.obligation), ...met];
    case 'closed':
      return [TAKE, ...warned(state).filter((id) => id !== TAKE)].map((id) => pageOf(state, 'resolve', id));
    default:
      return met;
  }
}

function resolvedBy(state: BreachState, { type }: BreachEvent): Page[] {
  const names: readonly (TargetName | null)[] = MET_BY[type] ?? [];
  const ended = Object.values(state.targets ?? {}).filter(
    ({ id, status, fired }) => names.includes(targetName(id)) && status === 'met' && fired.length > 0,
  );
  return ended.map(({ id }) => pageOf(state, 'resolve', id));
}

/** Clocks of which a warning went out. */
function warned({ obligations, targets }: BreachState): string[] {
  const all: (ObligationState | TargetState)[] = [...Object.values(obligations), ...Object.values(targets ?? {})];
  return all.filter(({ fired }) => fired.length > 0).map(({ id }) => id);
}

function isOpen({ obligations, targets, status }: BreachState, id: string): boolean {
  const known = targets?.[id] ?? obligations[id];
  return status !== 'closed' && (known?.status === 'running' || known?.status === 'overdue');
}

function pageOf(state: BreachState, action: Page['action'], id: string): Page {
  const isIncident = id === TAKE;
  const due = isIncident ? (openTargets(state).find((target) => target.id === TAKE)?.due ?? null) : null;
  return {
    ...{ action, level: 'warning', due, rung: null },
    key: isIncident ? state.breachId : `${state.breachId}/${id}`,
    obligation: isIncident ? null : id,
  };
}
