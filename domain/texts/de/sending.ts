/** Why a mail or a message was not handed over (`activities/channels/`), as the test of a way out keeps it. */
export const SENDING = [
  ['SMTP {n}', 'SMTP {n}'],
  ['Slack {tool}', 'Slack: {tool}'],
  ['not an address', 'keine Adresse'],
  ['no SMTP session ({tool})', 'keine SMTP-Sitzung ({tool})'],
  [
    'the mail server did not encrypt the connection (STARTTLS: {tool}), so nothing was sent to it',
    'der Mailserver hat die Verbindung nicht verschlüsselt (STARTTLS: {tool}); an ihn wurde nichts gesendet',
  ],
  ['connection lost before the reply', 'die Verbindung brach vor der Antwort ab'],
  ['connection lost before the end of the message', 'die Verbindung brach vor dem Ende der Nachricht ab'],
  ['sending failed with {tool}', 'der Versand schlug fehl mit {tool}'],
] as const;
