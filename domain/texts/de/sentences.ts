/**
 * The engine's own sentences, English and German, as plans and records keep them. `{name}` is a value that
 * `slots.ts` knows how to read; `[name]` is a sentence or a part of one that stands in this list as well.
 */

/** How a limit came about (`domain/clock/`). */
const STEPS = [
  ['Starts at {at}.', 'Beginn: {at}.'],
  ['Starts at {at}, which is {day} in {zone}.', 'Beginn: {at}, das ist {day} in {zone}.'],
  [
    'Starts at {at}, which is {day} in {zone}; that day is not counted.',
    'Beginn: {at}, das ist {day} in {zone}; dieser Tag zählt nicht mit.',
  ],
  [
    'Starts at {at}, which is {day} in {zone}; that day is day 1.',
    'Beginn: {at}, das ist {day} in {zone}; dieser Tag ist Tag 1.',
  ],
  [
    'Starts at {at}, which is {day} in {zone}; the period runs from the end of that year.',
    'Beginn: {at}, das ist {day} in {zone}; die Frist läuft ab dem Ende dieses Jahres.',
  ],
  ['Starts at {at}, which is {day} in {zone}: day zero.', 'Beginn: {at}, das ist {day} in {zone}: Tag null.'],
  [
    'Due: {count} of elapsed time later, {at}. Nights, weekends, holidays and clock changes count.',
    'Fällig: {count} später, {at}. Nächte, Wochenenden, Feiertage und Zeitumstellungen zählen mit.',
  ],
  [
    'The notice to the people is not recorded. They are told by the deadline of their own duty at the latest ' +
      '({citation}), so this is counted from there.',
    'Die Benachrichtigung der Personen ist nicht festgehalten. Sie werden spätestens bis zur Frist ihrer eigenen ' +
      'Pflicht benachrichtigt ({citation}); gezählt wird also ab dort.',
  ],
  ['Latest: the same. This law has no rounding rule.', 'Spätestens: ebenso. Dieses Gesetz kennt keine Rundung.'],
  [
    'Latest: the hour of the event is not counted ({law}), so {count} run from {at} to {at2}.',
    'Spätestens: Die Stunde des Ereignisses zählt nicht mit ({law}); {count} laufen also von {at} bis {at2}.',
  ],
  [
    'Due: the same clock time {count} later, {at}, whatever day that is.',
    'Fällig: zur selben Uhrzeit, {count} später, {at}, welcher Tag das auch ist.',
  ],
  [
    "Due: the same clock time {count} later, on the same-numbered day or the month's last, {at}.",
    'Fällig: zur selben Uhrzeit, {count} später, am gleichen Tag des Monats oder an seinem letzten, {at}.',
  ],
  [
    'Latest: [rolled] ({law}), whose last hour ends at {at}.',
    'Spätestens: [rolled] ({law}); seine letzte Stunde endet {at}.',
  ],
  ['Latest: [rolled], which ends at {at}.', 'Spätestens: [rolled]; er endet {at}.'],
  ['{day} is a working day (calendar {calendar})', '{day} ist ein Arbeitstag (Kalender {calendar})'],
  ['skipping {days} (calendar {calendar}) leads to {day}', 'ohne {days} (Kalender {calendar}) ist es {day}'],
  ['{day} stands', 'es bleibt bei {day}'],
  [
    'Latest: the period must hold two working days ({law}), so it runs to {day}, which ends at {at}.',
    'Spätestens: Die Frist muss zwei Arbeitstage enthalten ({law}); sie läuft also bis {day}, der {at} endet.',
  ],
  [
    'Due: the end of day {n}, {day}: {at}. Weekends and holidays count.',
    'Fällig: das Ende von Tag {n}, {day}: {at}. Wochenenden und Feiertage zählen mit.',
  ],
  [
    'Latest: the same. A last day on a weekend or holiday is not moved.',
    'Spätestens: ebenso. Ein letzter Tag am Wochenende oder Feiertag verschiebt sich nicht.',
  ],
  ['Due: the end of day {n} after {day}, {day2}: {at}.', 'Fällig: das Ende von Tag {n} nach {day}, {day2}: {at}.'],
  [
    'Latest: the same. {count} are counted whatever day the last one is.',
    'Spätestens: ebenso. {count} zählen, welcher Tag der letzte auch ist.',
  ],
  [
    'Due: the end of business day {n}, {day}: {at}. Skipped (calendar {calendar}): {days}.',
    'Fällig: das Ende von Geschäftstag {n}, {day}: {at}. Übersprungen (Kalender {calendar}): {days}.',
  ],
  [
    'Due: {time} of business day {n}, {day}: {at}. Skipped (calendar {calendar}): {days}.',
    'Fällig: {time} Uhr an Geschäftstag {n}, {day}: {at}. Übersprungen (Kalender {calendar}): {days}.',
  ],
  ['Latest: the same.', 'Spätestens: ebenso.'],
  [
    'Latest: days off of contested standing are skipped too ({days}), which makes it {day}: {at}.',
    'Spätestens: Auch freie Tage, deren Rang streitig ist, werden übersprungen ({days}); dann ist es {day}: {at}.',
  ],
  ['Due, at the latest, at the event itself: {at}.', 'Fällig spätestens mit dem Ereignis selbst: {at}.'],
  [
    'A second clock from {start} would count too; that is not recorded.',
    'Eine zweite Frist ab „{start}“ würde auch zählen; das ist nicht festgehalten.',
  ],
  [
    'The start comes more than {count} after {start} ({at}), so the clock from {start2} no longer counts.',
    'Der Beginn liegt mehr als {count} nach „{start}“ ({at}); die zweite Frist zählt also nicht mehr.',
  ],
  [
    'The clock from {start} would count too; that is not recorded.',
    'Die Frist ab „{start}“ würde auch zählen; das ist nicht festgehalten.',
  ],
  ['From {start}: [step]', 'Ab „{start}“: [step]'],
  [
    'The earlier of both alarms: due {at}; latest stays {at2}.',
    'Die frühere von beiden Warnungen: fällig {at}; spätestens bleibt {at2}.',
  ],
  [
    'The earlier of both counts: due {at}, latest {at2}.',
    'Die frühere von beiden Fristen: fällig {at}, spätestens {at2}.',
  ],
  [
    "No relief on a weekend or holiday: the organisation is '{kind}'.",
    'Keine Erleichterung am Wochenende oder Feiertag: Die Organisation ist „{kind}“.',
  ],
  [
    'No relief on a weekend or holiday: {day} in {zone} is a working day (calendar {calendar}).',
    'Keine Erleichterung am Wochenende oder Feiertag: {day} ist in {zone} ein Arbeitstag (Kalender {calendar}).',
  ],
  [
    'Latest: {days} is a day off in {zone} (calendar {calendar}), so until {time} of {day}, the next working day: ' +
      '{at}.',
    'Spätestens: {days} ist in {zone} frei (Kalender {calendar}), also bis {time} Uhr am nächsten Arbeitstag, ' +
      '{day}: {at}.',
  ],
  ['The law says "{wording}" and names no number.', 'Das Gesetz verlangt „{wording}“ und nennt keine Zahl.'],
  ['An {by} sets the period; its end is not recorded.', 'Die Frist setzt {by}; ihr Ende ist nicht festgehalten.'],
  ['A {by} sets the period; its end is not recorded.', 'Die Frist setzt {by}; ihr Ende ist nicht festgehalten.'],
  ['Due: the end that the {by} sets, {at}.', 'Fällig: das Ende, das {by} setzt, {at}.'],
  ["The organisation's own target '{name}' is {count}: {at}.", 'Das eigene Ziel der Organisation: {count}, bis {at}.'],
  [
    'Exercise: time runs {n} times faster, which gives due {at}.',
    'Übung: Die Zeit läuft {n}-mal schneller; fällig also {at}.',
  ],
  [
    'Exercise: time runs {n} times faster, which gives due {at}, latest {at2}.',
    'Übung: Die Zeit läuft {n}-mal schneller; fällig also {at}, spätestens {at2}.',
  ],
] as const;

