import type { Words } from '../en/index.ts';

export const webhooks: Words['webhooks'] = {
  title: 'Webhooks',
  lede:
    'Hier erfahren Programme und Werkzeuge anderer Firmen, was geschieht: mit Aktenzeichen, Pflichten und Zeiten, ' +
    'und mit keinem Wort eines Menschen.',
  none: 'Noch erfährt niemand etwas.',
  kind: 'Art',
  kinds: {
    standard: 'Ein eigenes Programm (Standard Webhooks)',
    teams: 'Microsoft Teams',
    pagerduty: 'PagerDuty',
    opsgenie: 'Opsgenie',
    jira: 'Jira',
    servicenow: 'ServiceNow',
  },
  url: 'Adresse',
  urlHint:
    'Beginnt mit https. Bei Teams die des Workflows „In einem Kanal posten, wenn eine Webhookanforderung eingeht“.',
  events: 'Ereignisse',
  all: 'alle',
  some: (n) => `${n} Arten`,
  delivered: 'Zuletzt angenommen',
  failed: 'Zuletzt gescheitert',
  failing: 'scheitert',
  never: 'noch nie',
  credential: 'Schlüssel',
  credentialHint:
    'PagerDuty: der Routing Key. Opsgenie: der API-Schlüssel. Jira und ServiceNow: der Wert der Kopfzeile ' +
    'Authorization. Die anderen haben keinen. Er wird versiegelt aufbewahrt und nirgends gezeigt.',
  template: 'Vorlage des Tickets',
  templateHint: (placeholders) =>
    'Für Jira und ServiceNow, als JSON; ohne sie gilt die mitgelieferte. Platzhalter: ' +
    placeholders.map((name) => `{{${name}}}`).join(' '),
  shipped: 'Die mitgelieferten Vorlagen',
  add: 'Webhook einrichten',
  addHint: 'Andere Ereignisse als die üblichen: über die API. Von Übungen erfahren nur eigene Programme.',
  adding: 'Einrichten',
  added: 'Der Webhook ist eingerichtet',
  shown:
    'Kopieren Sie es jetzt: Es wird nur dieses eine Mal gezeigt. Damit prüft der Empfänger, dass eine Nachricht von ' +
    'uns ist.',
  secret: 'Geheimnis der Signatur',
  back: 'Zurück zu den Webhooks',
  remove: 'Entfernen',
  removeOf: (name) => `Entfernen: ${name}`,
  badTemplate: (placeholders) =>
    'Das ist kein JSON-Objekt oder enthält einen Platzhalter, den es nicht gibt. Es gibt: ' +
    placeholders.map((name) => `{{${name}}}`).join(' '),
  refused: {
    url:
      'Geben Sie eine ganze Adresse an, die mit https beginnt, ohne Passwort darin und außerhalb privater Netze. Es ' +
      'kann 20 geben.',
    credential: 'Diese Art braucht ihren Schlüssel oder hat keinen: siehe den Hinweis.',
    template: 'Nur Jira und ServiceNow haben eine Vorlage.',
  },
};
