import type { Counterparty, System } from '../../domain/dataflow.ts';
import { TOCSIN } from '../../web/command.ts';
import { printableAll } from '../output/printable.ts';
import { renderTable } from '../output/table.ts';
import type { Verb } from './verb.ts';

type Register = { systems: System[]; counterparties: Counterparty[] };

export const dataflowList: Verb = {
  name: 'dataflow list',
  summary: 'systems of the data-flow register with their ids, suppliers and customers',
  examples: ['tocsin dataflow list'],
  arguments: [],
  options: {},
  role: 'responder',
  async run(input) {
    const json = await input.client().get<Register>('/dataflow');
    return { json, text: renderRegister(printableAll(json)) };
  },
};

function renderRegister({ systems, counterparties }: Register): string {
  if (systems.length === 0) return `The data-flow register is empty. Load it: ${TOCSIN} dataflow load <file>`;
  const rows = systems.map(({ id, name, plane, suppliers, customers }) => [
    id,
    name,
    plane,
    suppliers.join(', ') || '-',
    customers.join(', ') || '-',
  ]);
  const people = counterparties.map(({ id, kind, name, contacts }) => [
    id,
    kind,
    name,
    contacts.map((contact) => `${contact.name} <${contact.email}>`).join(', '),
  ]);
  const tables = [
    renderTable(['SYSTEM', 'NAME', 'PLANE', 'SUPPLIERS', 'CUSTOMERS'], rows),
    renderTable(['COUNTERPARTY', 'KIND', 'NAME', 'CONTACTS'], people),
  ];
  return tables.filter((table) => table !== '').join('\n\n');
}