/** What a clock of the policy does, before any instant is known. */
const RULES = [
  ['No limit: {reason}', 'Keine Frist: {reason}'],
  [
    '{count}, nights, weekends and holidays included ({law})',
    '{count}, Nächte, Wochenenden und Feiertage zählen mit ({law})',
  ],
  [
    '{count} as they pass, nights, weekends and holidays included',
    '{count}, wie sie vergehen; Nächte, Wochenenden und Feiertage zählen mit',
  ],
  [
    '{count}; the last ends with the day and moves to a working day ({law})',
    '{count}; der letzte endet mit dem Tag und verschiebt sich auf einen Arbeitstag ({law})',
  ],
  [
    '{count}, to the same-numbered day; it ends with the day ({law})',
    '{count}, bis zum gleichen Tag des Monats; die Frist endet mit dem Tag ({law})',
  ],
  [
    '{count}, to the same-numbered day; it ends with the day and moves to a working day ({law})',
    '{count}, bis zum gleichen Tag des Monats; die Frist endet mit dem Tag und verschiebt sich auf einen ' +
      'Arbeitstag ({law})',
  ],
  ['{count} to the end of the last one', '{count}, bis zum Ende des letzten'],
  [
    '{count} to the end of the last one, the day of the start counted as the first',
    '{count}, bis zum Ende des letzten; der Tag des Beginns zählt als erster',
  ],
  [
    '{count} to the end of the last one, moved to a business day ({calendar})',
    '{count}, bis zum Ende des letzten, verschoben auf einen Geschäftstag ({calendar})',
  ],
  [
    '{count} to the end of the last one, the day of the start counted as the first, moved to a business day ' +
      '({calendar})',
    '{count}, bis zum Ende des letzten, verschoben auf einen Geschäftstag ({calendar}); der Tag des Beginns zählt ' +
      'als erster',
  ],
  [
    '{count} ({calendar}), until the end of the last one, {zone}',
    '{count} ({calendar}), bis zum Ende des letzten, {zone}',
  ],
  ['{count} ({calendar}), until {time}, {zone}', '{count} ({calendar}), bis {time} Uhr, {zone}'],
  ['{count} after the end of the calendar year', '{count} nach dem Ende des Kalenderjahrs'],
  ['no later than the event itself', 'spätestens mit dem Ereignis selbst'],
  [
    '[own]; but, where it is recorded, no later than [other] from {start}',
    '[own]; ist „{start}“ festgehalten, aber nicht später als so lange danach: [other]',
  ],
  [
    '[own]; but, where it is recorded, no later than [other] from {start} (a cautious reading: it alarms earlier, ' +
      'and the limit stays)',
    '[own]; ist „{start}“ festgehalten, aber nicht später als so lange danach: [other] (vorsichtig gelesen: Es wird ' +
      'früher gewarnt, und die Frist bleibt)',
  ],
  [
    '[own]; but, where it is recorded, no later than [other] from {start}, unless the start comes more than {count} ' +
      'after that',
    '[own]; ist „{start}“ festgehalten, aber nicht später als so lange danach: [other], es sei denn, der Beginn ' +
      'liegt mehr als {count} danach',
  ],
  [
    '[own]; but, where it is recorded, no later than [other] from {start}, unless the start comes more than {count} ' +
      'after that (a cautious reading: it alarms earlier, and the limit stays)',
    '[own]; ist „{start}“ festgehalten, aber nicht später als so lange danach: [other], es sei denn, der Beginn ' +
      'liegt mehr als {count} danach (vorsichtig gelesen: Es wird früher gewarnt, und die Frist bleibt)',
  ],
  [
    '[of]; a limit on a weekend day or holiday moves to {time} of the next working day',
    '[of]; eine Frist an einem Wochenend- oder Feiertag verschiebt sich auf {time} Uhr des nächsten Arbeitstags',
  ],
  [
    '[of]; a limit on a weekend day or holiday moves to {time} of the next working day, except for {kinds}',
    '[of]; eine Frist an einem Wochenend- oder Feiertag verschiebt sich auf {time} Uhr des nächsten Arbeitstags, ' +
      'außer für: {kinds}',
  ],
  [
    '“{wording}”: no number in the law. Our own target: {count}',
    '„{wording}“: keine Zahl im Gesetz. Unser eigenes Ziel: {count}',
  ],
  [
    'as the {by} sets it; until that is recorded, our own target: {count}',
    'wie {by} sie setzt; bis das festgehalten ist, unser eigenes Ziel: {count}',
  ],
] as const;

