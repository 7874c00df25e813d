import { Readable } from 'node:stream';
import { DataFlowRegister } from '../../domain/dataflow.ts';
import { TocsinError } from '../../domain/errors.ts';
import { saveRegister } from '../../services/dataflow/save.ts';
import { eachCounterparty, eachSystem, readCounterparties } from '../../store/dataflow.ts';
import type { ApiDeps } from '../deps.ts';
import type { Routes } from '../http/route.ts';
import { DataFlows, DataFlowsSaved } from '../openapi/answers.ts';
import { KeyHeaders, operation } from '../openapi/operation.ts';
import { principalOf } from '../sign-in/authentication.ts';

/** A whole register of 100,000 systems in one upload. */
const REGISTER_LIMIT_BYTES = 128 * 1024 * 1024;
const ENTRIES_PER_WRITE = 200;

/** The data-flow register: read whole, written by id; what an upload does not name stays. */
export const dataflowRoutes: Routes = (server, deps) => {
  const read = operation(
    { id: 'readDataFlows', tag: 'data flows', summary: 'The whole data-flow register', answers: { 200: DataFlows } },
    {},
  );
  server.get('/dataflow', { schema: read }, async (_request, reply) =>
    reply.type('application/json; charset=utf-8').send(Readable.from(wholeRegister(deps))),
  );

  const save = operation(
    {
      id: 'saveDataFlows',
      tag: 'data flows',
      summary: 'Write systems and counterparties by id; what is not named stays',
      description: 'Stored alerts that named what its systems are known by from now on are judged again.',
      answers: { 200: DataFlowsSaved },
      refusals: ['unknown-counterparty', 'too-large'],
    },
    { body: DataFlowRegister, headers: KeyHeaders },
  );
  server.put('/dataflow', { schema: save, bodyLimit: REGISTER_LIMIT_BYTES }, async (request) => {
    await requireCounterparties(deps, request.body);
    await saveRegister(deps, request.body, { at: deps.clock(), by: principalOf(request).name });
    return { systems: request.body.systems.length, counterparties: request.body.counterparties.length };
  });
};

/** The register as JSON, written while it is read. */
async function* wholeRegister({ store }: Pick<ApiDeps, 'store'>): AsyncGenerator<string> {
  yield '{"systems":[';
  yield* joined(eachSystem(store));
  yield '],"counterparties":[';
  yield* joined(eachCounterparty(store));
  yield ']}';
}

/** Entries in portions: one write for each would take longer than all the rest. */
async function* joined(entries: AsyncIterable<unknown>): AsyncGenerator<string> {
  let portion: string[] = [];
  let isFirst = true;
  const write = () => `${isFirst ? '' : ',\n'}${portion.join(',\n')}`;
  for await (const entry of entries) {
    portion.push(JSON.stringify(entry));
    if (portion.length < ENTRIES_PER_WRITE) continue;
    yield write();
    isFirst = false;
    portion = [];
  }
  if (portion.length > 0) yield write();
}

/** A supplier or customer that nobody can reach would be found out on the worst day: it is refused here. */
export async function requireCounterparties(deps: Pick<ApiDeps, 'store'>, register: DataFlowRegister): Promise<void> {
  const kinds = new Map(register.counterparties.map((c) => [c.id, c.kind]));
  const named = register.systems.flatMap((s) => [...s.suppliers, ...s.customers]);
  const elsewhere = [...new Set(named)].filter((id) => !kinds.has(id));
  for (const known of await readCounterparties(deps.store, elsewhere)) kinds.set(known.id, known.kind);
  for (const [index, system] of register.systems.entries()) {
    for (const [list, kind] of [['suppliers', 'supplier'] as const, ['customers', 'customer'] as const]) {
      const bad = system[list].findIndex((id) => kinds.get(id) !== kind);
      if (bad === -1) continue;
      throw new TocsinError(
        'unknown-counterparty',
        `System '${system.id}' names the ${kind} '${system[list][bad]}', ` +
          'of whom there is no such entry in counterparties.',
        `systems[${index}].${list}[${bad}]`,
      );
    }
  }
}
