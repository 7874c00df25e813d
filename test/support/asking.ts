import type { Command, CommandBody } from '../../domain/breach/commands.ts';
import { decide, mayAsk } from '../../domain/breach/decide.ts';
import type { BreachEvent } from '../../domain/breach/events.ts';
import { evolve } from '../../domain/breach/evolve.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import type { Instant } from '../../domain/time.ts';

type Asked = { at: Instant; by?: string; key?: string };

/** A command as whoever may ask it would: the DPO, else the engine. */
export function commandOf(body: CommandBody, { at, by = 'dpo', key = 'asked' }: Asked): Command {
  const isDpo = by !== 'engine' && mayAsk(body.type, 'dpo');
  return { ...body, at, key, by: isDpo ? by : 'engine', role: isDpo ? 'dpo' : 'engine' };
}

/** The breach after a command, which must be accepted. */
export function accepted(state: BreachState, command: Command): { state: BreachState; events: BreachEvent[] } {
  const decision = decide(state, command);
  if (!decision.ok) throw new Error(`${decision.code}: ${decision.message}`);
  return { state: decision.events.reduce<BreachState>(evolve, state), events: decision.events };
}

/** With which code, at which field a command is refused, and what the refusal names; `accepted` where it is not. */
export function refusalOf(state: BreachState, command: Command) {
  const decision = decide(state, command);
  if (decision.ok) return 'accepted';
  const { code, field, members } = decision;
  return { code, field, ...(Object.keys(members).length > 0 && { members }) };
}
