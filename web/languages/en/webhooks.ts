/** Where events are told, for DPO and administrator. */
export const webhooks = {
  title: 'Webhooks',
  lede:
    'Programs and tools of other companies are told here of what happens: by references, duties and times, and by no ' +
    'word of a person.',
  none: 'Nobody is told yet.',
  kind: 'Kind',
  kinds: {
    standard: 'A program of ours (Standard Webhooks)',
    teams: 'Microsoft Teams',
    pagerduty: 'PagerDuty',
    opsgenie: 'Opsgenie',
    jira: 'Jira',
    servicenow: 'ServiceNow',
  },
  url: 'Address',
  urlHint: 'Begins with https. Of Teams: that of the Workflow “Post to a channel when a webhook request is received”.',
  events: 'Events',
  all: 'all',
  some: (n: number): string => `${n} kinds`,
  delivered: 'Last taken',
  failed: 'Last failed',
  failing: 'fails',
  never: 'never',
  credential: 'Key',
  credentialHint:
    'PagerDuty: the routing key. Opsgenie: the API key. Jira and ServiceNow: the value of the Authorization header. ' +
    'The others have none. It is kept sealed, and shown nowhere.',
  template: 'Template of the ticket',
  templateHint: (placeholders: readonly string[]): string =>
    'For Jira and ServiceNow, as JSON; without it the one that ships. Placeholders: ' +
    placeholders.map((name) => `{{${name}}}`).join(' '),
  shipped: 'The templates that ship',
  add: 'Add a webhook',
  addHint: 'Which events others than the usual ones: by the API. Exercises are told to programs of ours alone.',
  adding: 'Add',
  added: 'The webhook is set up',
  shown: 'Copy it now: it is shown this one time. By it the receiver checks that a message is ours.',
  secret: 'Signing secret',
  back: 'Back to the webhooks',
  remove: 'Remove',
  removeOf: (name: string): string => `Remove: ${name}`,
  badTemplate: (placeholders: readonly string[]): string =>
    'This is no JSON object, or has a placeholder that there is not. There are: ' +
    placeholders.map((name) => `{{${name}}}`).join(' '),
  refused: {
    url:
      'Give a whole address that begins with https, without a password in it, outside of private networks. There can ' +
      'be 20.',
    credential: 'This kind needs its key, or has none: see the hint.',
    template: 'Only Jira and ServiceNow have a template.',
  },
};
