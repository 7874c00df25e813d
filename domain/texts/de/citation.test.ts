import { describe, expect, it } from '@jest/globals';
import { loadPolicy } from '../../../config/policy.ts';
import { germanCitation } from './citation.ts';

const policy = loadPolicy('policy');
const CITED = [
  ...new Set([
    ...policy.obligations.flatMap(({ article, citation, exemptions }) => [
      article,
      citation,
      ...exemptions.map((each) => each.article),
    ]),
    ...Object.values(policy.laws).flatMap(({ terms }) => terms.noDuty.map(({ citation }) => citation)),
  ]),
];

describe('a reference to law in German', () => {
  it.each([
    ['GDPR Art. 33(2)', 'Art. 33 Abs. 2 DSGVO'],
    ['GDPR Art. 34(3)(a)', 'Art. 34 Abs. 3 Buchst. a DSGVO'],
    ['GDPR Art. 26', 'Art. 26 DSGVO'],
    ['Art. 33(3)(a)', 'Art. 33 Abs. 3 Buchst. a'],
    ['Art. 4(12), Art. 33(3)(a)', 'Art. 4 Nr. 12, Art. 33 Abs. 3 Buchst. a'],
    ['GDPR Art. 4(12)', 'Art. 4 Nr. 12 DSGVO'],
    ['NIS2 Art. 6(6)', 'Art. 6 Nr. 6 NIS-2-Richtlinie'],
    ['NIS2 Art. 4(2)', 'Art. 4 Abs. 2 NIS-2-Richtlinie'],
    ['GDPR Art. 33(1) as proposed', 'Art. 33 Abs. 1 DSGVO in der vorgeschlagenen Fassung'],
    ['NIS2 Art. 23(4)(d), trust services', 'Art. 23 Abs. 4 Buchst. d NIS-2-Richtlinie, Vertrauensdienste'],
    ['NIS2 Art. 23(4), second subparagraph', 'Art. 23 Abs. 4 Unterabs. 2 NIS-2-Richtlinie'],
    ['Directive (EU) 2022/2555, Art. 23(4)(a)', 'Art. 23 Abs. 4 Buchst. a Richtlinie (EU) 2022/2555'],
    ['Directive (EU) 2022/2555 Art 23(4)(d)-(e)', 'Art. 23 Abs. 4 Buchst. d bis e Richtlinie (EU) 2022/2555'],
    ['DORA Art. 19(4)(b)', 'Art. 19 Abs. 4 Buchst. b DORA'],
    ['CER Art. 15(1), last sentence', 'Art. 15 Abs. 1 letzter Satz CER-Richtlinie'],
    ['AI Act Art. 73(9) and (10)', 'Art. 73 Abs. 9 und 10 KI-VO'],
    ['eIDAS Art. 24(2)(fb), affected people', 'Art. 24 Abs. 2 Buchst. fb eIDAS-VO, betroffene Personen'],
    ['Reg. 611/2013 Art. 2(2)', 'Art. 2 Abs. 2 Verordnung (EU) Nr. 611/2013'],
    ['Delegated Reg. (EU) 2025/301 Art. 3', 'Art. 3 Delegierte Verordnung (EU) 2025/301'],
    ['FADP Art. 24(4)', 'Art. 24 Abs. 4 DSG'],
    ['FINMASA Art. 29(2)', 'Art. 29 Abs. 2 FINMAG'],
    ['ISA Art. 74a to 74h', 'Art. 74a bis 74h ISG'],
    ['Regulation (EU) 2024/2847 Art 14(1), (2)(a)', 'Art. 14 Abs. 1, Abs. 2 Buchst. a Verordnung (EU) 2024/2847'],
    ['Delegated Reg (EU) 2025/301 Arts 3, 5(1)(b)', 'Art. 3, 5 Abs. 1 Buchst. b Delegierte Verordnung (EU) 2025/301'],
    [
      'Regulation (EU) 2016/679, Art. 33(2) and Art. 28(3)(f); EDPB Guidelines 9/2022 v2.0, section II.A.4',
      'Art. 33 Abs. 2 und Art. 28 Abs. 3 Buchst. f Verordnung (EU) 2016/679; EDSA-Leitlinien 9/2022 v2.0, ' +
        'Abschnitt II.A.4',
    ],
    [
      'Regulation (EU) 2016/679, Art. 33(1) and (3); Regulation (EEC, Euratom) 1182/71, Art. 3; EDPB Guidelines ' +
        '9/2022 v2.0',
      'Art. 33 Abs. 1 und 3 Verordnung (EU) 2016/679; Art. 3 Verordnung (EWG, Euratom) Nr. 1182/71; EDSA-Leitlinien ' +
        '9/2022 v2.0',
    ],
    [
      'Regulation (EU) 2022/2554 Art 19(2); ITS (EU) 2025/302 Annex III',
      'Art. 19 Abs. 2 Verordnung (EU) 2022/2554; Anhang III Durchführungsverordnung (EU) 2025/302',
    ],
    ['Art. 3(2)(c) and 3(4)', 'Art. 3 Abs. 2 Buchst. c und Abs. 4'],
    ['Art. 3(2), (4) and (5)', 'Art. 3 Abs. 2, 4 und 5'],
  ])('%s', (english, german) => {
    expect(germanCitation(english)).toBe(german);
  });

  it.each([
    'UK GDPR Art. 33(1)',
    'Cal. Civ. Code 1798.82(a)',
    '45 CFR 164.404',
    'Law 171/2018 Art. 34',
    'LGPD Art. 48',
  ])('is none for %s, which is cited as in its country', (foreign) => {
    expect(germanCitation(foreign)).toBeNull();
  });

  it('is whole for every law of the Union and of Switzerland that the policy cites', () => {
    const ours =
      /^(?:GDPR|NIS2|DORA|CRA|CER\b|LED|AI Act|eIDAS|EUDPR|FADP|FINMASA|ISA|Reg\. \d+\/|Regulation \(E|Directive)/;
    const cited = CITED.filter((citation) => ours.test(citation));
    expect(cited.length).toBeGreaterThan(60);
    expect(cited.filter((citation) => (policy.texts.de.get(citation) ?? germanCitation(citation)) === null)).toEqual(
      [],
    );
  });

  it('is nowhere half of one', () => {
    const said = CITED.flatMap((citation) => germanCitation(citation) ?? policy.texts.de.get(citation) ?? []);
    const english =
      /\b(?:and|the|of|to|as|for|Reg|Regulation|Directive|Guidelines|section|Annex|GDPR|EDPB|Arts)\b|\(\d\)/;
    expect(said.filter((text) => english.test(text))).toEqual([]);
  });
});
