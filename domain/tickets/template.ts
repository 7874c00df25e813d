import { z } from 'zod';

/**
 * The template of a ticket in another tool: JSON in which texts hold `{{placeholders}}` of a closed list. None of them
 * is a word that people wrote, a name or an address.
 */

export const PLACEHOLDERS = [
  'reference',
  'link',
  'event',
  'state',
  'duty',
  'due',
  'dueInWords',
  'reported',
  'systems',
] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];
export type TicketValues = Record<Placeholder, string>;

type Json = string | number | boolean | null | Json[] | { [key: string]: Json };
const Json: z.ZodType<Json> = z.lazy(() =>
  z.union([
    z.string().max(4_000),
    z.number(),
    z.boolean(),
    z.null(),
    z.array(Json).max(100),
    z.record(z.string(), Json),
  ]),
);

const MARK = /\{\{\s*([^{}]*?)\s*\}\}/g;
const MOST = 16_384;

/** A template as an administrator gives one. */
export const TicketTemplate = z.record(z.string().max(200), Json).superRefine((template, context) => {
  const text = JSON.stringify(template);
  if (text.length > MOST) context.addIssue(`is longer than ${MOST} characters`);
  for (const [whole, name = ''] of text.matchAll(MARK)) {
    if (PLACEHOLDERS.some((known) => known === name)) continue;
    context.addIssue(`${whole} is no placeholder; there are ${PLACEHOLDERS.map((each) => `{{${each}}}`).join(', ')}`);
  }
});
export type TicketTemplate = z.infer<typeof TicketTemplate>;

/** What is sent where an administrator gives no template. */
export const TEMPLATES = {
  /** Jira Cloud, `POST /rest/api/3/issue`: project and kind of issue are the tool's own, so they are given. */
  jira: {
    fields: {
      project: { key: 'SEC' },
      issuetype: { name: 'Task' },
      summary: 'Privacy incident {{reference}}: {{duty}}',
      labels: ['tocsin', 'tocsin-{{reference}}'],
      description: {
        type: 'doc',
        version: 1,
        content: [
          {
            type: 'paragraph',
            content: [
              { type: 'text', text: '{{event}}. State: {{state}}. Due: {{dueInWords}}. Systems: {{systems}}.' },
            ],
          },
          {
            type: 'paragraph',
            content: [{ type: 'text', text: '{{link}}', marks: [{ type: 'link', attrs: { href: '{{link}}' } }] }],
          },
        ],
      },
    },
  },
  /** ServiceNow, `POST /api/now/table/incident`. */
  servicenow: {
    short_description: 'Privacy incident {{reference}}: {{duty}}',
    description: '{{event}}. State: {{state}}. Due: {{dueInWords}}. Systems: {{systems}}. {{link}}',
    correlation_id: 'tocsin-{{reference}}',
    correlation_display: 'Tocsin',
    category: 'security',
    impact: '2',
    urgency: '1',
  },
} as const satisfies Record<string, TicketTemplate>;

/** The ticket: every placeholder in its texts is replaced by what it stands for. */
export function fillTicket(template: TicketTemplate, values: TicketValues): unknown {
  return filled(template as Json, values);
}

function filled(value: Json, values: TicketValues): Json {
  if (typeof value === 'string') return value.replaceAll(MARK, (_, name: string) => values[name as Placeholder] ?? '');
  if (Array.isArray(value)) return value.map((each) => filled(each, values));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, filled(inner, values)]));
}
