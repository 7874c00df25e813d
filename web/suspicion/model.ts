import type { BreachState } from '../../domain/breach/state.ts';
import type { Playbook } from '../../domain/playbooks/playbook.ts';
import type { SuspicionReasoning } from '../../domain/suspicion/reasoning.ts';
import type { Names } from '../breach/model.ts';

/** `names`: of the systems, and of the first customers and suppliers. */
export type SuspicionModel = {
  state: BreachState;
  reasoning: SuspicionReasoning;
  names: Names;
  playbooks: readonly Playbook[];
};
