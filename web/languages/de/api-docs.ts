import type { Words } from '../en/index.ts';

export const apiDocs: Words['apiDocs'] = {
  title: 'Die Schnittstelle',
  lede:
    'Alles, was die Seiten tun, kann auch ein Programm tun. Diese Liste entsteht aus den Schemas, mit denen der ' +
    'Server selbst arbeitet.',
  document: 'OpenAPI-3.1-Dokument (JSON)',
  tokenLabel: 'Schlüssel',
  tokenHint: 'Bleibt auf dieser Seite. Er wird nur mit den Anfragen gesendet, die Sie hier stellen.',
  contents: 'Inhalt',
  parameters: 'Parameter',
  body: 'Inhalt der Anfrage',
  schema: 'Schema',
  answers: 'Antworten',
  name: 'Name',
  where: 'Wo',
  meaning: 'Bedeutung',
  required: 'Pflicht',
  status: 'Status',
  tryIt: 'Ausprobieren',
  send: 'Senden',
  sent: 'Antwort',
  needsScript: 'Ausprobieren geht hier nur mit JavaScript; mit curl geht es ohne.',
};