/** Why a duty binds or not, and what has changed (`domain/plan/`). */
const DUTIES = [
  ['No longer in force after {date}.', 'Seit dem {date} nicht mehr in Kraft.'],
  ['Not in force before {date}.', 'Nicht in Kraft vor dem {date}.'],
  ['Proposed only, not in force.', 'Nur vorgeschlagen, nicht in Kraft.'],
  ['Voluntary: recommended, and no law asks for it.', 'Freiwillig: empfohlen, und kein Gesetz verlangt es.'],
  ['Adopted, but it does not apply yet.', 'Beschlossen, gilt aber noch nicht.'],
  ['It does not apply before {date}.', 'Gilt nicht vor dem {date}.'],
  [
    'The wording of this rule is not certain, so it does not bind by itself.',
    'Der Wortlaut dieser Regel ist nicht gesichert, deshalb bindet sie nicht von selbst.',
  ],
  ['Switched on by decision of the DPO.', 'Durch Entscheidung der Datenschutzbeauftragten eingeschaltet.'],
  ['For the touched data we are not {kinds}.', 'Für die betroffenen Daten sind wir nicht: {kinds}.'],
  [
    'It binds {kinds}, which we are not (profile in organisation.yaml).',
    'Die Pflicht trifft: {kinds}. Das sind wir nicht (Profil der Organisation).',
  ],
  [
    'Nobody concerned is known to be in {place}, and we are not established there.',
    'Niemand der Betroffenen lebt, soweit bekannt, hier: {place}. Auch niedergelassen sind wir dort nicht.',
  ],
  ['In {place} its own law has periods of its own ({act}).', '{place}: Das eigene Gesetz hat eigene Fristen ({act}).'],
  ['Not in force in {place} before {date} ({act}).', '{place}: nicht in Kraft vor dem {date} ({act}).'],
  [
    'No law of {place} is known that transposes it ({act}).',
    '{place}: Ein Gesetz, das die Richtlinie umsetzt, ist nicht bekannt ({act}).',
  ],
  [
    'How {place} has transposed it is not certain ({act}).',
    '{place}: Wie die Richtlinie umgesetzt ist, ist nicht gesichert ({act}).',
  ],
  ['In {place} by {act}, since {date}.', '{place}: {act}, seit {date}.'],
  ['Its details are not certain here: ask counsel.', 'Die Einzelheiten sind hier nicht gesichert: Rechtsrat einholen.'],
  [
    'For an institution of the Union by Arts. 34 and 35 of Regulation (EU) 2018/1725 (GDPR Art. 2(3)).',
    'Für ein Organ der Union nach Art. 34 und 35 der Verordnung (EU) 2018/1725 (Art. 2 Abs. 3 DSGVO).',
  ],
  ['Under {laws}; the GDPR itself does not reach this.', 'Nach {laws}; die DSGVO selbst gilt hierfür nicht.'],
  [
    'The GDPR does not reach this: we are not established, represented or on the market in the EU or EEA, the ' +
      'touched systems list no country of it, and nobody concerned is known to live there.',
    'Die DSGVO gilt hierfür nicht: Wir sind in EU und EWR weder niedergelassen noch vertreten noch am Markt, die ' +
      'betroffenen Systeme nennen kein Land davon, und niemand der Betroffenen lebt, soweit bekannt, dort.',
  ],
  ['The GDPR was no law yet: it applies from {date} on.', 'Die DSGVO galt noch nicht: Sie gilt erst ab dem {date}.'],
  [
    'Regulation (EU) 2018/1725 was no law yet: it applies from {date} on.',
    'Die Verordnung (EU) 2018/1725 galt noch nicht: Sie gilt erst ab dem {date}.',
  ],
  ['It would if any of these were so.', 'Sie gälte, wenn eines davon anders wäre.'],
  ['First assessment.', 'Erste Bewertung.'],
  ['Facts changed.', 'Angaben geändert.'],
  [
    'Conclusion for {article} changed from {conclusion} to {conclusion2}.',
    'Die Einschätzung zu {article} wechselte von „{conclusion}“ zu „{conclusion2}“.',
  ],
  ['Holiday data changed from {name} to {name2}.', 'Die Feiertagsdaten wechselten von {name} zu {name2}.'],
  ['Our role changed from {roles} to {roles2}.', 'Unsere Rolle wechselte von „{roles}“ zu „{roles2}“.'],
  ['Policy changed from {name} to {name2}.', 'Das Regelwerk wechselte von {name} zu {name2}.'],
  ['No longer part of the policy ({name}).', 'Nicht mehr Teil des Regelwerks ({name}).'],
  ['It is superseded by {name}.', 'An ihre Stelle tritt {name}.'],
  ['Counted from the {start}, at the latest.', 'Gezählt spätestens ab „{start}“.'],
  [
    'Counted from {start} ({at}) instead of {start2} ({at2}).',
    'Gezählt ab „{start}“ ({at}) statt ab „{start2}“ ({at2}).',
  ],
  ['{start} corrected from {at} to {at2}.', '„{start}“ berichtigt von {at} auf {at2}.'],
  ['{start} moved from {at} to {at2}.', '„{start}“ verschoben von {at} auf {at2}.'],
  ['{start} recorded: {at}.', '„{start}“ festgehalten: {at}.'],
  ['Rule changed from {name} to {name2}.', 'Die Regel wechselte von {name} zu {name2}.'],
] as const;

