import type { DataFlowRegister } from '../../domain/dataflow.ts';
import { saveDataFlow } from '../../store/dataflow.ts';
import type { Store } from '../../store/store.ts';
import { judgeNamedAgain } from '../alert/judge-again.ts';

type Deps = { store: Store; judge: { kick(): void } };

/**
 * Takes over a register, and has stored alerts judged again that named what its systems are known by.
 *
 * @returns how many alerts those are
 * @throws TocsinError as `saveDataFlow`; where the database goes away in between, the same can be saved again
 */
export async function saveRegister(
  deps: Deps,
  register: DataFlowRegister,
  change: Parameters<typeof saveDataFlow>[2],
): Promise<{ again: number }> {
  await saveDataFlow(deps.store, register, change);
  return { again: await judgeNamedAgain(deps, register.systems, change.at) };
}
