import { fillTicket, TEMPLATES, type TicketValues } from '../../../domain/tickets/template.ts';
import type { WebhookAddress } from '../../../store/webhooks.ts';
import type { Telling, Testing, ToolRequest, WebhookKind } from './kind.ts';

/** A ticket for each event that is asked for: one for each incident, where nobody says which. */
export const jira = ticketsOf('jira');
export const servicenow = ticketsOf('servicenow');

function ticketsOf(tool: keyof typeof TEMPLATES): WebhookKind {
  return {
    events: ['reported'],
    key: 'value of the Authorization header, such as "Basic …" or "Bearer …"',
    requests: (telling) => [requestOf(telling, tool)],
    test: ({ address, title, link, at }: Testing) => {
      const none = { state: '', due: '', dueInWords: '', systems: '' };
      return [ticket(address, { ...none, reference: 'TEST', event: 'test', duty: title, reported: at, link }, tool)];
    },
  };
}

function requestOf(telling: Telling, tool: keyof typeof TEMPLATES): ToolRequest {
  const { state, event, told, systems, link, moment, address } = telling;
  const [first] = told;
  const due = first?.page.due ?? null;
  const values = {
    ...{ reference: state.breachId, link, event: event.type, state: state.status },
    duty: first?.text.duty ?? event.type,
    due: due ?? '',
    dueInWords: due === null ? '' : moment(due),
    reported: state.reportedAt,
    systems: systems.join(', '),
  };
  return ticket(address, values, tool);
}

function ticket(address: WebhookAddress, values: TicketValues, tool: keyof typeof TEMPLATES): ToolRequest {
  const body = fillTicket(address.template ?? TEMPLATES[tool], values);
  return { url: address.url, headers: { authorization: address.key ?? '', accept: 'application/json' }, body };
}
