import type { Telling, Testing, Told, WebhookKind } from './kind.ts';

/**
 * Microsoft Teams by the Workflows webhook "Post to a channel when a webhook request is received": an Adaptive Card in
 * the envelope of a message. Its address is the secret.
 */
export const teams: WebhookKind = {
  events: ['reported', 'rung-fired', 'obligation-overdue'],
  key: null,
  requests(telling: Telling) {
    const asked = telling.told.filter(({ page }) => page.action === 'trigger');
    return asked.map((told) => ({ url: telling.address.url, headers: {}, body: messageOf(cardOf(telling, told)) }));
  },
  test({ address, title, link }: Testing) {
    const card = cardWith({ title, isGrave: false, facts: [], open: { title: 'Tocsin', url: link } });
    return [{ url: address.url, headers: {}, body: messageOf(card) }];
  },
};

const CARD = 'application/vnd.microsoft.card.adaptive';
const WORDS = {
  en: { incident: 'Incident', duty: 'Duty', due: 'Due', systems: 'Systems', open: 'Open' },
  de: { incident: 'Vorfall', duty: 'Pflicht', due: 'Fällig', systems: 'Systeme', open: 'Öffnen' },
} as const;

function messageOf(content: object): object {
  return { type: 'message', attachments: [{ contentType: CARD, contentUrl: null, content }] };
}

function cardOf({ state, link, systems, language }: Telling, { page, text }: Told): object {
  const words = WORDS[language === 'de' ? 'de' : 'en'];
  const facts = [
    { title: words.incident, value: state.breachId },
    { title: words.duty, value: text.duty },
    ...(text.due === null ? [] : [{ title: words.due, value: text.due }]),
    ...(systems.length === 0 ? [] : [{ title: words.systems, value: systems.join(', ') }]),
  ];
  return cardWith({
    title: text.title,
    isGrave: page.level === 'critical',
    facts,
    open: { title: words.open, url: link },
  });
}

type Card = {
  title: string;
  isGrave: boolean;
  facts: readonly { title: string; value: string }[];
  open: { title: string; url: string };
};

/** Of version 1.4, which every client of Teams shows. */
function cardWith({ title, isGrave, facts, open }: Card): object {
  return {
    $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
    type: 'AdaptiveCard',
    version: '1.4',
    fallbackText: title,
    body: [
      {
        ...{ type: 'TextBlock', text: title, wrap: true, weight: 'Bolder', size: 'Medium' },
        color: isGrave ? 'Attention' : 'Default',
      },
      ...(facts.length === 0 ? [] : [{ type: 'FactSet', facts }]),
    ],
    actions: [{ type: 'Action.OpenUrl', ...open }],
  };
}
