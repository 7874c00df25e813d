import { TARGET_NAMES, TARGET_PREFIX, TARGETS } from '../plan/targets.ts';
import type { CompiledPolicy } from './compiled.ts';
import type { LadderRung, Ladders, Organisation } from './schema.ts';

/** The warnings of a target whose ladder the policy does not name, as those of before version 0.7 do not. */
const LADDER: LadderRung[] = [
  { name: 'clock-started', before: 'start', to: ['dpo', 'deputy', 'on-duty'], channels: ['email', 'slack'] },
  { name: 'overdue-12-hours', before: -12, to: ['dpo', 'deputy'], channels: ['email', 'slack'] },
];

/** Every target of the organisation with its hours and ladder; what the policy leaves out is as by default. */
export function compileTargets({ softTargets }: Organisation, ladders: Ladders): CompiledPolicy['targets'] {
  const entries = TARGET_NAMES.map((name) => {
    const hours = softTargets[name] ?? TARGETS[name].hours;
    return [name, { hours, ladder: ladders[`${TARGET_PREFIX}${name}`] ?? LADDER }];
  });
  return Object.fromEntries(entries);
}
