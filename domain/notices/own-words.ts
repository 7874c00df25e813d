import { DateTime } from 'luxon';
import type { PullFailureCode } from '../alerts/pull.ts';
import type { PauseReason } from '../communication/standing.ts';
import { type TargetName, targetName } from '../plan/targets.ts';
import { isAfterDue } from '../policy/schema.ts';
import type { Instant } from '../time.ts';
import { formatMoment } from './moment.ts';
import { ENGLISH_FRAME, type MailFrame } from './render.ts';

/** What mails to our own people say between the words of their templates, in the languages that they are written in. */

type MailLanguage = 'en' | 'de';

/** The language of a template's words; English where it is another that is not spoken here. */
function mailLanguage(language: string): MailLanguage {
  return language === 'de' ? 'de' : 'en';
}

/** What the targets of the organisation ask for. */
const TARGETS_IN_GERMAN: Record<TargetName, string> = {
  take: 'Vorfall übernehmen',
  triage: 'Vorfall bestätigen, verwerfen oder zusammenführen',
  investigation: 'Klären, ob es eine Verletzung des Schutzes personenbezogener Daten ist',
  supplement: 'Nachreichen, was eine Meldung offen ließ oder was seither bekannt ist',
  release: 'Freigeben, was Dienstleister und Kunden lesen',
  correction: 'Die Korrektur an Dienstleister und Kunden freigeben',
  misuse: 'Wegen Anzeichen von Missbrauch anrufen und festhalten, was daraus wurde',
  unreached: 'Den Dienstleister oder Kunden erreichen, dessen Brief abgewiesen wurde',
  uncertain: 'Über den Brief entscheiden, der abgegangen sein könnte',
  'letters-unreached': 'Die Menschen erreichen, deren Briefe abgewiesen wurden',
  'letters-uncertain': 'Über die Briefe an Menschen entscheiden, die abgegangen sein könnten',
  decision: 'Die Entscheidung über das Risiko bestätigen oder ändern',
};

type OwnWords = {
  frame: MailFrame;
  moment(instant: Instant, zone: string, withSeconds?: boolean): string;
  rung(rung: string): string;
  /** What an obligation asks for; what the law asks for is in the policy's own words. */
  title(about: { id?: string; title: string }): string;
  others(n: number): string;
  /** Who set a limit. */
  basis: Record<'law' | 'policy', string>;
  paused: { notices: string; campaign(number: number): string; because: Record<PauseReason, string> };
  /** `isOwn`: that the limit is a target of ours, and no law's. */
  line(about: { article: string; title: string; rung: string; left: string; due: string; isOwn: boolean }): string;
  left(days: number, hours: number, minutes: number): string;
  /** Of a short message, where no template says it. */
  systems(names: string): string;
  confirmed: string;
  noClocks: string;
  clock(about: { article: string; title: string; due: string; isOwn: boolean }): string;
  more(n: number): string;
  /** What falls due first; `isOwn`: by a target of our own. */
  next(about: { article: string; title: string; due: string; isOwn: boolean }): string;
  nothingNext: string;
  /** In a chat, where it is not clear who is spoken to. */
  handedOver(reference: string, name: string): string;
  tasks(n: number): string;
  alerts(n: number): string;
  /** Of alerts that joined an open incident, in the chat and where no template says it. */
  alertNews(reference: string, alerts: string): string;
  /** Of alerts that could not be read, where no template says it; and the sources that a mail does not name. */
  unread(alerts: string): string;
  moreSources(n: number): string;
  /** Of alert sources that could not be asked. */
  sources(n: number): string;
  notAsked(sources: string): string;
  notAskedLine(source: string, why: string, since: string): string;
  pullFailures: Record<PullFailureCode, string>;
  task(number: string, due: string | null): string;
  /** Of a way out that an administrator has tested. */
  wayTest(legalName: string, page: string): { subject: string; text: string; language: MailLanguage };
  news: Record<
    'proposed' | 'evidence' | 'report' | 'added' | 'answer' | 'misuse',
    (n: number, about: string) => string
  >;
};

