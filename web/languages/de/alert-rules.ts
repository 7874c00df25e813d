import type { Words } from '../en/index.ts';

export const rules: Words['alerts']['rules'] = {
  title: 'Welche Regeln falschen Alarm schlagen',
  lede: (since) =>
    `Was jede Regel seit ${since} eröffnet hat, und als was Menschen es erkannten. Was am häufigsten verworfen wird, ` +
    'steht zuerst.',
  over: 'Über welche Zeit',
  days: (n) => `${n} Tage`,
  opening: 'Regeln, die Vorfälle eröffnet haben',
  none: 'Keine Regel hat in dieser Zeit einen Vorfall eröffnet.',
  noneHint: 'Gezählt werden Alarme, die seit Version 0.10 eingingen.',
  rule: 'Regel',
  decided: 'Entschied über',
  opened: 'Eröffnet',
  found: 'Was Menschen erkannten',
  share: 'Verworfen',
  last: 'Zuletzt',
  findings: (n) => (n === '1' ? '1 Alarm' : `${n} Alarme`),
  joined: (n) => (n === '1' ? 'zu 1 weiteren hinzugefügt' : `zu ${n} weiteren hinzugefügt`),
  incidentsOf: (rule) => `Vorfälle von ${rule}`,
  shareOf: (dismissed, found) => `${dismissed} von ${found} entschiedenen`,
  undecided: 'noch nichts entschieden',
  outcomes: {
    ignore: 'übergeht den Befund',
    watch: 'bewahrt den Befund auf und eröffnet nichts',
    suspect: 'eröffnet einen Verdacht',
    page: 'eröffnet einen Verdacht und meldet sofort',
  },
  gone: 'keine Regel des heutigen Regelwerks',
  cameTo: {
    open: 'offen',
    confirmed: 'bestätigt',
    merged: 'zusammengeführt',
    dismissed: 'verworfen, nicht gesagt als was',
    'false-positive': 'Fehlalarm',
    'no-personal-data': 'keine personenbezogenen Daten',
    'expected-activity': 'zu erwarten',
    other: 'als etwas anderes verworfen',
  },
  helps: 'Was hilft',
  helpFirst:
    'Sehen Sie die Vorfälle einer Regel an, bevor Sie sie ändern: Eine, die neunmal verworfen wurde, kann beim ' +
    'zehnten Mal recht haben.',
  helpLists:
    'Auf Dauer zu erwarten, etwa die Adressen des eigenen Scanners: Nehmen Sie sie in eine Liste auf (lists.yaml), ' +
    'nach der die Regel fragt.',
  helpWindow: 'Für eine Zeit zu erwarten, etwa ein Test: ein Zeitfenster mit Ende und Zuständigen (suppressions.yaml).',
  helpRule: 'Sonst ändern Sie die Regel, und sehen Sie zuerst, was aus den gespeicherten Alarmen geworden wäre:',
  openedNone: (n) => (n === '1' ? '1 Regel, die nichts eröffnet hat' : `${n} Regeln, die nichts eröffnet haben`),
  silent: (n) =>
    n === '1'
      ? '1 Regel, die in dieser Zeit nichts entschieden hat'
      : `${n} Regeln, die in dieser Zeit nichts entschieden haben`,
  rules: 'Regeln',
  helpSilent:
    'Eine Regel, die nichts entscheidet, obwohl ihre Quelle Alarme schickt, fragt womöglich nach etwas, das die ' +
    'Quelle nie sagt, oder eine andere vor ihr entscheidet.',
  more: (n) => (n === '1' ? '1 weitere Regel' : `${n} weitere Regeln`),
};
