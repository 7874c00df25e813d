/** What a check of the record found (`store/check-record.ts`, `domain/audit/`): sentences, and ends of sentences. */
export const RECORD = [
  [
    'was not written by Tocsin: it does not carry the MAC of its hash',
    'wurde nicht von Tocsin geschrieben: Der MAC des Hashwerts fehlt oder stimmt nicht',
  ],
  [
    'is not the one that stood there when the journal took it over',
    'ist nicht, was dort stand, als das Journal es übernahm',
  ],
  [
    'is not in the journal: its note was removed before it was',
    'steht nicht im Journal: Der Vermerk wurde entfernt, bevor es dort stand',
  ],
  ['has other words than those committed to', 'hat andere Worte als die, auf die der Hashwert festgelegt ist'],
  ['has words that do not open: they were changed', 'hat Worte, die sich nicht öffnen lassen: Sie wurden geändert'],
  ['belongs to {name}', 'gehört zu {name}'],
  ['was edited: its hash is not that of its content', 'wurde geändert: Der Hashwert ist nicht der des Inhalts'],
  ['was edited: its hash is not that of its entries', 'wurde geändert: Der Hashwert ist nicht der der Einträge'],
  [
    'follows event {n}: events were removed, repeated or moved',
    'folgt auf Ereignis {n}: Ereignisse wurden entfernt, wiederholt oder verschoben',
  ],
  ['does not continue event {n} as it stands', 'setzt Ereignis {n} in seiner jetzigen Form nicht fort'],
  [
    'is the head, but the events end with {n}: cut short or added to',
    'ist das letzte Ereignis, doch der Verlauf endet mit {n}: gekürzt oder ergänzt',
  ],
  ['is named by an event and missing', 'wird von einem Ereignis genannt und fehlt'],
  ['follows page {n}: pages were removed or moved', 'folgt auf Seite {n}: Seiten wurden entfernt oder verschoben'],
  ['does not continue page {n} as it stands', 'setzt Seite {n} in ihrer jetzigen Form nicht fort'],
  [
    'is not the page that the breach’s own chain names: cut short or rewritten',
    'ist nicht die Seite, die der Verlauf des Vorfalls nennt: gekürzt oder neu geschrieben',
  ],
  ['The incident in the lists [rest]', 'Der Vorfall in den Listen [rest]'],
  ['Its entry in the register [rest]', 'Sein Eintrag im Register [rest]'],
  ['The clock {name} is none of its plan.', 'Die Frist {name} gehört nicht zu seinem Plan.'],
  ['The clock {name} [rest]', 'Die Frist {name} [rest]'],
  ['is missing or cannot be opened.', 'fehlt oder lässt sich nicht öffnen.'],
  ['shows other than its events say: {name}.', 'zeigt anderes, als die Ereignisse sagen: {name}.'],
  [
    'Entry {n} is not the one that is known outside: the journal was cut or rewritten.',
    'Eintrag {n} ist nicht der, der außerhalb bekannt ist: Das Journal wurde gekürzt oder neu geschrieben.',
  ],
  ['Entry {n} [rest].', 'Eintrag {n} [rest].'],
  ['was not written by Tocsin, or was changed', 'wurde nicht von Tocsin geschrieben oder wurde geändert'],
  ['follows entry {n}: entries were removed', 'folgt auf Eintrag {n}: Einträge wurden entfernt'],
  ['does not continue entry {n} as it stands', 'setzt Eintrag {n} in seiner jetzigen Form nicht fort'],
  ['is not the one that stood there before', 'ist nicht der, der vorher dort stand'],
  [
    'is not the one that stood there when key "{name}" was taken out',
    'ist nicht der, der dort stand, als der Schlüssel „{name}“ entfernt wurde',
  ],
  [
    'The note of where {name} ends was not written by Tocsin, or was changed.',
    'Der Vermerk, wo {name} endet, wurde nicht von Tocsin geschrieben oder wurde geändert.',
  ],
  ['There is no entry: the journal was removed.', 'Es gibt keinen Eintrag: Das Journal wurde entfernt.'],
  [
    'It ended with entry {n} when key "{name}" was taken out and ends with {n2} now.',
    'Es endete mit Eintrag {n}, als der Schlüssel „{name}“ entfernt wurde, und endet jetzt mit {n2}.',
  ],
  [
    'It ended with entry {n} at {at} and ends with {n2} now.',
    'Es endete am {at} mit Eintrag {n} und endet jetzt mit {n2}.',
  ],
  [
    'The look of {name} at {at} was not written by Tocsin, or was changed.',
    'Der Zugriff von {name} am {at} wurde nicht von Tocsin geschrieben oder wurde geändert.',
  ],
  ['Looks were removed: number {n} of lane {name}.', 'Zugriffe wurden entfernt: Nummer {n} der Reihe {name}.'],
  [
    'Looks were removed: numbers {n} to {n2} of lane {name}.',
    'Zugriffe wurden entfernt: Nummern {n} bis {n2} der Reihe {name}.',
  ],
  [
    'The look number {n} of lane {name} is not the one that the journal names.',
    'Der Zugriff Nummer {n} der Reihe {name} ist nicht der, den das Journal nennt.',
  ],
  [
    'Looks that key "{name}" signed are not those that it had signed when it was taken out.',
    'Zugriffe, die der Schlüssel „{name}“ unterschrieben hat, sind nicht die, die er bis zu seiner Entfernung ' +
      'unterschrieben hatte.',
  ],
  [
    '{name} was counted to {n}, and its counter stands at {n2}.',
    '{name} wurde bis {n} gezählt, und der Zähler steht auf {n2}.',
  ],
  ['The reference {name} is gone.', 'Das Zeichen {name} ist verschwunden.'],
  ['The reference {name} is not the one that was given.', 'Das Zeichen {name} ist nicht das, das vergeben wurde.'],
  [
    'The anchor {name} was not written by Tocsin, or was changed.',
    'Der Anker {name} wurde nicht von Tocsin geschrieben oder wurde geändert.',
  ],
  [
    'The anchor {name} was removed, or put back as it was before, past Tocsin.',
    'Der Anker {name} wurde an Tocsin vorbei entfernt oder auf einen früheren Stand gebracht.',
  ],
  [
    'The note of how anchoring goes was changed or removed past Tocsin.',
    'Der Vermerk, wie es um die Verankerung steht, wurde an Tocsin vorbei geändert oder entfernt.',
  ],
  ['The token {name} [rest]', 'Der Token {name} [rest]'],
  ['What the alert source {name} is trusted by [rest]', 'Was der Alarmquelle {name} vertrauen lässt, [rest]'],
  ['The user {name} [rest]', 'Das Konto {name} [rest]'],
  ['A session of the user {name} [rest]', 'Eine Sitzung des Kontos {name} [rest]'],
  ['The single sign-on of the user {name} [rest]', 'Das Single Sign-on des Kontos {name} [rest]'],
  ['The second factor of the user {name} [rest]', 'Der zweite Faktor des Kontos {name} [rest]'],
  ['The enrolment of the user {name} [rest]', 'Die Einrichtung des zweiten Faktors des Kontos {name} [rest]'],
  ['The invitation of the user {name} [rest]', 'Die Einladung des Kontos {name} [rest]'],
  ['A passkey of the user {name} [rest]', 'Ein Passkey des Kontos {name} [rest]'],
  ['The calendar link of the user {name} [rest]', 'Der Kalenderlink des Kontos {name} [rest]'],
  [
    'was not written by Tocsin, or was changed. It grants nothing.',
    'wurde nicht von Tocsin geschrieben oder wurde geändert. Rechte gibt es damit keine.',
  ],
  [
    'was put back as it was before, past Tocsin. End it, or give it anew.',
    'wurde an Tocsin vorbei auf einen früheren Stand gebracht. Zu tun: beenden oder neu vergeben.',
  ],
  ['was removed, past Tocsin. It grants nothing.', 'wurde an Tocsin vorbei entfernt. Rechte gibt es damit keine.'],
] as const;