/** Reasons that follow from the terms of a law (`domain/policy/fill-in.ts`). */
const TERMS = [
  [
    'Unencrypted data of people in {place} that its law names was {part}, or that is not ruled out.',
    '{place}: Unverschlüsselte Daten dort lebender Menschen, die das Gesetz nennt, wurden {part}, oder das ist nicht ' +
      'ausgeschlossen.',
  ],
  [
    'Unencrypted data of people in {place} that we hold for others that its law names was {part}, or that is not ' +
      'ruled out.',
    '{place}: Unverschlüsselte Daten dort lebender Menschen, die wir für andere halten und die das Gesetz nennt, ' +
      'wurden {part}, oder das ist nicht ausgeschlossen.',
  ],
  ['Nobody concerned is known to live in {place}.', '{place}: Dort lebt, soweit bekannt, niemand der Betroffenen.'],
  [
    'Evidence rules out that anybody saw or took the data.',
    'Nachweislich hat niemand die Daten gesehen oder an sich genommen.',
  ],
  [
    'The data is encrypted, and the key was not taken.',
    'Die Daten sind verschlüsselt, und der Schlüssel wurde nicht entwendet.',
  ],
  [
    'None of the data that the law of {place} names is concerned.',
    '{place}: Keine der Daten, die das Gesetz nennt, sind betroffen.',
  ],
  [
    'An investigation on file found that harm or misuse is not likely.',
    'Eine dokumentierte Untersuchung hält Schaden oder Missbrauch nicht für wahrscheinlich.',
  ],
  [
    'Nobody relies on harm being unlikely: the people are told.',
    'Niemand beruft sich darauf, dass Schaden unwahrscheinlich ist: Die Betroffenen werden benachrichtigt.',
  ],
  ['The law of {place} does not ask for it here.', '{place}: Das Gesetz verlangt es hier nicht.'],
  [
    'More than {n} people in {place} are concerned, or their number is not known yet.',
    '{place}: Mehr als {n} Menschen sind betroffen, oder ihre Zahl ist noch nicht bekannt.',
  ],
  [
    '{n} or more people in {place} are concerned, or their number is not known yet.',
    '{place}: {n} oder mehr Menschen sind betroffen, oder ihre Zahl ist noch nicht bekannt.',
  ],
  [
    'More than {n} people are concerned in all, or their number is not known yet.',
    'Insgesamt sind mehr als {n} Menschen betroffen, oder ihre Zahl ist noch nicht bekannt.',
  ],
  [
    '{n} or more people are concerned in all, or their number is not known yet.',
    'Insgesamt sind {n} oder mehr Menschen betroffen, oder ihre Zahl ist noch nicht bekannt.',
  ],
  ['No more than {n} people in {place} are concerned.', '{place}: Nicht mehr als {n} Menschen sind betroffen.'],
  ['Fewer than {n} people in {place} are concerned.', '{place}: Weniger als {n} Menschen sind betroffen.'],
  ['No more than {n} people are concerned in all.', 'Insgesamt sind nicht mehr als {n} Menschen betroffen.'],
  ['Fewer than {n} people are concerned in all.', 'Insgesamt sind weniger als {n} Menschen betroffen.'],
] as const;

