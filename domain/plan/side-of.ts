import type { EntityKind } from '../entities.ts';
import type { Side } from './types.ts';

/** By whose data a duty is judged and told: that of the role by which it reaches us; `all` for what is beside both. */
export function sideOf(role: EntityKind | null): Side | 'all' {
  if (role === 'controller' || role === 'joint-controller') return 'controller';
  return role === 'processor' || role === 'sub-processor' ? 'processor' : 'all';
}