const en: OwnWords = {
  frame: ENGLISH_FRAME,
  moment: formatMoment,
  /** `24-hours-left` as `24 hours left`, `overdue-12-hours` as `12 hours overdue`. */
  rung: (rung) => {
    const words = rung.replaceAll('-', ' ');
    return isAfterDue(rung) && rung !== 'overdue' ? `${words.replace(/^overdue /, '')} overdue` : words;
  },
  title: ({ title }) => title,
  others: (n) => (n === 1 ? '1 other duty' : `${n} other duties`),
  basis: { law: 'a period set by law', policy: 'our own target; the law says "without undue delay"' },
  paused: {
    notices: 'the notices to suppliers and customers',
    campaign: (number) => `the letters of campaign ${number}`,
    because: {
      asked: 'Somebody asked for it.',
      refusals: 'The mail server refused more than a fifth of a page of them.',
      'connections-lost':
        'The mail server broke off again and again when it had a whole message. Those messages may have left; ' +
        'nothing more was begun.',
      busy: 'The mail server closes its channel (SMTP 421). They go on by themselves after five minutes.',
      'changed-after-stop': 'They had been stopped, and somebody else is to be told since.',
      reopened: 'The incident had been closed and was opened again.',
    },
  },
  line: ({ article, title, rung, left, due, isOwn }) => {
    const target = isOwn && article !== 'Own target' ? ' (own target)' : '';
    return `- ${article}, ${title}: ${rung}${left}; due ${due}${target}`;
  },
  left: (days, hours, minutes) => `, ${span([days, 'd'], [hours, 'h'], minutes)} left`,
  systems: (names) => `Systems: ${names}`,
  confirmed: '- It is confirmed, and its clocks run: see its page.',
  noClocks: '- Nothing with a limit, by what is known so far.',
  clock: ({ article, title, due, isOwn }) => `- ${article}, ${title}: by ${due}${isOwn ? ' (own target)' : ''}`,
  more: (n) => `- and ${n} more`,
  next: ({ article, title, due, isOwn }) =>
    isOwn ? `${title}, by ${due} (our own target)` : `${article}, ${title}, by ${due}`,
  nothingNext: 'none runs.',
  handedOver: (reference, name) => `${reference}: handed over to ${name}`,
  alerts: (n) => (n === 1 ? 'an alert' : `${n} alerts`),
  alertNews: (reference, alerts) =>
    `${reference}: more came in: ${alerts}. By itself that would open an incident, or it is graver`,
  unread: (alerts) => `Tocsin: ${alerts} could not be read`,
  moreSources: (n) => (n === 1 ? 'and one more source' : `and ${n} more sources`),
  sources: (n) => (n === 1 ? 'an alert source' : `${n} alert sources`),
  notAsked: (sources) => `Tocsin: ${sources} could not be asked for a day`,
  notAskedLine: (source, why, since) => `- ${source}: ${why}, since ${since}`,
  pullFailures: {
    refused: 'it does not take the key, or the key may not ask this',
    limited: 'it is asked too often with this key',
    away: 'it does not answer',
    unexpected: 'what it answers cannot be read',
    full: 'too many of its alerts wait to be read',
  },
  tasks: (n) => (n === 1 ? 'a task' : `${n} tasks`),
  task: (number, due) => `- Task ${number}${due === null ? '' : `, due ${due}`}`,
  wayTest: (legalName, page) => ({
    subject: 'Tocsin: a test',
    text:
      `An administrator of ${legalName} tests whether warnings of Tocsin arrive here. Nothing has happened, and ` +
      `nothing is to be done. What the test came to: ${page}`,
    language: 'en',
  }),
  news: {
    proposed: () => '- One of us learned something, and proposes to open it again: the page says why.',
    evidence: (n) => (n === 1 ? '- A file came in.' : `- ${n} files came in.`),
    report: (_, about) => `- A new report about it became ${about}.`,
    added: () => '- Whoever reported it has added something.',
    answer: (n) => (n === 1 ? '- A notice was answered.' : `- ${n} notices were answered.`),
    misuse: () => '- An answer to a notice speaks of misuse: call who gave it.',
  },
};

