import { COUNTRIES } from '../../places/countries.ts';
import { partName } from '../../places/place.ts';
import { germanCitation } from './citation.ts';
import { PARTS } from './sentences.ts';
import {
  CONCLUSIONS,
  DATA,
  EDGES,
  HOLIDAYS,
  IDENTIFIABILITY,
  JSON_KINDS,
  KINDS,
  LEVELS,
  MONTHS,
  PROMPT,
  SETTERS,
  STARTS,
  UK_LAWS,
  UNITS,
  WEEKDAYS,
} from './values.ts';

/** What may stand in each place of the engine's sentences, and how it reads in German. */

/** `say`: the German of a sentence or name of the policy; null where there is none. */
type Say = (english: string) => string | null;
/** `is`: what is recognised as one. `german` is null where it cannot be said. */
export type Slot = { is: string; german: (text: string, say: Say) => string | null };

const ANYTHING = '.+?';
const DAY = `(?:${Object.keys(WEEKDAYS).join('|')}) \\d{1,2} (?:${Object.keys(MONTHS).join('|')}) \\d{4}`;
const COUNT = '\\d+(?:\\.\\d+)? (?:calendar |business )?(?:hour|day|month)s?';
const same = (text: string) => text;
const oneOf =
  (known: Readonly<Record<string, string>>) =>
  (text: string): string | null =>
    known[text] ?? null;
const listOf = (known: Readonly<Record<string, string>>, between: RegExp, joined: string) => (text: string) => {
  const said = text.split(between).map((each) => known[each]);
  return said.includes(undefined) ? null : said.join(joined);
};

export const SLOTS: Readonly<Record<string, Slot>> = {
  at: { is: '\\d{4}-\\d\\d-\\d\\d[ T][\\d:.]+(?: UTC|Z)', german: same },
  day: { is: `${DAY}(?: \\([^()]+(?: \\([^()]+\\))?\\))?`, german: daysIn },
  days: { is: ANYTHING, german: daysIn },
  date: { is: '\\d{4}-\\d\\d-\\d\\d', german: (text) => text.split('-').toReversed().join('.') },
  time: { is: '\\d\\d:\\d\\d', german: same },
  zone: { is: '[\\w/+-]+', german: same },
  calendar: { is: '[\\w:-]+', german: (text) => (text === 'weekends' ? 'nur Wochenenden' : text) },
  count: { is: COUNT, german: countIn },
  n: { is: '[\\d,.]*\\d', german: (text) => text.replaceAll(',', '.') },
  score: { is: '[\\d.]*\\d', german: (text) => text.replace('.', ',') },
  law: { is: '(?:national law|Regulation).+?', german: lawIn },
  start: { is: ANYTHING, german: startIn },
  wording: { is: ANYTHING, german: oneOf(PROMPT) },
  by: { is: '[a-z]+', german: oneOf(SETTERS) },
  kind: { is: '[a-z-]+', german: oneOf(KINDS) },
  kinds: { is: ANYTHING, german: listOf(KINDS, / or |, /, ', ') },
  roles: { is: ANYTHING, german: rolesIn },
  article: { is: 'Art\\. \\d+', german: same },
  conclusion: { is: '[a-z-]+', german: oneOf(CONCLUSIONS) },
  level: { is: ANYTHING, german: oneOf(LEVELS) },
  identifiability: { is: '[a-z]+', german: oneOf(IDENTIFIABILITY) },
  data: { is: '[a-z, ]+?', german: listOf(DATA, /, /, ', ') },
  part: { is: ANYTHING, german: oneOf(PARTS) },
  place: { is: ANYTHING, german: placeIn },
  laws: { is: ANYTHING, german: listOf(UK_LAWS, / and /, ' und ') },
  act: { is: '.+', german: (text, say) => say(text) ?? germanCitation(text) ?? text },
  citation: { is: '.+', german: (text, say) => say(text) ?? germanCitation(text) ?? text },
  json: { is: 'an? [a-z]+|true or false', german: oneOf(JSON_KINDS) },
  edge: { is: '[a-z]+', german: oneOf(EDGES) },
  name: { is: ANYTHING, german: same },
  // What a tool calls it, on one line.
  tool: { is: '[^\\n]+?', german: same },
  reason: { is: '.+', german: (text, say) => say(text) ?? say(`${text.charAt(0).toUpperCase()}${text.slice(1)}`) },
};

