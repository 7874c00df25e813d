import { describe, expect, it } from '@jest/globals';
import { Facts } from '../facts.ts';
import { AVAILABILITY, CONFIDENTIALITY, INTEGRITY } from '../losses.ts';
import { draftedIn, draftLanguage, draftStatement, everyDraft, isDrafted, saidToday, withSystems } from './drafted.ts';
import { STATEMENT_PARTS } from './statement.ts';

const MEANT = ['yes', 'no', 'unknown'] as const;

/** Facts under which every sentence is drafted that there is. */
const ALL = CONFIDENTIALITY.flatMap((confidentiality) =>
  INTEGRITY.flatMap((integrity) =>
    AVAILABILITY.flatMap((availability) =>
      MEANT.map((malicious) =>
        Facts.parse({ confidentiality, integrity, availability, malicious, dataKinds: ['credentials'] }),
      ),
    ),
  ),
);

describe('what the engine drafts', () => {
  it('is said in the other language word for word as it would be drafted there', () => {
    for (const facts of ALL) {
      const [en, de] = [draftStatement(facts, 'en'), draftStatement(facts, 'de')];
      for (const part of STATEMENT_PARTS) {
        expect([draftedIn(en[part], 'de'), draftedIn(de[part], 'en')]).toEqual([de[part], en[part]]);
        expect(de[part]).not.toMatch(/\b(the|data was|not known yet|we|people)\b/);
      }
    }
  });

  it('stays as a person wrote it, where one word of theirs is in it', () => {
    const { happened } = draftStatement(Facts.parse({ confidentiality: 'exposed' }), 'en');
    for (const text of [`${happened} We called the police.`, `Sorry. ${happened}`, happened.slice(0, -1)]) {
      expect([draftedIn(text, 'de'), isDrafted(text), draftLanguage(text)]).toEqual([null, false, null]);
    }
    expect([draftLanguage(happened), draftLanguage('')]).toEqual(['en', null]);
  });

  it('names no systems that its reader was not shown, and says anew what an earlier version drafted', () => {
    for (const facts of ALL) {
      for (const draft of [draftStatement(facts, 'en'), draftStatement(facts, 'de')]) {
        expect(Object.values(draft).join(' ')).not.toMatch(/these systems|diesen Systemen/);
      }
    }
    const before = 'Unbefugte könnten Daten in diesen Systemen gesehen haben.';
    expect(draftedIn(before, 'en')).toBe('People who are not meant to could have seen data in these systems.');
    expect(saidToday(before, 'en')).toBe('People who are not meant to could have seen personal data.');
    const facts = Facts.parse({ confidentiality: 'exposed' });
    expect(everyDraft(facts).filter(({ happened }) => happened.startsWith(before))).toHaveLength(1);
  });

  it('of before version 0.8 gets the names of the systems in place of what pointed to them, or none', () => {
    const [en, de] = ['It concerns the systems named below.', 'Er betrifft die unten genannten Systeme.'];
    expect(withSystems(en, 'Support tickets', 'en')).toBe('It concerns these systems: Support tickets.');
    expect(withSystems(en, '', 'en')).toBe('It concerns some of our systems.');
    expect(withSystems(de, 'Support tickets', 'de')).toBe('Er betrifft diese Systeme: Support tickets.');
    expect(withSystems(de, '', 'de')).toBe('Er betrifft einige unserer Systeme.');
    expect(withSystems('Mail was read.', 'Support tickets', 'en')).toBe('Mail was read.');
  });

  it('of before version 0.8 is known too', () => {
    const text =
      'We are looking into a security incident that concerns the systems named below. Data was lost for good.';
    expect(draftedIn(text, 'de')).toBe(
      'Wir untersuchen einen Sicherheitsvorfall. Er betrifft die unten genannten Systeme. Daten sind endgültig ' +
        'verloren.',
    );
  });
});
