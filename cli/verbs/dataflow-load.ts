import { DataFlowRegister } from '../../domain/dataflow.ts';
import { TocsinError } from '../../domain/errors.ts';
import { plural } from '../../web/desk/words.ts';
import { argumentOf, readData } from '../input.ts';
import type { Verb } from './verb.ts';

export const dataflowLoad: Verb = {
  name: 'dataflow load',
  summary: 'load systems, suppliers and customers into the data-flow register',
  examples: ['tocsin dataflow load cli/demo/dataflow.yaml'],
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
  const parsed = DataFlowRegister.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const field = issue?.path.join('.') ?? '';
  throw new TocsinError('bad-input', `${file}: ${field === '' ? '' : `${field}: `}${issue?.message}.`, field || 'file');
}
