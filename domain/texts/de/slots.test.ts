import { describe, expect, it } from '@jest/globals';
import type { Texts } from '../catalogue.ts';
import { sayIn } from '../say.ts';

const texts: Texts = {
  de: new Map([
    ['Cyber Act', 'Cybergesetz'],
    ['no period is named', 'keine Frist ist genannt'],
    ['The law names none', 'das Gesetz nennt keine'],
    ['Dubai centre', 'Zentrum in Dubai'],
  ]),
};
const inGerman = (english: string) => sayIn(texts, 'de', english);
const AT = '2026-11-24 08:00 UTC';

describe('in German', () => {
  it.each([
    ['DE', 'Deutschland'],
    ['Germany', 'Deutschland'],
    ['EU', 'Europäische Union'],
    ['European Union', 'Europäische Union'],
    ['US-CA', 'California'],
    ['Dubai centre', 'Zentrum in Dubai'],
    // What has no name in German stays.
    ['Abu Dhabi ADGM', 'Abu Dhabi ADGM'],
    ['DIFC', 'DIFC'],
  ])('the place %s is %s', (place, german) => {
    expect(inGerman(`Not in force in ${place} before 2026-11-24 (Cyber Act).`)).toBe(
      `${german}: nicht in Kraft vor dem 24.11.2026 (Cybergesetz).`,
    );
  });

  it.each([
    ['Cyber Act', 'Cybergesetz'],
    ['Directive (EU) 2022/2555, Art. 23(4)(a)', 'Art. 23 Abs. 4 Buchst. a Richtlinie (EU) 2022/2555'],
    ['Lov om sikkerhet', 'Lov om sikkerhet'],
  ])('the law %s is %s', (act, german) => {
    expect(inGerman(`In DE by ${act}, since 2026-11-24.`)).toBe(`Deutschland: ${german}, seit 24.11.2026.`);
  });

  it.each([
    ['no period is named', 'keine Frist ist genannt'],
    // As it begins a sentence of its own.
    ['the law names none', 'das Gesetz nennt keine'],
  ])('a period without limit, as %s, is one as %s', (reason, german) => {
    expect(inGerman(`No limit: ${reason}`)).toBe(`Keine Frist: ${german}`);
  });

  it('is said nothing for a reason without German words', () => {
    expect(inGerman('No limit: somebody said so')).toBeNull();
  });

  it.each([
    ['Fri 25 Dec 2026 (Christmas Day)', 'Fr 25. Dez. 2026 (1. Weihnachtstag)'],
    ['Mon 28 Dec 2026 (Boxing Day (substitute day))', 'Mo 28. Dez. 2026 (2. Weihnachtstag (Ersatztag))'],
    ['Mon 28 Dec 2026 (Saint Nobody (substitute day))', 'Mo 28. Dez. 2026 (Saint Nobody (Ersatztag))'],
    ['Mon 28 Dec 2026 (Saint Nobody)', 'Mo 28. Dez. 2026 (Saint Nobody)'],
  ])('the day %s is %s', (day, german) => {
    expect(inGerman(`Starts at ${AT}, which is ${day} in Europe/Berlin: day zero.`)).toBe(
      `Beginn: ${AT}, das ist ${german} in Europe/Berlin: Tag null.`,
    );
  });

  it.each([
    ['Awareness', 'Kenntnis'],
    ['The awareness', 'Kenntnis'],
    ['Measure-available', 'Abhilfe verfügbar'],
    ['Filing of nis2-first', 'Meldung nis2-first'],
    ['Latest filing of nis2-first', 'letzte Fassung der Meldung nis2-first'],
    ['Awareness (no suspicion is recorded)', 'Kenntnis (nicht festgehalten: Verdacht)'],
    ['Deadline of nis2-first (no awareness is recorded)', 'Frist von nis2-first (nicht festgehalten: Kenntnis)'],
    [
      'Deadline of nis2-first (no measure-available is recorded)',
      'Frist von nis2-first (nicht festgehalten: Abhilfe verfügbar)',
    ],
  ])('the start "%s" is „%s“', (start, german) => {
    const at = '2026-11-25 08:00 UTC';
    expect(inGerman(`${start} moved from ${AT} to ${at}.`)).toBe(`„${german}“ verschoben von ${AT} auf ${at}.`);
  });

  it.each(['Whatever', 'Awareness (no whatever is recorded)', 'Deadline of nis2-first (no whatever is recorded)'])(
    'is said nothing of the start "%s", which has no German words',
    (start) => {
      expect(inGerman(`${start} moved from ${AT} to 2026-11-25 08:00 UTC.`)).toBeNull();
    },
  );

  it.each([
    ['Regulation 1182/71, Art. 3(1)', 'Art. 3 Abs. 1 Verordnung (EWG, Euratom) Nr. 1182/71'],
    [
      'national law, here read like Regulation 1182/71, Art. 3(1)',
      'nationales Recht, hier gelesen wie Art. 3 Abs. 1 Verordnung (EWG, Euratom) Nr. 1182/71',
    ],
    [
      'Regulation 1182/71, Art. 3(1), through UK law',
      'Art. 3 Abs. 1 Verordnung (EWG, Euratom) Nr. 1182/71, über das Recht des Vereinigten Königreichs',
    ],
  ])('the law of a step, %s, is %s', (law, german) => {
    const step = (by: string) =>
      `Latest: the hour of the event is not counted (${by}), so 3 hours run from ${AT} to ${AT}.`;
    expect(inGerman(step(law))).toBe(
      `Spätestens: Die Stunde des Ereignisses zählt nicht mit (${german}); 3 Stunden laufen also von ${AT} bis ${AT}.`,
    );
    expect(inGerman(step('Regulation 2016/679, Art. 33(1)'))).toBeNull();
  });

  const UNLISTED = ', and not known for a system that is not in the register';
  const NICHT = ', und für ein System außerhalb des Verzeichnisses nicht bekannt';
  it.each([
    ['controller', 'Verantwortlicher'],
    ['controller and processor', 'Verantwortlicher und Auftragsverarbeiter'],
    ['not known', 'nicht bekannt'],
    [`controller${UNLISTED}`, `Verantwortlicher${NICHT}`],
    [`controller and processor${UNLISTED}`, `Verantwortlicher und Auftragsverarbeiter${NICHT}`],
  ])('our role %s is %s', (roles, german) => {
    expect(inGerman(`Our role changed from ${roles} to processor.`)).toBe(
      `Unsere Rolle wechselte von „${german}“ zu „Auftragsverarbeiter“.`,
    );
    expect(inGerman(`Our role changed from processor to ${roles}.`)).toBe(
      `Unsere Rolle wechselte von „Auftragsverarbeiter“ zu „${german}“.`,
    );
  });

  it('is said nothing of a role without German words', () => {
    expect(inGerman('Our role changed from bystander to processor.')).toBeNull();
    expect(inGerman(`Our role changed from controller and bystander${UNLISTED} to processor.`)).toBeNull();
  });
});
