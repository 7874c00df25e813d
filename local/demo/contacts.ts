import { TocsinError } from '../../domain/errors.ts';
import { TOCSIN } from '../../web/command.ts';
import type { Stage } from './stage.ts';

type Addresses = { first(id: string): string; second(id: string): string };

/** The addresses of the counterparties, from the register the server has. */
export async function readContacts(stage: Stage): Promise<Addresses> {
  type Register = { counterparties: { id: string; contacts: { email: string }[] }[] };
  const { counterparties } = await stage.as('dpo').get<Register>('/dataflow');
  const contact = (id: string, index: number): string => {
    const email = counterparties.find((c) => c.id === id)?.contacts[index]?.email;
    if (email !== undefined) return email;
    throw new TocsinError(
      'unknown-counterparty',
      `The register has no '${id}': ${TOCSIN} dataflow load local/demo/dataflow.yaml`,
      id,
    );
  };
  return { first: (id) => contact(id, 0), second: (id) => contact(id, 1) };
}
