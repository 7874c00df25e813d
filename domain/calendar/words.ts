/** What a calendar of deadlines says between the words of the policy, in the language of the organisation. */

export type CalendarWords = {
  name: string;
  text: string;
  /** Where there are more deadlines than a calendar is given. */
  cut(shown: number): string;
  exercise: string;
  own: string;
  running: string;
  overdue: string;
  filed: string;
  waived: string;
  byLaw: string;
  byUs: string;
  to(recipient: string): string;
};

const en: CalendarWords = {
  name: 'Tocsin: deadlines',
  text: 'Deadlines of incidents, by our own clocks. What counts stands on the page of the incident.',
  cut: (shown) => `There are more deadlines than the ${shown} that are shown, those due first: see the desk.`,
  exercise: 'EXERCISE',
  own: 'Own target',
  running: 'The clock runs.',
  overdue: 'The limit has passed.',
  filed: 'Done',
  waived: 'Waived',
  byLaw: 'A period set by law.',
  byUs: 'Our own target, set by no law.',
  to: (recipient) => `To: ${recipient}`,
};

const de: CalendarWords = {
  name: 'Tocsin: Fristen',
  text: 'Fristen von Vorfällen nach unseren Uhren. Was gilt, steht auf der Seite des Vorfalls.',
  cut: (shown) => `Es gibt mehr Fristen als die ${shown} gezeigten, die zuerst fällig sind: siehe Übersicht.`,
  exercise: 'ÜBUNG',
  own: 'Eigenes Ziel',
  running: 'Die Frist läuft.',
  overdue: 'Die Frist ist überschritten.',
  filed: 'Erledigt',
  waived: 'Verzichtet',
  byLaw: 'Eine gesetzliche Frist.',
  byUs: 'Unser eigenes Ziel, von keinem Gesetz bestimmt.',
  to: (recipient) => `An: ${recipient}`,
};

/** English where a language is not spoken here. */
export function calendarWords(language: string): CalendarWords {
  return language === 'de' ? de : en;
}