/** `Do 26. Nov. 2026 (Thanksgiving)`: days in words, with the names of those that have one. */
function daysIn(text: string): string {
  return text
    .replace(/^none$/, 'keine')
    .replaceAll(/\b(\d+) days? of weekends/g, (_, n: string) => `${n} ${n === '1' ? 'Tag' : 'Tage'} an Wochenenden`)
    .replaceAll(new RegExp(DAY, 'g'), dayIn)
    .replaceAll(/\(([^()]+)\)/g, (_, name: string) => `(${HOLIDAYS[name] ?? name})`)
    .replaceAll(/\(([^()]+)(?= \()/g, (_, name: string) => `(${HOLIDAYS[name] ?? name}`);
}

function dayIn(text: string): string {
  const [weekday = '', day, month = '', year] = text.split(' ');
  return `${WEEKDAYS[weekday]} ${day}. ${MONTHS[month]} ${year}`;
}

function countIn(text: string): string | null {
  const [, number = '', unit = ''] = /^(\S+) (.+?)s?$/.exec(text) ?? [];
  const words = UNITS[unit];
  return words === undefined ? null : `${number.replace('.', ',')} ${words[number === '1' ? 0 : 1]}`;
}

/** How far Regulation 1182/71 itself carries a step. */
function lawIn(text: string): string | null {
  const [, national, article = '', uk] =
    /^(national law, here read like )?Regulation 1182\/71, (.+?)(, through UK law)?$/.exec(text) ?? [];
  if (article === '') return null;
  const cited = `${germanCitation(article) ?? article} Verordnung (EWG, Euratom) Nr. 1182/71`;
  if (national !== undefined) return `nationales Recht, hier gelesen wie ${cited}`;
  return uk === undefined ? cited : `${cited}, über das Recht des Vereinigten Königreichs`;
}

/** `Kenntnis`, `Meldung nis2-art23-4b-notification`, `Kenntnis (Verdacht ist nicht festgehalten)`. */
function startIn(text: string): string | null {
  const plain = text.replace(/^the /i, '');
  const [, latest, filed] = /^(latest )?filing of (.+)$/i.exec(plain) ?? [];
  if (filed !== undefined) return `${latest === undefined ? 'Meldung' : 'letzte Fassung der Meldung'} ${filed}`;
  const [, deadline, what] = /^deadline of (\S+) \(no (.+) is recorded\)$/i.exec(plain) ?? [];
  if (deadline !== undefined) {
    const lacking = STARTS[(what ?? '').replaceAll('-', ' ')];
    return lacking === undefined ? null : `Frist von ${deadline} (nicht festgehalten: ${lacking})`;
  }
  const [, event = '', missing] = /^(.+?)(?: \(no (.+) is recorded\))?$/.exec(plain) ?? [];
  const known = STARTS[event.toLowerCase().replaceAll('-', ' ')];
  const lacks = missing === undefined ? null : STARTS[missing.replaceAll('-', ' ')];
  if (known === undefined || lacks === undefined) return null;
  return lacks === null ? known : `${known} (nicht festgehalten: ${lacks})`;
}

function rolesIn(text: string): string | null {
  const [, known = '', more] = /^(.+?)(, and not known for a system that is not in the register)?$/.exec(text) ?? [];
  const said = known === 'not known' ? 'nicht bekannt' : listOf(KINDS, / and /, ' und ')(known);
  if (said === null) return null;
  return more === undefined ? said : `${said}, und für ein System außerhalb des Verzeichnisses nicht bekannt`;
}

const GERMAN = new Intl.DisplayNames(['de'], { type: 'region' });
const ENGLISH = new Intl.DisplayNames(['en'], { type: 'region' });
let codes: ReadonlyMap<string, string> | null = null;

/** `Deutschland`, whatever the engine calls it: by code, by name, or by the name of a law that has one. */
function placeIn(text: string, say: Say): string {
  codes ??= new Map([...COUNTRIES].map((code) => [ENGLISH.of(code) ?? code, code]));
  if (text === 'EU' || text === 'European Union') return 'Europäische Union';
  const code = codes.get(text) ?? text;
  if (/^[A-Z]{2}$/.test(code)) return GERMAN.of(code) ?? text;
  return say(text) ?? partName(text) ?? text;
}
