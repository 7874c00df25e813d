import type { Words } from '../en/index.ts';
import { obligations } from './breach-duties.ts';
import { events, kinds } from './breach-events.ts';
import { open } from './breach-open.ts';
import { pages } from './breach-pages.ts';

const ofCampaign = (campaign: number | null): string =>
  campaign === null ? ' unter Dienstleistern und Kunden' : ` bei Anschreiben ${campaign}`;

export const breach: Words['breach'] = {
  pages,
  events,
  obligations,
  open,
  exercise: (scale) =>
    scale === '1'
      ? 'Dieser Vorfall gehört zu einer Übung: Die Zeit läuft wie im Ernstfall, und nichts wird wirklich verschickt.'
      : `Dieser Vorfall gehört zu einer Übung: Die Zeit läuft ${scale}-mal schneller, und nichts wird wirklich ` +
        'verschickt.',
  status: { suspected: 'Verdacht', confirmed: 'Bestätigt', closed: 'Abgeschlossen' },
  candidate: 'In Klärung',
  origin: { alert: 'Alarm', report: 'Meldung' },
  roles: {
    controller: 'Verantwortlicher',
    'joint-controller': 'Gemeinsam Verantwortliche',
    processor: 'Auftragsverarbeiter',
    'sub-processor': 'Unterauftragsverarbeiter',
  },
  planes: { control: 'eigene Daten', 'customer-data': 'Daten von Kunden' },
  roleOnPlane: (role, plane) => `${role}, ${plane}`,
  key: {
    aware: 'Kenntnis seit',
    next: 'Nächste Frist',
    people: 'Betroffene Personen',
    reported: 'Gemeldet',
    noLimit: 'Keine Frist läuft',
    ownTarget: (what) => `Eigenes Ziel: ${what}`,
    noLaw: 'von keinem Gesetz gesetzt',
    duties: (n) => (n === 1 ? '1 Pflicht' : `${n} Pflichten`),
    noCountries: 'Länder nicht bekannt',
    registerLists: (countries) => `das Verzeichnis nennt: ${countries}`,
    atLeast: (n) => `mindestens ${n}`,
    fromRegister: 'laut Datenflussverzeichnis für die betroffenen Systeme',
  },
  asOf: {
    title: 'Was damals bekannt war',
    text: 'Diese Seite zeigt, was zu jenem Zeitpunkt festgehalten war. Von hier aus lässt sich nichts ändern.',
    back: 'Zurück zu jetzt',
    ask: 'Was war bekannt am',
    field: 'Datum und Uhrzeit',
    show: 'Diesen Zeitpunkt zeigen',
    before: 'Damals war noch nichts festgehalten. Der Vorfall wurde später gemeldet.',
    future: 'Dieser Zeitpunkt liegt in der Zukunft. Mehr als jetzt ist nicht bekannt.',
    cannot: 'Die Ereignisse bis dahin lassen sich nicht lesen, weil die Aufzeichnung verletzt ist.',
  },
  chain: {
    verified: (n) => `Kette geprüft bis Ereignis ${n}`,
    brokenTag: 'Kette verletzt',
    brokenTitle: (n) => `Der Verlauf hält der Prüfung ab Ereignis ${n} nicht stand`,
    brokenText: (phone) =>
      'Das Festgehaltene wurde von außen verändert. Die Fristen laufen weiter. Melden und entscheiden Sie nicht ' +
      `von dieser Seite aus. Rufen Sie ${phone} an, und lassen Sie die Seite offen.`,
    finding: (seq) => (seq === null ? 'Eine Datei' : `Ereignis ${seq}`),
    whole: (n, total) => `Kette geprüft bis Ereignis ${n} von ${total}`,
    brokenFrom: (n) => `Hält der Prüfung ab Ereignis ${n} nicht stand`,
    head: 'letzter Hash',
    no: (seq) => `Nr. ${seq}`,
    unreadable: 'Der Text dieses Ereignisses lässt sich nicht mehr öffnen',
    doubted: 'nicht gesichert',
  },
  severity: {
    title: 'Schweregrad',
    method: 'ENISA-Verfahren, 2013. Eine Hilfe, nicht der rechtliche Maßstab',
    notYet: 'Noch nicht bewertet. Laden Sie die Seite gleich noch einmal.',
    levels: { low: 'niedrig', medium: 'mittel', high: 'hoch', 'very-high': 'sehr hoch' },
    tag: (level, score) => `Schweregrad: ${level}, ${score}`,
    dpc: 'Datenkontext, DPC',
    ei: 'Identifizierbarkeit, EI',
    cb: 'Umstände, CB',
    se: 'Schweregrad, SE',
    times: 'mal',
    plus: 'plus',
    equals: 'gleich',
    scale: (score, level) =>
      `Skala von 0 bis 6 in vier Stufen: niedrig, mittel, hoch, sehr hoch. Dieser Vorfall erreicht ${score}, das ` +
      `ist ${level}.`,
    flags: {
      'more-than-100-people': 'mehr als 100 Personen',
      unintelligible: 'Daten für andere nicht lesbar',
      'near-band-edge': 'nahe an der Grenze einer Stufe',
      'vulnerable-people': 'schutzbedürftige Personen',
    },
    advises:
      'Die Punktzahl ist ein Rat. Wem nach Art. 33 und Art. 34 zu melden ist, ist eine eigene Frage, und ein ' +
      'Mensch entscheidet sie.',
  },
  articles: {
    title: 'Art. 33 und Art. 34',
    note: 'Zwei Entscheidungen, getrennt von der Punktzahl und voneinander',
    of: { art33: 'Art. 33, die Aufsichtsbehörde', art34: 'Art. 34, die betroffenen Personen' },
    proposed: 'Vorschlag',
    decided: 'Entschieden',
    notYet: 'Noch kein Vorschlag.',
    undecided: 'Noch nicht entschieden',
    proposalCounts: 'Bis jemand entscheidet, gilt der Vorschlag.',
    conclusions: { unlikely: 'Risiko unwahrscheinlich', risk: 'Risiko', 'high-risk': 'Hohes Risiko' },
    notify: {
      art33: { yes: 'Meldung an die Aufsichtsbehörde', no: 'keine Meldung an die Aufsichtsbehörde' },
      art34: {
        yes: 'Benachrichtigung der betroffenen Personen',
        no: 'keine Benachrichtigung der betroffenen Personen',
        public: 'eine öffentliche Bekanntmachung anstelle einzelner Schreiben',
      },
    },
    other: (proposed) => `Vorgeschlagen war: ${proposed}`,
    reopened: 'Angaben seither geändert',
    lookAgain: 'Die Entscheidung gilt, bis jemand sie bestätigt oder ändert. Bitte noch einmal ansehen.',
    decide: 'Entscheiden',
    decideAgain: 'Bestätigen oder neu entscheiden',
    conclusion: 'Risiko für die Rechte und Freiheiten von Personen',
    lower:
      'Entscheiden Sie unter dem Vorschlag, enden die Pflichten, die davon abhängen, sofort, und mit ihnen ihre ' +
      'Fristen.',
    reasons: 'Gründe',
    reasonsHint: 'Sie werden unter Ihrem Namen festgehalten und stehen im Verzeichnis (Art. 33 Abs. 5).',
    difference: 'Warum sie vom anderen Artikel abweicht',
    differenceHint: 'Nötig, wenn ein Artikel von einem hohen Risiko ausgeht und der andere nicht.',
    differs:
      'Ein Artikel geht von einem hohen Risiko aus und der andere nicht. Entscheiden Sie beide gleich, oder ' +
      'sagen Sie hier, warum sie abweichen.',
    record: 'Entscheidung festhalten',
  },
  awareness: {
    title: 'Kenntnis',
    none: 'Nicht festgehalten',
    noneText: 'Noch hat niemand festgehalten, seit wann es bekannt ist. Vorher läuft keine Frist.',
    suggested: 'Laut Meldung ist es bekannt seit',
    suggestedNote: 'Halten Sie es fest, wenn das zutrifft.',
    record: 'Kenntnis festhalten',
    correct: 'Kenntnis berichtigen',
    recordedOnce: 'Einmal festgehalten',
    done: {
      clocks: 'Sie ist festgehalten. Diese Fristen laufen:',
      none: 'Sie ist festgehalten. Keine Frist läuft.',
      assessed: 'Sie ist festgehalten. Welche Fristen damit laufen, wird ermittelt: Sehen Sie gleich noch einmal hin.',
      until: 'bis',
      more: (n) => `${n} weitere Fristen`,
      told: 'Außerhalb des Hauses hat dadurch niemand etwas erfahren.',
    },
    sends:
      'Damit laufen die Fristen. Außerhalb des Hauses erfährt es niemand: Was Dienstleister und Kunden lesen, wartet ' +
      'auf die Freigabe.',
    corrections: (n) => (n === 1 ? '1 Berichtigung' : `${n} Berichtigungen`),
    recorded: 'Festgehalten:',
    corrected: 'Berichtigt auf',
    instead: 'statt',
    counts: 'gilt',
    field: 'Seit wann wissen wir es?',
    hint:
      'Der Zeitpunkt, zu dem jemand hier mit hinreichender Gewissheit wusste, dass personenbezogene Daten ' +
      'betroffen sind (Leitlinien 9/2022, Rn. 31).',
    reasons: 'Gründe',
    reasonsFirst: 'Was Gewissheit gab, und wer es wusste. Darf leer bleiben.',
    reasonsCorrection:
      'Für eine Berichtigung nötig. Der frühere Zeitpunkt bleibt festgehalten; alle Fristen verschieben sich.',
    future: 'Dieser Zeitpunkt liegt in der Zukunft. Prüfen Sie Datum, Uhrzeit und Zeitzone.',
  },
  tracks: {
    title: 'Unsere Rollen',
    note: 'Für jedes System bestimmt, nie für den Vorfall als Ganzes',
    role: 'Rolle',
    data: 'Daten',
    tells: 'Wen wir unterrichten',
    why: 'Warum',
    unknown: 'noch nicht bekannt',
    nobody: 'niemanden, nach den geprüften Rechten',
    more: (n) => `Und ${n} weitere Kunden, jeder für sich.`,
    recipients: {
      authority: 'Aufsichtsbehörde',
      people: 'betroffene Personen',
      'joint-controller': 'gemeinsam Verantwortliche',
      controller: 'Kunde als Verantwortlicher',
      processor: 'Kunde als Auftragsverarbeiter',
    },
    because: {
      controller: 'Wir entscheiden, wozu und wie diese Daten verarbeitet werden (Art. 4 Nr. 7).',
      'joint-controller':
        'Wir entscheiden gemeinsam mit anderen; die Vereinbarung regelt, wer wen unterrichtet (Art. 26).',
      processor: 'Wir halten die Daten für den Kunden: Wir unterrichten ihn und niemanden sonst (Art. 33 Abs. 2).',
      'sub-processor':
        'Wir halten die Daten für einen Auftragsverarbeiter, der seinen Verantwortlichen unterrichtet (Art. 28 ' +
        'Abs. 4, Art. 33 Abs. 2).',
    },
  },
  notices: {
    title: 'Mitteilungen an Dienstleister und Kunden',
    short: 'Mitteilungen',
    none:
      'Noch ist niemand zu unterrichten: Wen es angeht, steht fest, sobald Kenntnis und betroffene Systeme ' +
      'festgehalten sind.',
    progress: (done, all) => `${done} von ${all} bestätigt`,
    meter: (done, waiting, late, bad, all) =>
      `${done} von ${all} bestätigt, ${waiting} verschickt, ${late} erinnert oder ungewiss, ${bad} nicht erreicht`,
    filters: 'Nur zeigen',
    parts: {
      all: 'Alle',
      open: 'Nicht bestätigt',
      unreached: 'Nicht erreicht',
      uncertain: 'Ungewiss',
      late: 'Verspätet',
      misuse: 'Anzeichen für Missbrauch',
      acknowledged: 'Bestätigt',
    },
    nothing: 'Keine davon.',
    party: 'Dienstleister oder Kunde',
    state: 'Stand',
    sent: 'Verschickt',
    reminded: 'Erinnert',
    acknowledged: 'Bestätigt',
    answer: 'Antwort',
    answerBy: 'Antwort bis',
    openedAt: 'geöffnet',
    escalated: 'zweiter Kontakt gefragt',
    round: (n) => `${n}. Mitteilung`,
    kinds: { supplier: 'Dienstleister', customer: 'Kunde' },
    status: {
      planned: 'Geplant',
      deferred: 'Wird wiederholt',
      sent: 'Verschickt',
      opened: 'Geöffnet',
      reminded: 'Erinnert',
      escalated: 'Zweiter Kontakt gefragt',
      acknowledged: 'Bestätigt',
      refused: 'Unzustellbar',
      failed: 'Fehlgeschlagen',
      uncertain: 'Ungewiss',
      expired: 'Abgelaufen',
      withdrawn: 'Zurückgezogen',
      superseded: 'Abgelöst',
    },
    hints: {
      planned: '',
      deferred: 'der Server nimmt es jetzt nicht an',
      sent: '',
      opened: '',
      reminded: '',
      escalated: '',
      acknowledged: '',
      refused: 'das Postfach lehnt endgültig ab: anrufen',
      failed: 'nicht rechtzeitig hinausgegangen; der nächste Kontakt wird gefragt',
      uncertain: 'vielleicht hinausgegangen; wird nicht von selbst wiederholt',
      expired: 'keine Antwort, der Link ist abgelaufen: anrufen',
      withdrawn: 'die Systeme sind nicht mehr betroffen',
      superseded: 'weitere Systeme sind betroffen',
    },
    misuse: {
      yes: 'Anzeichen für Missbrauch: anrufen',
      no: 'Keine Anzeichen für Missbrauch.',
      unknown: 'Sucht noch nach Missbrauch.',
      seen: 'Anzeichen für Missbrauch.',
      settled: 'Anzeichen für Missbrauch, geklärt.',
    },
    correction: 'Berichtigung',
    holds: { yes: 'Hält Daten.', no: 'Hält keine Daten.', unknown: 'Weiß noch nicht, ob Daten vorliegen.' },
    theirs: {
      yes: 'Verantwortet die Daten.',
      no: 'Verantwortet die Daten nicht.',
      unknown: 'Weiß noch nicht, ob es die eigenen Daten sind.',
    },
    spokenBy: (name) => `gesagt von ${name}, telefonisch oder persönlich`,
    answeredBy: (name) => `geantwortet hat ${name}`,
  },
  campaigns: {
    title: 'Benachrichtigung der betroffenen Personen',
    short: 'Anschreiben',
    none: 'Noch kein Anschreiben.',
    otherWayNote: 'Ist ein Anschreiben abgeschlossen, halten Sie es auf seiner Seite als Benachrichtigung fest.',
    otherWay: 'Festhalten, dass die Betroffenen anders benachrichtigt wurden',
    create: 'Anschreiben vorbereiten',
    campaign: (n) => `Anschreiben ${n}`,
    status: { draft: 'Wartet auf Freigabe', sending: 'Im Versand', stopped: 'Beendet', finished: 'Abgeschlossen' },
    approved: 'Freigegeben von',
    waits: (n) => `${n} Personen stehen auf der Liste.`,
    sent: (n, all) => `${n} von ${all} verschickt.`,
    rest: (refused, uncertain, pending) => `${refused} unzustellbar, ${uncertain} ungewiss, ${pending} warten.`,
  },
  decisions: {
    title: 'Entscheidungen',
    note: 'Jede nennt wer, wann und warum. Keine lässt sich ändern, nur durch eine weitere ablösen',
    none: 'Noch wurde nichts entschieden.',
  },
  timeline: 'Verlauf',
  earlierPage: 'Frühere Ereignisse',
  run: (from, to) => `Ereignisse ${from} bis ${to}`,
  earlier: (n) => (n === 1 ? '1 früheres Ereignis' : `${n} frühere Ereignisse`),
  act: {
    title: 'Nächster Schritt',
    recordAwareness: 'Kenntnis festhalten',
    release: 'Mitteilungen freigeben',
    correctAwareness: 'Kenntnis berichtigen',
    file: (article) => `${article} einreichen`,
    tell: (article) => `Betroffene benachrichtigen: ${article}`,
    art33: 'Art. 33 entscheiden',
    art34: 'Art. 34 entscheiden',
    facts: 'Angaben machen oder berichtigen',
    close: 'Vorfall abschließen',
    evidence: 'Beweispaket',
    evidenceOpen: 'Beweispaket mit lesbaren Texten',
    privileged: 'Vertrauliche Notizen aufnehmen',
    note: 'Jeder Schritt steht unter Ihrem Namen im Verlauf.',
    evidenceNote: 'Das Paket lässt sich ohne diesen Server prüfen: tocsin verify.',
    readOnly: 'Sie lesen diesen Vorfall.',
    readOnlyText: 'Ihre Rolle ändert darin nichts.',
    closed: 'Dieser Vorfall ist geschlossen.',
    closedText: 'Ist seither etwas bekannt geworden, kann er wieder geöffnet werden:',
    away:
      'Nichts lässt sich festhalten, bis die Ablaufsteuerung wieder da ist. Was Sie schreiben, geht nicht ' +
      'verloren: Lassen Sie die Seite offen.',
  },
  blocks: {
    title: 'Was fehlt',
    none: 'Nichts außer den Pflichten unten.',
    nothing: 'Nichts.',
    undecided: (article) => `${article}: noch nicht entschieden; der Vorschlag gilt`,
    misuse: (names) => `Anzeichen für Missbrauch bei: ${names}. Anrufen`,
    unreached: (names) => `Nicht erreicht: ${names}. Anrufen`,
    paused: 'Der Versand der Mitteilungen ist angehalten',
    systems: 'Kein betroffenes System genannt: Niemand wird unterrichtet, und unsere Rolle ist unbekannt',
    unlisted:
      'Ein betroffenes System steht noch nicht im Verzeichnis: Niemand wird davon unterrichtet, und jede unserer ' +
      'Rollen zählt',
  },
  suspicion: {
    suspected: 'Zuerst vermutet',
    ofReport: (name) => `nach der Meldung von ${name}`,
    investigated: 'Untersucht seit',
    reasons: 'Woher das bekannt ist',
    record: 'Verdacht oder Untersuchung festhalten',
    afterAwareness: 'Das liegt nach der Kenntnis. Berichtigen Sie das eine oder das andere.',
    needTime: 'Geben Sie eine der beiden Zeiten an.',
    knownFirst: 'Diese Kenntnis liegt vor dem festgehaltenen ersten Verdacht:',
    knownFirstExplain:
      'Sie zählt trotzdem. Sagen Sie, warum es vor dem Verdacht bekannt war: Halten Sie die Kenntnis noch einmal mit ' +
      'Begründung fest, oder berichtigen Sie das eine oder das andere.',
    knownFirstExplained: 'Sie zählt trotzdem; ihre Begründung steht oben.',
    explain: (hours) =>
      `Zwischen Verdacht und Kenntnis vergingen ${hours} Stunden, mehr als wir uns geben. Sagen Sie, warum: Halten ` +
      'Sie die Kenntnis noch einmal mit Begründung fest. Meldungen enthalten sie.',
    explained: (hours) =>
      `Zwischen Verdacht und Kenntnis vergingen ${hours} Stunden. Meldungen enthalten die Begründung der Kenntnis.`,
  },
  handling: {
    title: 'Wer ihn hat',
    nobody: 'Niemand hat ihn übernommen',
    gone: (name) => `Ohne Zuständige: ${name} ist nicht mehr da oder hat eine andere Rolle`,
    unattended:
      'Niemand mit Bereitschaft ist jetzt erreichbar, daher werden Datenschutzbeauftragte und Vertretung ' +
      'benachrichtigt. Übernehmen Sie ihn, oder rufen Sie an, wer es soll.',
    owner: (name) => `Zuständig: ${name}`,
    take: 'Übernehmen',
    isTaken: 'Jemand hat ihn soeben übernommen. Er lässt sich mit Begründung übergeben.',
    targets: 'Eigene Ziele, von keinem Gesetz gesetzt:',
    involved: 'Beteiligt:',
    unseen: (n) =>
      n === 1
        ? 'Eine Warnung ging hinaus, die niemand als gesehen bestätigt hat.'
        : `${n} Warnungen gingen hinaus, die niemand als gesehen bestätigt hat.`,
    seen: 'Ich habe sie gesehen',
    seenHint: 'Es wird festgehalten; gewarnt wird weiter, bis die Pflicht erledigt ist.',
    handOver: 'Übergeben',
    to: 'An wen',
    choose: 'Auswählen',
    needWho: 'Sagen Sie, wer ihn haben soll.',
    badWho:
      'Diese Person kann keinen Vorfall haben: Wählen Sie jemanden aus Datenschutz oder Bereitschaft, ' +
      'der sich anmelden kann.',
    reasons: 'Begründung',
    confirm: 'Bestätigen: die Kenntnis festhalten',
    triage: 'Verwerfen oder zusammenführen',
    triageNote: 'Er wird damit geschlossen und bleibt mit der Begründung im Register.',
    outcome: 'Was es war',
    outcomes: { dismissed: 'Es war keine Verletzung', merged: 'Er ist Teil eines anderen Vorfalls' },
    kind: 'Falls es keine Verletzung war: Was war es?',
    kindHint: 'Daran zeigt sich, welche Regeln falschen Alarm schlagen.',
    kindUnsaid: 'Nicht gesagt',
    kinds,
    into: 'Teil welches Vorfalls (Referenz)',
    badInto: 'Nennen Sie einen anderen Vorfall, der offen ist; ein abgeschlossener wird erst wieder geöffnet.',
    asks: {
      take: 'Nicht übernommen',
      triage: 'Nicht bestätigt oder verworfen',
      investigation: 'In Klärung',
      supplement: 'Nachmeldung fällig',
      release: 'Freizugeben',
      correction: 'Korrektur freizugeben',
      misuse: 'Anzeichen von Missbrauch',
      unreached: 'Brief abgewiesen',
      uncertain: 'Brief ungewiss',
      'letters-unreached': 'Briefe an Menschen abgewiesen',
      'letters-uncertain': 'Briefe an Menschen ungewiss',
      decision: 'Entscheidung zu bestätigen',
    },
    tasksLeft: 'Aufgaben sind offen: Erledigen oder verwerfen Sie jede, oder sagen Sie, warum sie bleiben.',
  },
  signs: {
    title: 'Was die Mitteilungen brachten',
    note: 'Gehen Sie ihm nach, rufen Sie an, wo es nötig ist, und halten Sie fest, was daraus wurde',
    open: {
      misuse: (n) =>
        n === 1
          ? 'Ein Dienstleister oder Kunde sah Anzeichen von Missbrauch'
          : `${n} Antworten von Dienstleistern und Kunden sprechen von Missbrauch`,
      unreached: (n) =>
        n === 1
          ? 'Einen Dienstleister oder Kunden erreicht kein Brief'
          : `${n} Dienstleister und Kunden erreicht kein Brief`,
    },
    letters: (n, campaign) =>
      `${n === 1 ? 'Ein Brief' : `${n} Briefe`} von Anschreiben ${campaign} kam${n === 1 ? '' : 'en'} nicht an`,
    look: 'Zeigen, wer es ist',
    reasons: 'Was daraus wurde',
    settle: { misuse: 'Dem Missbrauch wurde nachgegangen', unreached: 'Sie wurden anders erreicht' },
    moved: 'Inzwischen sind es andere, oder jemand anderes hat es erledigt. Sehen Sie noch einmal hin.',
  },
  close: {
    title: 'Vorfall abschließen',
    short: 'Abschluss',
    closed: 'Abgeschlossen',
    note: 'Ein abgeschlossener Vorfall bleibt im Verzeichnis; mit Gründen lässt er sich wieder öffnen',
    outcome: 'Ergebnis',
    outcomes: {
      resolved: 'Erledigt',
      'not-a-breach': 'Es war keine Verletzung',
      merged: 'Teil eines anderen Vorfalls',
    },
    reasons: 'Gründe',
    over: (point) => `Trotzdem abschließen, weil (${point})`,
    overHint: 'Bleibt es leer, steht der Punkt im Weg.',
    closedOver: 'Abgeschlossen trotz',
    passed: {
      'awareness-missing': 'Kenntnis nicht festgehalten',
      'being-assessed': 'Pflichten noch nicht neu ermittelt',
      'duty-open': 'Pflicht noch offen',
      'campaign-waiting': 'Anschreiben, die auf Freigabe warteten',
      'campaign-unfinished': 'Versand der Briefe nicht beendet',
      'notices-unreleased': 'Dienstleister und Kunden, für die nichts freigegeben war',
      'tasks-open': 'Offene Aufgaben',
      misuse: 'Anzeichen für Missbrauch',
      'notices-unanswered': 'Dienstleister und Kunden, die nicht geantwortet hatten',
      'deliveries-refused': 'Briefe, die nicht ankamen',
      'deliveries-uncertain': 'Briefe, die vielleicht abgingen',
      'register-gaps': 'Lücken im Verzeichniseintrag',
      'filing-incomplete': 'Nicht vollständig gemeldet oder benachrichtigt',
      'filing-behind': 'Die Akte sagte inzwischen anderes als die Meldung',
      'receipt-missing': 'Eingangsbestätigung der Meldung fehlte',
      'notices-others': 'Andere zu unterrichten als die, für die freigegeben war',
      'correction-unreleased': 'Korrektur an Dienstleister und Kunden nicht freigegeben',
      'gap-unexplained': 'Lange Zeit zwischen Verdacht und Kenntnis nicht begründet',
      'decision-reopened': 'Fakten seit der Entscheidung geändert',
      'law-not-modelled': 'Rechte, die hier nicht modelliert sind',
    },
    passedCampaign: (n) => `Versand ${n}`,
    mend: 'beheben oder begründen, warum trotzdem geschlossen wird',
    reasonsLeft: (points) =>
      `Nicht abgeschlossen. Erledigen Sie jeden Punkt oder geben Sie Gründe an, ihn zu übergehen: ${points.join('; ')}`,
    free: 'Nichts steht im Weg.',
    more: (n) => `${n} weitere`,
    blocked: (n) =>
      n === 1
        ? 'Eines fehlt noch, um als erledigt abzuschließen'
        : `${n} Dinge fehlen noch, um als erledigt abzuschließen`,
    stillRunning: (duties) =>
      `Es läuft noch: ${duties.join('; ')}. Reichen Sie jede Meldung ein oder verzichten Sie auf sie, bevor Sie ` +
      'schließen.',
    states: 'Stand der Pflichten',
  },
  points: {
    'awareness-missing': () => 'Die Kenntnis ist nicht festgehalten',
    'being-assessed': () => 'Die Pflichten werden gerade neu ermittelt',
    'duty-open': ({ duty }) => `Noch offen: ${duty}`,
    'campaign-waiting': ({ campaign }) =>
      `Anschreiben ${campaign} wartet auf Freigabe: Niemand auf seiner Liste ist benachrichtigt`,
    'campaign-unfinished': ({ campaign }) => `Anschreiben ${campaign} wird noch verschickt`,
    'notices-unreleased': ({ count }) => `Dienstleister und Kunden, für die nichts freigegeben ist: ${count}`,
    'tasks-open': ({ count }) => `Offene Aufgaben: ${count}`,
    misuse: ({ count }) =>
      count === null
        ? 'Ob Antworten von Missbrauch sprechen, ist noch nicht gezählt'
        : `Anzeichen von Missbrauch bei Dienstleistern oder Kunden: ${count}`,
    'notices-unanswered': ({ count }) => `Dienstleister und Kunden ohne Antwort: ${count}`,
    'deliveries-refused': ({ count, campaign }) => `Nicht erreicht${ofCampaign(campaign)}: ${count}`,
    'deliveries-uncertain': ({ count, campaign }) => `Ungewiss, ob zugestellt${ofCampaign(campaign)}: ${count}`,
    'register-gaps': ({ parts }) => `Der Eintrag im Verzeichnis sagt noch nichts zu: ${parts}`,
    'filing-incomplete': ({ duty, count, people }) =>
      people !== null
        ? `${duty}: ${people.told} von etwa ${people.concerned} betroffenen Personen wurden benachrichtigt`
        : count === null
          ? `${duty}: ob die Meldung Pflichtfelder offen ließ, ist nicht bekannt`
          : `${duty}: Die Meldung ließ Pflichtfelder offen (${count})`,
    'filing-behind': ({ duty }) => `${duty}: Festgehalten ist inzwischen anderes als gemeldet`,
    'receipt-missing': ({ duty }) => `${duty}: Die Eingangsbestätigung ist noch nicht da`,
    'notices-others': () => 'Zu informieren sind andere als die, für die freigegeben wurde, oder über andere Systeme',
    'correction-unreleased': () => 'Was Dienstleister und Kunden lasen, ist nicht mehr der Stand',
    'gap-unexplained': ({ count }) => `Zwischen Verdacht und Kenntnis liegen ${count} Stunden, und niemand sagte warum`,
    'decision-reopened': ({ article }) => `${article}: Angaben seit der Entscheidung geändert`,
    'law-not-modelled': ({ places }) => `Das Recht von ${places} ist hier nicht modelliert: Rechtsrat einholen`,
  },
  reopen: {
    title: 'Wieder öffnen',
    what:
      'Fristen, die noch gelten, laufen mit denselben Enden weiter. Mitteilungen und Anschreiben, die der Abschluss ' +
      'beendet hat, bleiben angehalten, bis jemand sie fortsetzt.',
    reasons: 'Gründe für das Öffnen',
    proposed: 'Nach dem Abschluss kam etwas herein. Sehen Sie es an und öffnen Sie den Vorfall, wenn es zählt.',
    answers: (n) => (n === 1 ? '1 Mitteilung wurde beantwortet' : `${n} Mitteilungen wurden beantwortet`),
    misuse: 'Eine Antwort spricht von Missbrauch',
    evidence: (n) => (n === 1 ? '1 Datei kam herein' : `${n} Dateien kamen herein`),
    propose: {
      title: 'Vorschlagen, ihn zu öffnen',
      what:
        'Für das, was Sie seit dem Abschluss erfahren haben. Die datenschutzbeauftragte Person erfährt es per Mail ' +
        'und auf ihrem Pult und entscheidet. Bis dahin bleibt er abgeschlossen; Dateien lassen sich weiter hinzufügen.',
      reasons: 'Was haben Sie erfahren?',
      by: (name) => `${name} schlägt vor, ihn zu öffnen`,
    },
    added: (n) => `Wer ihn gemeldet hat, hat ${n === 1 ? '' : `${n}-mal `}etwas nachgetragen`,
    newsTitle: 'Neues seit dem Abschluss',
    report: 'Aus einer neuen Meldung dazu wurde',
    kept: 'Die Akte wird aufbewahrt bis',
    keptWhy: (years, kind) => {
      const what = { breaches: 'einen Vorfall', notBreaches: 'keinen Vorfall', exercises: 'eine Übung' }[kind];
      const span = years === 1 ? '1 Jahr' : `${years} Jahre`;
      const when = `${span} nach dem letzten Abschluss, wie es das Regelwerk für ${what} vorsieht.`;
      return `${when} Nichts wird von selbst gelöscht.`;
    },
  },
  told: {
    title: 'Alle Kunden haben bestätigt',
    met: (duty, customers, spoken) =>
      `${duty} ist durch die Mitteilungen erfüllt: bestätigt von ` +
      `${customers === 1 ? 'dem einen Kunden' : `allen ${customers} Kunden`}` +
      `${spoken === 0 ? '' : ` (${spoken} telefonisch oder persönlich, wie jemand festhielt)`}, zuletzt am`,
    proof: (page) => `Nachweis: Buch der Mitteilungen, Seite ${page}, Hash`,
    record: 'Als erfüllt festhalten',
  },
  evidence: {
    title: 'Belege',
    note: 'Unverändert, wie sie eingegangen sind. Nur zum Herunterladen',
    none: 'Keine Datei ist eingegangen.',
    added: 'Dateien, die jemand hinzugefügt hat',
    from: (source) => `Von ${source}`,
    bytes: (n) => `${n} Bytes`,
    download: 'Herunterladen',
  },
  exports: {
    title: 'Für andere Werkzeuge',
    note: 'Titel, Zusammenfassung und Befunde, mit den Konten und Adressen aus den Alarmen',
    ocsf: 'OCSF Incident Finding',
    stix: 'STIX-2.1-Bündel, TLP:AMBER',
  },
};