/** What a score is made of (`domain/severity/reasons.ts`). */
const SCORES = [
  ['Data processing context {score}: [context].', 'Datenkontext {score}: [context].'],
  [
    'Data processing context {score}: set by a person who looked at the context; by kind alone it would be {score2} ' +
      '([context]).',
    'Datenkontext {score}: von einem Menschen gesetzt, der den Zusammenhang angesehen hat; nach der Art allein wäre ' +
      'er {score2} ([context]).',
  ],
  [
    'Ease of identification {score} ({identifiability}): {part}.',
    'Identifizierbarkeit {score} ({identifiability}): {part}.',
  ],
  ['Confidentiality +{score}: {part}.', 'Vertraulichkeit +{score}: {part}.'],
  ['Integrity +{score}: {part}.', 'Integrität +{score}: {part}.'],
  ['Availability +{score}: {part}.', 'Verfügbarkeit +{score}: {part}.'],
  ['Intent +{score}: {part}.', 'Absicht +{score}: {part}.'],
  [
    'SE = {score} × {score2} + {score3} = {score4}: {level}.',
    'SE = {score} × {score2} + {score3} = {score4}: {level}.',
  ],
  [
    '{score} is within {score2} of the edge to {level}: the higher band is weighed for the duties.',
    '{score} liegt nicht weiter als {score2} von der Grenze zu „{level}“: Für die Pflichten zählt die höhere Stufe.',
  ],
  [
    '{score} is within {score2} of the edge to {level}: give a written reason for the decision.',
    '{score} liegt nicht weiter als {score2} von der Grenze zu „{level}“: Begründen Sie die Entscheidung schriftlich.',
  ],
  [
    '{score} is within {score2} of the edge to {level}.',
    '{score} liegt nicht weiter als {score2} von der Grenze zu „{level}“.',
  ],
  [
    'which classes of data are concerned is not known yet, so the gravest, {data}, counts',
    'welche Datenklassen betroffen sind, ist noch nicht bekannt, deshalb zählt die schwerste: {data}',
  ],
  // As versions up to 0.14 recorded it.
  [
    'which kinds of data are concerned is not known yet, so the gravest kind, {data}, counts',
    'welche Arten von Daten betroffen sind, ist noch nicht bekannt, deshalb zählt die schwerste: {data}',
  ],
  ['the data is {data}', 'Art der Daten: {data}'],
  [
    'of the kinds concerned ({data}) the gravest, {data2}, counts',
    'von den betroffenen Arten ({data}) zählt die schwerste: {data2}',
  ],
] as const;

