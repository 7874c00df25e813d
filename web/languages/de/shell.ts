import type { Words } from '../en/index.ts';

export const shell: Words['shell'] = {
  skip: 'Zum Inhalt',
  navigation: 'Hauptmenü',
  places: {
    desk: 'Übersicht',
    breaches: 'Vorfälle',
    alerts: 'Alarme',
    sources: 'Quellen',
    webhooks: 'Webhooks',
    register: 'Verzeichnis',
    systems: 'Systeme',
    suppliers: 'Dienstleister',
    customers: 'Kunden',
    campaigns: 'Anschreiben',
    policy: 'Regelwerk',
    exercises: 'Übungen',
    questions: 'Fragen einer Prüfung',
    audit: 'Protokoll',
    setup: 'Einrichtung',
    settings: 'Einstellungen',
    users: 'Benutzer',
    tokens: 'Schlüssel',
    reports: 'Meine Meldungen',
    report: 'Vorfall melden',
  },
  more: 'Mehr',
  onThisPage: 'Auf dieser Seite',
  roles: {
    dpo: 'Datenschutzbeauftragte Person',
    deputy: 'Stellvertretung Datenschutz',
    responder: 'Einsatzkraft',
    reporter: 'Meldende Person',
    auditor: 'Prüfung',
    administrator: 'Administration',
    'alert-source': 'Alarmquelle',
  },
  approvers: {
    since: 'Wartet auf Freigabe seit',
    may: (people) => `Freigeben darf: ${people}.`,
    onDuty: (people) => `Davon jetzt in Bereitschaft: ${people}.`,
    notOnDuty: 'Keine dieser Personen hat jetzt Bereitschaft: Rufen Sie eine von ihnen an, oder die Vertretung.',
    nobody:
      'Niemand, der sich anmelden kann, darf es freigeben. Bitten Sie die Administration, jemandem diese Rolle zu ' +
      'geben, auf der Seite der Nutzerinnen und Nutzer.',
  },
  account: 'Konto',
  signOut: 'Abmelden',
  language: 'Sprache',
  inEnglish: 'Für einzelne Texte dieser Seite hat das Regelwerk keine deutsche Fassung; sie stehen auf Englisch.',
  footer: (legalName, zone) =>
    `${legalName}. Zeiten stehen zuerst in ${zone}, dann in UTC. Es gilt die Uhr des Servers, nicht die dieses Geräts.`,
  exercise: 'ÜBUNG',
  today: 'heute',
  late: (span) => `${span} zu spät`,
  isOverdue: (duty) => `${duty} ist überfällig.`,
  dueWithinTheHour: (duty) => `${duty} ist binnen einer Stunde fällig.`,
  to: 'an',
  none: 'keine',
  yes: 'ja',
  no: 'nein',
  unknown: 'nicht bekannt',
  unopened: (key) => `nicht zu öffnen, Schlüssel ${key}`,
  error: 'Fehler',
  errorSummary: (count) => (count === 1 ? 'Eine Angabe ist zu berichtigen' : `${count} Angaben sind zu berichtigen`),
  save: 'Speichern',
  cancel: 'Abbrechen',
  next: 'Nächste Seite',
  andMore: (names, more) => `${names} und ${more} weitere`,
  first: 'Erste Seite',
  away: {
    temporal:
      'Die Ablaufsteuerung (Temporal) antwortet nicht. Sie sehen den zuletzt festgehaltenen Stand. Meldungen ' +
      'werden weiter angenommen und bewahrt; Warnungen, Mitteilungen und alles, was Sie festhalten, warten. Die ' +
      'Fristen laufen weiter: Behalten Sie sie hier im Blick.',
    worker:
      'Die Ablaufsteuerung ist da, aber kein Worker arbeitet für sie. Sie sehen den zuletzt festgehaltenen Stand. ' +
      'Meldungen werden weiter angenommen und bewahrt; Warnungen, Mitteilungen und alles, was Sie festhalten, ' +
      'warten. Die Fristen laufen weiter: Behalten Sie sie hier im Blick.',
  },
  skew: (server: string, seconds: number, isAhead: boolean) =>
    `Die Uhren dieses Servers und von ${server} weichen voneinander ab: ${server} geht ${seconds} s ` +
    `${isAhead ? 'vor' : 'nach'}. Zeiten können hier um so viel falsch sein; handeln Sie vor der früheren, und ` +
    'lassen Sie beide Uhren stellen (NTP).',
  problems: {
    title: (status) =>
      status === 404 ? 'Hier ist nichts' : status === 403 ? 'Nicht für diese Rolle' : 'Das ging nicht',
    notFound: 'Unter dieser Adresse liegt nichts. Vielleicht ist sie vertippt, oder es gab das Genannte nie.',
    forbidden: (role) =>
      `Sie sind angemeldet als ${role}; diese Seite ist nicht für diese Rolle. Nichts wurde geändert.`,
    crossSite:
      'Dieses Formular kam nicht von einer Seite Ihrer Sitzung; nichts wurde getan. Gehen Sie zurück, laden Sie ' +
      'die Seite neu und senden Sie es noch einmal.',
    unavailable:
      'Die Datenbank oder die Ablaufsteuerung antwortet nicht. Von Ihren Angaben wurde nichts gespeichert. ' +
      'Versuchen Sie es gleich noch einmal; Fristen lassen sich auch am Telefon verfolgen und einhalten.',
    recordBroken: (seq, left) =>
      `Die Aufzeichnung dieses Vorfalls hält ab Ereignis ${seq} der Prüfung nicht stand: ` +
      `Sie wurde von außen verändert. ${left} Stellen Sie zuerst die Aufzeichnung wieder her. ` +
      'Fakten, Belege und eine erste Kenntnis lassen sich trotzdem festhalten.',
    recordBehind:
      'Die Datenbank hat von diesem Vorfall einen älteren Stand als die Ablaufsteuerung, die seine Fristen führt: ' +
      'Sie wurde aus einer Sicherung wiederhergestellt. Ihre Angaben sind nicht aufgezeichnet, ' +
      'und nichts wird mehr angenommen, bis die Administration einen neueren Stand wiederherstellt. ' +
      'Die Fristen laufen weiter. Notieren Sie, was Sie entschieden haben, mit der Uhrzeit.',
    notDone: {
      'approve-filing':
        'Nichts wurde eingereicht oder freigegeben; melden Sie bis dahin über das Formular der Behörde.',
      file: 'Nichts wurde eingereicht oder freigegeben; melden Sie bis dahin über das Formular der Behörde.',
      'approve-campaign': 'Der Brief wurde nicht freigegeben, und niemand wurde angeschrieben.',
      'decide-risk': 'Nichts wurde entschieden.',
      'waive-obligation': 'Auf die Pflicht wurde nicht verzichtet; ihre Frist läuft weiter.',
      'resume-obligation': 'Die Pflicht wurde nicht wieder aufgenommen.',
      'amend-facts': 'Keine Pflicht wurde ein- oder ausgeschaltet.',
      'record-awareness': 'Die Kenntnis wurde nicht berichtigt, und keine Frist hat sich verschoben.',
      'resume-communication': 'Kein Schreiben wurde freigegeben; was angehalten ist, bleibt es.',
      'stop-communication': 'Der Versand wurde nicht beendet; er lässt sich anhalten.',
      'reissue-link': 'Kein neuer Link ging hinaus; der vorhandene lässt sich widerrufen.',
      close: 'Der Vorfall wurde nicht geschlossen.',
      reopen: 'Der Vorfall wurde nicht wieder geöffnet.',
      triage: 'Der Verdacht wurde nicht verworfen oder zusammengeführt.',
    },
    tooLarge:
      'Das Gesendete ist größer, als diese Seite es nimmt. Nichts wurde gespeichert. Gehen Sie zurück und senden Sie ' +
      'eine kleinere Datei oder mehrere.',
    otherKind: 'Diese Art von Inhalt nimmt diese Adresse nicht. Nichts wurde gespeichert.',
    tooManyCalls: (seconds) =>
      'Unter Ihrem Namen wurde in kurzer Zeit zu viel angefragt; dies wurde nicht getan. Niemand sonst wird ' +
      `dadurch aufgehalten. Warten Sie ${seconds} s und versuchen Sie es dann noch einmal.`,
    internal: 'Bei uns ist etwas kaputtgegangen; es steht im Log. Nichts wurde halb gespeichert.',
    back: 'Zurück zur Übersicht',
    reference: (id) => `Nennen Sie der Administration dieses Zeichen: ${id}`,
  },
  noPlace: (code, right) =>
    right.length === 0
      ? `„${code}“ ist kein Code eines Orts. Geben Sie ein Land an (ISO 3166), etwa GB, oder einen Teil mit eigenem ` +
        'Recht, etwa US-CA.'
      : `„${code}“ ist kein Code eines Orts. Schreiben Sie ${right.join(' oder ')}.`,
  instant: {
    zone: 'Zeitzone',
    noZone: 'Wählen Sie die Zeitzone: Eine Zeit ohne Zone wird nicht geraten.',
    twice: 'Damals wurden die Uhren zurückgestellt und zeigten diese Zeit zweimal. Wählen Sie aus, welche gemeint ist.',
    skipped:
      'Damals wurden die Uhren vorgestellt und zeigten diese Zeit nie. Geben Sie die Zeit vor oder nach dem Sprung an.',
    malformed: 'Geben Sie Datum und Uhrzeit an, etwa 21.11.2026 13:05.',
    which: 'Welche der beiden?',
  },
  conflict: {
    title: 'Inzwischen hat jemand anderes das geändert',
    lede: 'Nichts wurde überschrieben. Unten stehen beide Fassungen: was jetzt gilt, und was Sie geschrieben haben.',
    now: 'Jetzt festgehalten',
    yours: 'Ihre Fassung',
    apply: 'Meine nehmen',
    keep: 'Bestehendes behalten',
  },
};