const de: OwnWords = {
  frame: {
    notKnown: 'noch nicht bekannt',
    drillSubject: 'ÜBUNG: ',
    drillLine: 'ÜBUNG. Diese Nachricht gehört zu einer Übung. Es ist nichts geschehen, und niemand ist betroffen.',
  },
  moment: (instant, zone, withSeconds = false) => {
    const format = withSeconds ? 'ccc d. LLL yyyy, HH:mm:ss' : 'ccc d. LLL yyyy, HH:mm';
    const utc = DateTime.fromISO(instant, { zone: 'utc' }).setLocale('de');
    const [local, time] = [utc.setZone(zone), withSeconds ? 'HH:mm:ss' : 'HH:mm'];
    return `${local.toFormat(format)} Uhr (${utc.toFormat(local.day === utc.day ? time : format)} UTC)`;
  },
  rung: (rung) => {
    if (rung === 'clock-started') return 'Frist läuft';
    if (rung === 'overdue') return 'überschritten';
    const [, late, amount = '', unit = '', left] =
      /^(overdue-)?([\d.]+)-(minutes?|hours?|days?)(-left)?$/.exec(rung) ?? [];
    if (amount === '') return rung.replaceAll('-', ' ');
    const units: Record<string, [string, string]> = {
      minute: ['Minute', 'Minuten'],
      hour: ['Stunde', 'Stunden'],
      day: ['Tag', 'Tage'],
    };
    const [one = '', many = ''] = units[unit.replace(/s$/, '')] ?? [];
    const text = `${amount} ${amount === '1' ? one : many}`;
    return late !== undefined
      ? `seit ${text === `${amount} Tage` ? `${amount} Tagen` : text} überschritten`
      : left === undefined
        ? text
        : `noch ${text}`;
  },
  title: ({ id, title }) => {
    const name = id === undefined ? null : targetName(id);
    return name === null ? title : TARGETS_IN_GERMAN[name];
  },
  others: (n) => (n === 1 ? '1 weitere' : `${n} weitere`),
  basis: { law: 'eine gesetzliche Frist', policy: 'unser eigenes Ziel; das Gesetz sagt „unverzüglich“' },
  paused: {
    notices: 'die Mitteilungen an Dienstleister und Kunden',
    campaign: (number) => `die Schreiben der Kampagne ${number}`,
    because: {
      asked: 'Jemand hat es verlangt.',
      refusals: 'Der Mailserver hat mehr als ein Fünftel einer Seite davon abgewiesen.',
      'connections-lost':
        'Der Mailserver brach immer wieder ab, als er eine ganze Nachricht hatte. Diese Nachrichten könnten ' +
        'abgegangen sein; weitere wurden nicht begonnen.',
      busy: 'Der Mailserver schließt seinen Kanal (SMTP 421). Nach fünf Minuten geht es von selbst weiter.',
      'changed-after-stop': 'Der Versand war beendet worden, und seither ist noch jemand zu unterrichten.',
      reopened: 'Der Vorfall war abgeschlossen und wurde wieder geöffnet.',
    },
  },
  line: ({ article, title, rung, left, due, isOwn }) => {
    if (article === 'Own target') return `- Eigenes Ziel, ${title}: ${rung}${left}; fällig ${due}`;
    return `- ${article}, ${title}: ${rung}${left}; fällig ${due}${isOwn ? ' (eigenes Ziel)' : ''}`;
  },
  left: (days, hours, minutes) => `, noch ${span([days, 'T'], [hours, 'h'], minutes)}`,
  systems: (names) => `Systeme: ${names}`,
  confirmed: '- Er ist bestätigt, und seine Fristen laufen: siehe seine Seite.',
  noClocks: '- Nach dem, was bisher bekannt ist, nichts mit einer Frist.',
  clock: ({ article, title, due, isOwn }) => `- ${article}, ${title}: bis ${due}${isOwn ? ' (eigenes Ziel)' : ''}`,
  more: (n) => `- und ${n} weitere`,
  next: ({ article, title, due, isOwn }) =>
    isOwn ? `${title}, bis ${due} (unser eigenes Ziel)` : `${article}, ${title}, bis ${due}`,
  nothingNext: 'keine läuft.',
  handedOver: (reference, name) => `${reference}: übergeben an ${name}`,
  alerts: (n) => (n === 1 ? 'ein Alarm' : `${n} Alarme`),
  alertNews: (reference, alerts) => `${reference}: weiter ${alerts}, allein ein Vorfall oder schwerer als bekannt`,
  unread: (alerts) => `Tocsin: nicht gelesen: ${alerts}`,
  moreSources: (n) => (n === 1 ? 'und eine weitere Quelle' : `und ${n} weitere Quellen`),
  sources: (n) => (n === 1 ? 'eine Alarmquelle' : `${n} Alarmquellen`),
  notAsked: (sources) => `Tocsin: seit einem Tag nicht abgefragt: ${sources}`,
  notAskedLine: (source, why, since) => `- ${source}: ${why}, seit ${since}`,
  pullFailures: {
    refused: 'nimmt den Schlüssel nicht an, oder der Schlüssel darf das nicht abfragen',
    limited: 'wird mit diesem Schlüssel zu oft abgefragt',
    away: 'antwortet nicht',
    unexpected: 'antwortet etwas, das nicht gelesen werden kann',
    full: 'hat zu viele Alarme, die auf das Lesen warten',
  },
  tasks: (n) => (n === 1 ? 'eine Aufgabe' : `${n} Aufgaben`),
  task: (number, due) => `- Aufgabe ${number}${due === null ? '' : `, fällig ${due}`}`,
  wayTest: (legalName, page) => ({
    subject: 'Tocsin: ein Test',
    text:
      `Die Administration von ${legalName} prüft, ob Warnungen von Tocsin hier ankommen. Es ist nichts geschehen, ` +
      `und es ist nichts zu tun. Das Ergebnis des Tests: ${page}`,
    language: 'de',
  }),
  news: {
    proposed: () => '- Jemand von uns hat etwas erfahren und schlägt vor, ihn zu öffnen: Die Seite sagt, warum.',
    evidence: (n) => (n === 1 ? '- Eine Datei kam herein.' : `- ${n} Dateien kamen herein.`),
    report: (_, about) => `- Aus einer neuen Meldung dazu wurde ${about}.`,
    added: () => '- Wer ihn gemeldet hat, hat etwas nachgetragen.',
    answer: (n) => (n === 1 ? '- Eine Mitteilung wurde beantwortet.' : `- ${n} Mitteilungen wurden beantwortet.`),
    misuse: () => '- Eine Antwort auf eine Mitteilung spricht von Missbrauch: Rufen Sie an, wer sie gab.',
  },
};

const OWN_WORDS: Record<MailLanguage, OwnWords> = { en, de };

/** The words that go with a template of this language. */
export function ownWords(language: string): OwnWords {
  return OWN_WORDS[mailLanguage(language)];
}

/** How much is left, in words; nothing where the rung's own name tells it. */
export function leftInWords(words: OwnWords, rung: string, ms: number): string {
  if (isAfterDue(rung) || rung.endsWith('-left') || ms < 0) return '';
  const minutes = Math.floor(ms / 60_000);
  return words.left(Math.floor(minutes / 1_440), Math.floor(minutes / 60) % 24, minutes % 60);
}

/** To the minute under a day, where an hour cut off is much of what is left. */
function span([days, d]: [number, string], [hours, h]: [number, string], minutes: number): string {
  const parts: [number, string][] =
    days > 0
      ? [
          [days, d],
          [hours, h],
        ]
      : [
          [hours, h],
          [minutes, 'min'],
        ];
  const told = parts.filter(([n]) => n > 0).map(([n, unit]) => `${n} ${unit}`);
  return told.length === 0 ? '0 min' : told.join(' ');
}
