import type { Words } from '../en/index.ts';

export const communication: Words['communication'] = {
  title: 'Versand',
  status: {
    unreleased: 'Wartet auf die Freigabe',
    running: 'Läuft',
    paused: 'Angehalten',
    stopped: 'Beendet',
    finished: 'Abgeschlossen',
  },
  because: {
    asked: 'Jemand hat den Versand angehalten; die Gründe stehen im Verlauf.',
    refusals:
      'Mehr als ein Fünftel einer Seite wurde abgewiesen, deshalb hielt der Versand von selbst an. Prüfen Sie ' +
      'Adressen und Mailserver, dann setzen Sie ihn fort.',
    'connections-lost':
      'Verbindungen brachen immer wieder ab, nachdem der Server das ganze Schreiben hatte, deshalb hielt der ' +
      'Versand von selbst an. Einige kamen vielleicht an: Sehen Sie die ungewissen an, dann setzen Sie ihn fort.',
    busy: 'Der Mailserver ist ausgelastet (421). Nichts ging verloren; nach fünf Minuten geht es von selbst weiter.',
    'changed-after-stop':
      'Der Versand war beendet, und seither sind nach den Angaben weitere zu unterrichten. Niemand wird ' +
      'angeschrieben, bis jemand ihn fortsetzt oder wieder beendet.',
    reopened:
      'Der Vorfall war abgeschlossen, was den Versand beendete, und wurde wieder geöffnet. Niemand wird ' +
      'angeschrieben, bis jemand ihn fortsetzt oder beendet.',
  },
  letters: {
    pending: 'Wartet',
    sending: 'Unterwegs',
    sent: 'Versandt',
    refused: 'Abgewiesen',
    uncertain: 'Ungewiss',
  },
  stopped: 'Es geht nichts mehr hinaus. Wer unterrichtet ist, bleibt es.',
  acts: {
    pause: {
      verb: 'Anhalten',
      hint: 'Was unterwegs ist, geht noch hinaus, danach nichts mehr. Die Gründe werden festgehalten.',
    },
    resume: { verb: 'Fortsetzen', hint: 'Es geht weiter, wo angehalten wurde. Die Gründe werden festgehalten.' },
    stop: {
      verb: 'Endgültig beenden',
      hint: 'Kein Schreiben, keine Erinnerung und keine Eskalation geht mehr hinaus.',
    },
    uncertain: { verb: 'Über ungewisse Schreiben entscheiden', hint: 'Die Gründe stehen bei jedem von ihnen.' },
  },
  notice: {
    title: (name) => `Mitteilung an ${name}`,
    lede: 'Was gesandt wurde, wie der Link benutzt wurde und was darüber geantwortet wurde.',
    round: (n) => (n === 1 ? 'Erste Mitteilung' : `Mitteilung ${n}`),
    escalated: 'Zweiter Kontakt gefragt',
    answerBy: 'Antwort bis',
    link: 'Link',
    opensUntil: 'Öffnet bis',
    ended: 'Abgelaufen',
    revoked: 'Widerrufen: Er öffnet nichts',
    anew: (n) => (n === 1 ? 'einmal neu ausgegeben' : `${n}-mal neu ausgegeben`),
    opened: 'Von einem Menschen geöffnet',
    prefetched: 'Von einem Programm abgerufen, oder als solcher Abruf bezeichnet',
    never: 'Nie',
    times: (n) => (n === '1' ? 'Einmal' : `${n}-mal`),
    first: 'zuerst',
    last: 'zuletzt',
    from: 'aus',
    unknownPlace: 'einem unbekannten Netz',
    noAnswer: 'Noch keine Antwort.',
    answer: 'Antwort, die gilt',
    others: (n) => (n === 1 ? '1 frühere Antwort' : `${n} frühere Antworten`),
    othersText:
      'Vorher über den Link gegeben. Die letzte Antwort gilt, und alle bleiben festgehalten; ein Anzeichen für ' +
      'Missbrauch in einer von ihnen bleibt offen, bis jemand sagt, was daraus wurde. Fragen Sie nach, wo sie sich ' +
      'unterscheiden, und widerrufen Sie den Link, wenn Sie nicht wissen, von wem sie sind.',
    spoken: {
      verb: 'Telefonische Antwort festhalten',
      hint:
        'Sie zählt wie eine Antwort über den Link, ab dem Zeitpunkt, an dem sie gegeben wurde. Dass Sie sie ' +
        'festgehalten haben, steht dabei, hier und im Buch.',
      at: 'Wann wurde das gesagt?',
      by: 'Wer hat es gesagt?',
      byHint: 'Name und Funktion, und wo nachzufragen ist',
      data: 'Was wurde zu den Daten gesagt?',
      misuse: 'Was wurde zu Missbrauch gesagt?',
      reasonsHint: 'Woher Sie wissen, wer es war, etwa die angerufene Nummer. Die Gründe werden festgehalten.',
      recordedBy: (name) => `Festgehalten von ${name},`,
      because: 'Gründe:',
    },
    letters: 'Was gesandt wurde',
    steps: {
      first: 'Erste Mitteilung',
      reminder: 'Erinnerung',
      escalation: 'Zweiter Kontakt gefragt',
      link: 'Neuer Link',
      correction: 'Berichtigung',
    },
    contacts: { first: 'an den ersten Kontakt', second: 'an den zweiten Kontakt' },
    results: {
      sent: 'versandt',
      refused: 'abgewiesen',
      uncertain: 'vielleicht hinausgegangen',
      failed: 'nicht hinausgegangen',
      waiting: 'wartet auf den Versand',
    },
    texts: (n) => (n === 0 ? 'Der erste Text' : `Berichtigung ${n}`),
    readAs: 'Text lesen',
    acts: {
      revoke: {
        verb: 'Link widerrufen',
        hint: 'Niemand liest oder antwortet mehr darüber; Erinnerungen bringen keinen. Die Gründe werden festgehalten.',
      },
      reissue: {
        verb: 'Neuen Link senden',
        hint:
          'Der bisherige Link endet. Der neue geht als eigenes Schreiben an alle, die ein Schreiben erreicht haben ' +
          'kann, an die Adressen, die jetzt im Verzeichnis stehen. Die Gründe werden festgehalten.',
      },
    },
  },
  fourEyes: {
    rule:
      'Fortsetzen oder noch einmal senden kann die datenschutzbeauftragte Person oder ihre Stellvertretung, ' +
      'angemeldet, und nicht den eigenen Entwurf. Dass Schreiben ankamen, können alle von ihnen angeben.',
    drafter:
      'Sie haben dieses Schreiben entworfen, deshalb setzt es jemand anderes fort: die datenschutzbeauftragte Person ' +
      'oder ihre Stellvertretung. Bitten Sie darum, diese Seite zu öffnen.',
    token:
      'Ein Schlüssel allein lässt solche Schreiben nicht hinaus: Die datenschutzbeauftragte Person oder ihre ' +
      'Stellvertretung meldet sich an und tut es auf dieser Seite.',
  },
  reasons: 'Gründe',
  needReasons: 'Nennen Sie die Gründe: Sie werden festgehalten.',
  sure: 'Soll der Versand enden?',
  sureTick: 'Ja. Mir ist bekannt, dass er sich nicht wieder aufnehmen lässt.',
  needSure: 'Kreuzen Sie an, dass der Versand endgültig enden soll.',
  uncertain: (n) =>
    n === '1' ? '1 Schreiben ist vielleicht hinausgegangen' : `${n} Schreiben sind vielleicht hinausgegangen`,
  uncertainText: 'Die Verbindung brach bei der Übergabe ab. Keines wird wiederholt, bevor jemand entscheidet.',
  decision: 'Was gilt für sie?',
  decisions: { arrived: 'Sie sind angekommen', 'send-again': 'Noch einmal senden' },
  needDecision: 'Sagen Sie, ob sie angekommen sind oder noch einmal gesandt werden.',
  which: 'Für welche?',
  ticked: 'Die in der Liste angekreuzten',
  all: (n) => `Alle (${n})`,
  tick: 'darüber entscheiden',
  needTicked: 'Kreuzen Sie in der Liste mindestens eines an, oder wählen Sie alle.',
  people: 'Nicht erreichte Personen',
  peopleNote: 'Adressen verdeckt',
  number: 'Nr.',
  address: 'Adresse',
  language: 'Sprache',
  when: 'Wann',
  nobody: 'Niemand.',
};
