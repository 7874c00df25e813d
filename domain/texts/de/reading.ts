/** What could not be read of an alert (`detection/`), as findings keep it: each goes on from the name of a field. */
export const READING = [
  ['is missing', 'fehlt'],
  ['is missing: what was done is not known', 'fehlt: Was getan wurde, ist nicht bekannt'],
  ['is missing: nothing says which kind of event it is', 'fehlt: Nichts sagt, welche Art von Ereignis es ist'],
  [
    'is missing: what was in the breach and since when it is known has to be looked up',
    'fehlt: Was in dem Datenleck war und seit wann es bekannt ist, muss nachgesehen werden',
  ],
  [
    'is missing: what is concerned and since when is not known; ask Graph with $expand=alerts',
    'fehlt: Was betroffen ist und seit wann, ist nicht bekannt; fragen Sie Graph mit $expand=alerts',
  ],
  [
    'holds only which alert was changed: what it says has to be fetched from Microsoft Graph',
    'sagt nur, welcher Alarm geändert wurde: Was er sagt, ist bei Microsoft Graph zu holen',
  ],
  ["is '': this kind of evidence is not read", 'ist leer: Diese Art von Beweismittel wird nicht gelesen'],
  ["is '{tool}': this kind of evidence is not read", 'ist „{tool}“: Diese Art von Beweismittel wird nicht gelesen'],
  ['is {json} where {json2} is expected', 'ist {json}; erwartet wird {json2}'],
  ['is longer than {n} characters and was cut', 'ist länger als {n} Zeichen und wurde gekürzt'],
  ['has {n} entries, of which the first {n2} were read', 'hat {n} Einträge; gelesen wurden die ersten {n2}'],
  ['are {n}, of which the first {n2} are kept', 'sind {n}; aufbewahrt werden die ersten {n2}'],
  ['is no number of events', 'ist keine Anzahl von Ereignissen'],
  [
    "is '{tool}', a word that is not known, so it counts as {n} of 10",
    'ist „{tool}“, ein Wort, das hier nicht bekannt ist; es zählt als {n} von 10',
  ],
  [
    'is {name}, which is not within 0 to 10, so it counts as {n} of 10',
    'ist {name} und liegt nicht zwischen 0 und 10; es zählt als {n} von 10',
  ],
  [
    'is not said in a way that is known, so it counts as {n} of 10',
    'ist nicht auf bekannte Weise angegeben; es zählt als {n} von 10',
  ],
  ['is no time of a known form: {tool}', 'ist keine Zeit in bekannter Form: {tool}'],
  ['is a time without an offset from UTC: {tool}', 'ist eine Zeit ohne Abstand zu UTC: {tool}'],
  ['is a time that there is not: {tool}', 'ist eine Zeit, die es nicht gibt: {tool}'],
  ['is a number where a time is expected: {tool}', 'ist eine Zahl; erwartet wird eine Zeit: {tool}'],
  [
    'is a time before 1980, so that its unit is another one: {tool}',
    'ist eine Zeit vor 1980; ihre Einheit ist also eine andere: {tool}',
  ],
  [
    'names no offset from UTC, so it counts as the {edge} that it can mean ({tool}): {tool2}',
    'nennt keinen Abstand zu UTC; es zählt der {edge} Zeitpunkt, der gemeint sein kann ({tool}): {tool2}',
  ],
  ['is JSON nested deeper than {n} levels', 'ist JSON, das tiefer als {n} Ebenen verschachtelt ist'],
  ['is JSON of more than {n} values', 'ist JSON mit mehr als {n} Werten'],
  ['is no JSON', 'ist kein JSON'],
  ['cannot be worked out by its expression', 'lässt sich aus seinem Ausdruck nicht ermitteln'],
  ['is no status that is known: {tool}', 'ist kein bekannter Stand: {tool}'],
  ['names no known kind of thing: {tool}', 'nennt keine bekannte Art von Gegenstand: {tool}'],
] as const;
