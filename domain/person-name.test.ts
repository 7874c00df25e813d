import { describe, expect, it } from '@jest/globals';
import { isPersonName } from './person-name.ts';

describe('the name of a person', () => {
  it.each([
    'Mara Lindqvist',
    'Dr. Jonas Albrecht, Data Protection Officer',
    'Frau Datenschutzbeauftragte Ines Özdemir',
    'Anna Müller-Lead',
    "Siobhán O'Neill",
    'Ирина Щербакова',
    'Ελένη Παπαδοπούλου',
    '王芳',
    '김 철',
    'J. Weber',
    'Head, Mark',
  ])('%s is one', (text) => {
    expect(isPersonName(text)).toBe(true);
  });

  it.each([
    'Data Protection Officer',
    'Deputy Data Protection Officer',
    'DPO',
    'The DPO of our company',
    'Datenschutzbeauftragter',
    'Datenschutzbeauftragte Person',
    'Stellv. Datenschutzbeauftragte/r',
    'IT-Sicherheitsbeauftragte',
    'Head of Legal',
    'CISO / Security team',
    'Herr',
    'N. N.',
    'unbekannt',
    'privacy@example.org',
    '+49 30 1234567',
    'X',
    '…',
    '',
  ])('%s is none', (text) => {
    expect(isPersonName(text)).toBe(false);
  });

  it('is not what the organisation itself calls a role', () => {
    expect(isPersonName('Guardian of Data at Example', ['guardian of data at example'])).toBe(false);
    expect(isPersonName('Guardian of Data at Example')).toBe(true);
  });
});
