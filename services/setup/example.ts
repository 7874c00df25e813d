import { TocsinError } from '../../domain/errors.ts';
import {
  type ExampleBar,
  exampleEntries,
  isExampleAddress,
  isExampleName,
  isExamplePerson,
} from '../../domain/setup/example.ts';
import { readBreaches } from '../../store/breaches.ts';
import { eachCounterparty, eachSystem, removeEntries } from '../../store/dataflow.ts';
import { readBreachIds } from '../../store/events.ts';
import { changeUser, listUsers, type User } from '../../store/users.ts';
import type { ServiceDeps } from '../deps.ts';

type Deps = Pick<ServiceDeps, 'store' | 'policy'>;

/** What of the example company is here, and what keeps it here. */
export type Example = {
  systems: string[];
  counterparties: string[];
  users: Pick<User, 'id' | 'name' | 'email' | 'role'>[];
  bars: ExampleBar[];
};

/** @param asker who would remove it, by the id of the user; null for nobody who signed in */
export async function readExample(deps: Deps, asker: string | null): Promise<Example> {
  const { store, policy } = deps;
  const [systems, counterparties] = await Promise.all([all(eachSystem(store)), all(eachCounterparty(store))]);
  const { namedBy, ...entries } = exampleEntries(systems, counterparties);
  const active = (await listUsers(store)).filter(({ disabled }) => !disabled);
  const users = active.filter(({ email }) => isExampleAddress(email));
  const remain = active.filter((user) => !users.includes(user));
  const has = (role: User['role']) => remain.some((user) => user.role === role);
  const { name, legalName, dpo, deputy, publicContact } = policy.organisation;
  const isExample =
    [name, legalName].some(isExampleName) ||
    [dpo, deputy, publicContact].some(({ email }) => isExampleAddress(email)) ||
    [dpo, deputy].some((post) => isExamplePerson(post.name ?? ''));
  const touching = await incidentsOn(deps, new Set(entries.systems));
  const bars: [ExampleBar, boolean][] = [
    ['company', isExample],
    ['nobody-left', !(has('administrator') && has('dpo'))],
    ['own', users.some(({ id }) => id === asker)],
    ['named', namedBy.length > 0],
    ['incidents', touching.real],
    ['exercise', touching.openExercise],
  ];
  return { ...entries, users, bars: bars.flatMap(([bar, stands]) => (stands ? [bar] : [])) };
}

/**
 * Takes the example's entries out of the register and closes the sign-in to its users; what they did in exercises stays
 * on record.
 *
 * @throws TocsinError `conflict` where something keeps it here, or nothing of it is left
 */
export async function leaveExample(deps: Deps, asker: string | null): Promise<Example> {
  const example = await readExample(deps, asker);
  const { systems, counterparties, users, bars } = example;
  const isGone = systems.length + counterparties.length + users.length === 0;
  if (isGone || bars.length > 0) {
    const message = `The example company stays: ${isGone ? 'nothing of it is left' : bars.join(', ')}.`;
    throw new TocsinError('conflict', message, undefined, { why: 'example-stays' });
  }
  await removeEntries(deps.store, { systems, counterparties });
  for (const { id } of users) await changeUser(deps.store, id, { disabled: true });
  return example;
}

/** Whether a party of the example company is in the register. */
export async function hasExampleEntries(store: ServiceDeps['store']): Promise<boolean> {
  return exampleEntries([], await all(eachCounterparty(store))).counterparties.length > 0;
}

/** Opened at once; each may hold as many events as an incident has. */
const AT_ONCE = 20;

/** Whether an incident that really was touches one of these systems, or an exercise that goes on. */
async function incidentsOn(
  { store }: Deps,
  systems: ReadonlySet<string>,
): Promise<{ real: boolean; openExercise: boolean }> {
  const found = { real: false, openExercise: false };
  const ids = systems.size === 0 ? [] : await readBreachIds(store);
  for (let at = 0; at < ids.length; at += AT_ONCE) {
    for (const { state } of await readBreaches(store, ids.slice(at, at + AT_ONCE))) {
      // Of a record that cannot be opened nobody knows what it touches: it counts as one that does.
      if (state === undefined) found.real = true;
      else if (state?.facts.systems.some((id) => systems.has(id))) {
        if (state.exercise === null) found.real = true;
        else if (state.status !== 'closed') found.openExercise = true;
      }
    }
  }
  return found;
}

async function all<T>(entries: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const entry of entries) list.push(entry);
  return list;
}
