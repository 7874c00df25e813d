import type { Words } from '../en/index.ts';

export const people: Words['people'] = {
  title: 'Betroffene Personen',
  lede:
    'Fügen Sie eine Liste, das Ergebnis einer Abfrage oder ein Zugriffsprotokoll an. Wer in mehreren Zeilen oder ' +
    'Listen steht, zählt einmal. Von hier wird nichts versandt, und kein Sachverhalt ändert sich von selbst.',
  closed: 'Hier lässt sich keine Liste anfügen: Der Vorfall ist geschlossen, oder Ihre Rolle liest nur.',
  attach: 'Liste von Personen anfügen',
  file: 'Eine Datei, CSV oder NDJSON',
  fileHint: (mib) =>
    `In UTF-8, höchstens ${mib} MiB; ihr Name endet auf .csv, .ndjson oder .jsonl. Ein Protokoll darf eine Person in ` +
    'vielen Zeilen nennen.',
  paste: 'Oder die Zeilen selbst',
  pasteHint: 'Mit der ersten Zeile einer Tabelle, oder ein JSON-Objekt je Zeile.',
  columns: 'Die Spalten heißen anders',
  columnsHint:
    'Spalten werden daran erkannt, wie sie heißen, etwa e-mail, user_id, Wohnsitz oder locale. Nennen Sie hier eine, ' +
    'wo das nicht stimmt; ein Schlüssel in einem Objekt wird user.mail geschrieben.',
  fields: {
    email: 'Adresse',
    name: 'Name',
    id: 'Konto oder Kundennummer',
    country: 'Wohnsitz',
    language: 'Sprache',
  },
  large: 'Größere Listen nimmt die Programmierschnittstelle als Strom von bis zu 256 MiB:',
  read: 'Einlesen und zeigen, was verstanden wurde',
  held: 'Sehen Sie diese Liste an, bevor sie zählt',
  heldLede: 'Sie wurde ganz gelesen; nichts folgt aus ihr, bis jemand sie behält.',
  inNone: 'keine Spalte',
  ignored: 'Nicht verwendet',
  lines: 'Zeilen',
  linesRead: (lines, nobody) => (nobody === '0' ? `${lines} gelesen` : `${lines} gelesen; ${nobody} nennen niemanden`),
  people: 'Personen',
  count: (n) => (n === '1' ? '1 Person' : `${n} Personen`),
  unreached: (n) => `${n} ohne E-Mail-Adresse, nicht anschreibbar`,
  byName: (n) => `${n} nur dem Namen nach bekannt; zwei gleichen Namens zählen als eine`,
  livesIn: 'Wo sie wohnen',
  unhoused: (n) => `von ${n} nicht bekannt`,
  several: (n) => `${n} mit zwei Ländern, in jedem gezählt`,
  nameless: (n) =>
    `Von ${n} kennt diese Liste keinen Namen: Ein Schreiben an sie kann niemanden beim Namen nennen ({{recipient}}).`,
  otherNames: (n, lines) =>
    `${n} ${n === '1' ? 'Zeile hat' : 'Zeilen haben'} Adresse oder Konto einer früheren Zeile und einen anderen ` +
    `Namen (Zeile ${lines}): Sie zählen als eine Person, die ein Schreiben bekommt. Sind es andere Personen, ist ` +
    'jede zu benachrichtigen: Geben Sie ihnen in der Liste eine eigene Adresse, oder benachrichtigen Sie sie anders.',
  keep: 'Behalten: Sie zählt von jetzt an',
  discard: 'Verwerfen',
  lists: 'Listen',
  none: 'Noch keine Liste.',
  write: 'Anschreiben vorbereiten',
  imported: 'Angefügt',
  written: 'Anschreibbar',
  notReached: 'Per Mail nicht erreichbar',
  notReachedLede:
    'Diese Personen sind betroffen, und die Liste kennt keine E-Mail-Adresse von ihnen. Benachrichtigen Sie sie mit ' +
    'einem Brief oder, wo das unverhältnismäßig aufwendig ist, durch eine öffentliche Bekanntmachung (Art. 34 Abs. 3 ' +
    'Buchst. c DSGVO). Wer ein Konto hat, kann auf einer anderen Liste mit Adresse stehen. Wer diese Seite öffnet, ' +
    'wird protokolliert.',
  whoThatIs: 'wer das ist',
  unaddressed: (n, isOne) =>
    `${n} ${isOne ? 'Person' : 'Personen'} der Liste ohne E-Mail-Adresse: Kein Schreiben erreicht sie. ` +
    'Benachrichtigen Sie sie anders:',
  allReached: 'Alle auf dieser Liste haben eine E-Mail-Adresse.',
  more: 'Weitere',
  together: (lists, n) => (n === 1 ? 'In der Liste' : `In ${lists} Listen zusammen`),
  howCounted:
    'Eine Person ist, wer dieselbe Adresse hat oder dasselbe Konto in einer Spalte gleichen Namens. Wer sich mit ' +
    'jemandem eine Adresse teilt, zählt mit ihm zusammen einmal.',
  unhousedNote: (n) =>
    `Von ${n} sagen die Listen nicht, wo sie wohnen: Pflichten weiterer Länder können gelten. Geben Sie an, welche ` +
    'Sie kennen.',
  onRecord: 'Festgehalten',
  allOnRecord: 'Die festgehaltenen Sachverhalte sagen das, oder mehr.',
  takeOver: 'Zeigen, was diese Sachverhalte ändern würden',
  reasons: 'Gründe',
  reasonsHint: 'Sie werden mit festgehalten. Die nächste Seite zeigt die Pflichten, bevor etwas festgehalten wird.',
  reasonsGiven: 'Über die angefügten Listen von Personen gezählt, jede Person einmal.',
  facts: (n) => `Die angefügten Listen enthalten ${n}.`,
  link: 'Liste von Personen anfügen',
  see: 'Listen von Personen',
};
