import { Counterparty, DataFlowRegister, System } from '../../domain/dataflow.ts';
import { plural } from '../../web/desk/words.ts';
import { argumentOf, readData } from '../input.ts';
import { parsePlainly } from '../plain.ts';
import type { Verb } from './verb.ts';

const FIELDS = [DataFlowRegister, System, Counterparty].flatMap(({ shape }) => Object.keys(shape));

export const dataflowLoad: Verb = {
  name: 'dataflow load',
  summary: 'load systems, suppliers and customers into the data-flow register',
  examples: ['tocsin dataflow load local/demo/dataflow.yaml'],
  arguments: [{ name: 'file', describe: 'the register as YAML or JSON; entries of the same id are replaced' }],
  options: {},
  role: 'dpo',
  async run(input) {
    const file = argumentOf(input, 'file');
    const register = parseRegister(file, await readData(input, file, 'file'));
    const json = await input.client().send('PUT', '/dataflow', register);
    const { systems, counterparties } = register;
    return {
      json,
      text: `Loaded ${plural(systems.length, 'system')} and ${counterparties.length} suppliers and customers.`,
    };
  },
};

/** Checked here as well, so that the refusal names the place in the file. */
export function parseRegister(file: string, value: unknown): DataFlowRegister {
  return parsePlainly(DataFlowRegister, value, file, FIELDS);
}
