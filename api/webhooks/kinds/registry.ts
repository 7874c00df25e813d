import type { WebhookKind } from './kind.ts';
import { opsgenie } from './opsgenie.ts';
import { pagerduty } from './pagerduty.ts';
import { teams } from './teams.ts';
import { jira, servicenow } from './tickets.ts';

/** Tools that are told in their own form, one line each. Whatever else listens gets messages of Standard Webhooks. */
export const TOOLS = { teams, pagerduty, opsgenie, jira, servicenow } as const satisfies Record<string, WebhookKind>;
export type ToolName = keyof typeof TOOLS;
export const TOOL_NAMES = Object.keys(TOOLS) as [ToolName, ...ToolName[]];

/** The tool of a webhook; null for Standard Webhooks. */
export function toolOf(kind: string): WebhookKind | null {
  return (TOOLS as Record<string, WebhookKind>)[kind] ?? null;
}
