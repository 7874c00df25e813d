import { describe, expect, it } from '@jest/globals';
import { filingContext, projectTemplate } from '../../../test/support/filings.ts';
import { draftFiling } from '../draft.ts';
import { filingLanguage } from './index.ts';

const ART33 = 'gdpr-art33-1-authority';

/** What the engine wrote into a draft by itself, all of it. */
function saidIn(language: 'en' | 'de') {
  const context = filingContext(ART33, { language });
  const known = { systems: ['tickets'], integrity: 'unknown' as const, residents: { DE: 9, FR: 2 } };
  const facts = { ...context.state.facts, ...known };
  return draftFiling(projectTemplate(ART33), { ...context, state: { ...context.state, facts } }).fields;
}

describe('what the engine writes into a filing', () => {
  it('is in the language that the receiver takes, where the engine can write it', () => {
    expect(filingLanguage('fr', 'de', 'en')).toBe('de');
    expect(filingLanguage('fr')).toBe('en');
  });

  it('is German for an authority that takes German, with times as they are written there', () => {
    const { field_29, field_51, field_62, field_63, field_90 } = saidIn('de');
    expect(field_29).toBe('Ja');
    expect(field_51).toContain('Organisation ein: 24.11.2026, 09:20 Uhr MEZ (08:20 UTC).');
    expect(field_62).toMatch(/Betroffen: Vertraulichkeit\..*Noch nicht bekannt: Integrität/);
    expect(field_63).toBe('Systeme: Support tickets. Betroffene Personen: Deutschland 9, Frankreich 2.');
    expect(field_90).toMatch(/^Schweregrad nach der Methode der ENISA: \d,\d\d \(.*der Verantwortliche hat darüber/);
    expect(field_90).not.toMatch(/\b(the|is|of)\b/);
  });

  it('says the same of the same fields in either language', () => {
    const [english, german] = [saidIn('en'), saidIn('de')];
    expect(Object.keys(german)).toEqual(Object.keys(english));
    const sentences = ['field_51', 'field_63'];
    for (const id of sentences) expect([id, german[id] === english[id]]).toEqual([id, false]);
    expect(String(english.field_51)).toMatch(/^A report reached .* 24 Nov 2026, 09:20 CET \(08:20 UTC\)\.$/);
  });
});