/** Of a form that is made of what the law lists (`domain/filing/generic.ts`). */
const FORMS = [
  ['[title] ({citation})', '[title] ({citation})'],
  ['From the first suspicion to the awareness', 'Vom ersten Verdacht bis zur Kenntnis'],
  ['Reasons for the withdrawal', 'Gründe für die Rücknahme'],
  ['Content', 'Inhalt'],
] as const;

/** What must not be in a filing (`domain/filing/rules.ts`, `forbidden.ts`). */
const FORBIDDEN = [
  [
    'an address or number of a person: it would be a breach of its own',
    'eine Adresse oder Nummer eines Menschen: Das wäre selbst eine Verletzung',
  ],
  [
    "another customer's name: who else is touched is nobody's business",
    'der Name eines anderen Kunden: Wen es noch trifft, geht niemanden etwas an',
  ],
  [
    'a password, token or key: it would help an attacker',
    'ein Kennwort, Token oder Schlüssel: Das würde einem Angreifer helfen',
  ],
  [
    'detail of how the weakness is used: it stays open for others until it is closed',
    'Einzelheiten, wie die Schwachstelle genutzt wird: Sie bleibt für andere offen, bis sie geschlossen ist',
  ],
  [
    'lines of a log: a receiver needs what they show, not the lines',
    'Zeilen eines Logs: Wer es liest, braucht, was sie zeigen, nicht die Zeilen',
  ],
  [
    'advertising, or a link of a campaign: a notice stands alone (EDPB 9/2022, section III)',
    'Werbung oder ein Link einer Kampagne: Eine Mitteilung steht für sich (EDSA-Leitlinien 9/2022, Abschnitt III)',
  ],
  [
    'a guess about who did it, or blame that is not proven; it can follow in an update',
    'eine Vermutung, wer es war, oder eine nicht belegte Schuld; sie kann nachgereicht werden',
  ],
  [
    'an absolute statement; say what was found, and how far the logs reach',
    'eine Aussage ohne jede Einschränkung; sagen Sie, was gefunden wurde und wie weit die Logs reichen',
  ],
  [
    'legal analysis: it belongs in the record of decisions and loses its privilege here',
    'eine rechtliche Bewertung: Sie gehört zu den Entscheidungen und verliert hier ihre Vertraulichkeit',
  ],
  [
    'a rating of the risk in law: that is for the customer as controller (GDPR Art. 33(2))',
    'eine rechtliche Bewertung des Risikos: Sie ist Sache des Kunden als Verantwortlichem (Art. 33 Abs. 2 DSGVO)',
  ],
  [
    'the nature of the breach, or how many residents it touches (M.G.L. c. 93H s. 3(b) forbids both)',
    'die Art der Verletzung oder wie viele Einwohner sie trifft (M.G.L. c. 93H s. 3(b) verbietet beides)',
  ],
  [
    'how many residents of Illinois it touches (815 ILCS 530/10 forbids it)',
    'wie viele Einwohner von Illinois sie trifft (815 ILCS 530/10 verbietet es)',
  ],
  [
    'technical detail that would hinder the response (Form 8-K, Instruction 4 to Item 1.05)',
    'technische Einzelheiten, die die Abwehr behindern würden (Form 8-K, Instruction 4 zu Item 1.05)',
  ],
] as const;

/** What an incident begins with that alerts opened. */
const ALERTS = [
  ['{tool}, severity {n} of 10.', '{tool}, Schwere {n} von 10.'],
  ['It follows {name}, which is closed.', 'Er folgt auf {name}; der ist abgeschlossen.'],
  ['Only {n} of {n2} systems are named.', 'Genannt sind nur {n} von {n2} Systemen.'],
  ['Moved from {name}.', 'Aus {name} verschoben.'],
  ['{tool} ({tool2}, severity {n} of 10)', '{tool} ({tool2}, Schwere {n} von 10)'],
] as const;

/** The parts that these are made of. */
export const PARTS: Readonly<Record<string, string>> = {
  'it is extremely hard to tell whom the data is about': 'es ist äußerst schwer zu sagen, um wen es geht',
  'telling whom the data is about takes extra effort or data':
    'zu sagen, um wen es geht, braucht zusätzlichen Aufwand oder weitere Daten',
  'a little research tells whom the data is about': 'eine kurze Recherche ergibt, um wen es geht',
  'the data itself tells whom it is about': 'die Daten selbst sagen, um wen es geht',
  'evidence rules out that anybody saw it': 'nachweislich hat sie niemand gesehen',
  'exposed, with no sign so far that anybody saw the data':
    'sie lagen offen, bisher ohne Anzeichen, dass jemand sie gesehen hat',
  'disclosed to a known number of known recipients': 'einer bekannten Zahl bekannter Empfänger offengelegt',
  'disclosed to an unknown number of recipients, or to recipients not known':
    'einer unbekannten Zahl von Empfängern oder unbekannten Empfängern offengelegt',
  'not known whether anybody saw it, which counts as disclosed to recipients not known':
    'ob jemand sie gesehen hat, ist nicht bekannt; das zählt wie unbekannten Empfängern offengelegt',
  'evidence rules out that it was altered': 'nachweislich wurden sie nicht verändert',
  'altered, the original can be restored and no wrong use is known':
    'verändert, das Original ist wiederherstellbar und eine falsche Nutzung nicht bekannt',
  'altered and possibly used wrongly, can be restored': 'verändert und vielleicht falsch genutzt, wiederherstellbar',
  'altered and possibly used wrongly, cannot be restored':
    'verändert und vielleicht falsch genutzt, nicht wiederherstellbar',
  'no sign that it was altered, which does not rule it out':
    'kein Anzeichen, dass sie verändert wurden; das schließt es nicht aus',
  'not known whether it was altered, which counts as altered and beyond restoring':
    'ob sie verändert wurden, ist nicht bekannt; das zählt wie verändert und nicht wiederherstellbar',
  'evidence rules out that it was away': 'nachweislich waren sie immer verfügbar',
  'can be restored without difficulty': 'ohne Schwierigkeit wiederherstellbar',
  'unavailable for a time': 'zeitweise nicht verfügbar',
  'lost for good': 'endgültig verloren',
  'no sign that it was away, which does not rule it out':
    'kein Anzeichen, dass sie nicht verfügbar waren; das schließt es nicht aus',
  'not known whether it was away or lost, which counts as lost for good':
    'ob sie fehlten oder verloren sind, ist nicht bekannt; das zählt wie endgültig verloren',
  'a deliberate act': 'eine vorsätzliche Handlung',
  'an accident or error, no intention to harm': 'ein Unfall oder Fehler, keine Absicht zu schaden',
  'not known whether it was deliberate, which counts as deliberate':
    'ob es vorsätzlich war, ist nicht bekannt; das zählt wie vorsätzlich',
  accessed: 'eingesehen',
  acquired: 'entwendet',
  'accessed or acquired': 'eingesehen oder entwendet',
  'accessed and acquired': 'eingesehen und entwendet',
};

export const SENTENCES: readonly (readonly [english: string, german: string])[] = [
  ...[...STEPS, ...RULES, ...DUTIES, ...TERMS, ...SCORES, ...FORBIDDEN, ...FORMS, ...ALERTS],
];
