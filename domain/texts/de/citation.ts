/**
 * A reference to law as German lawyers write it: `GDPR Art. 33(2)` is `Art. 33 Abs. 2 DSGVO`. Only laws of the Union,
 * of Switzerland and references within a law are known; every other law is cited as in its own country.
 */

/** Acts by the names that the policy cites them by. `lit`: how a lettered point is called there. */
const ACTS: readonly (readonly [is: RegExp, german: string, lit?: string])[] = [
  [/^GDPR\b/, 'DSGVO'],
  [/^NIS2\b/, 'NIS-2-Richtlinie'],
  [/^CER\b/, 'CER-Richtlinie'],
  [/^LED\b/, 'JI-Richtlinie'],
  [/^DORA\b/, 'DORA'],
  [/^CRA\b/, 'CRA'],
  [/^AI Act\b/, 'KI-VO'],
  [/^eIDAS\b/, 'eIDAS-VO'],
  [/^EUDPR\b/, 'EU-DSVO'],
  [/^FADP(?: \(revised\))?/, 'DSG', 'lit.'],
  [/^Data Protection Ordinance\b/, 'DSV', 'lit.'],
  [/^FINMASA\b/, 'FINMAG', 'lit.'],
  [/^(?:ISA|ISG\/LSI)\b/, 'ISG', 'lit.'],
  [/^Cybersecurity Ordinance\b/, 'CSV', 'lit.'],
];

/** Where an act defines its terms, its points are numbers: `Art. 4 Nr. 12`. Bare references are the GDPR's. */
const DEFINITIONS: Readonly<Record<string, string>> = {
  DSGVO: '4',
  'Verordnung (EU) 2016/679': '4',
  'NIS-2-Richtlinie': '6',
  'CER-Richtlinie': '2',
  'JI-Richtlinie': '3',
  DORA: '3',
  CRA: '3',
  'KI-VO': '3',
  'eIDAS-VO': '3',
  'EU-DSVO': '3',
};

/** `Regulation (EU) 2016/679`, `Reg. 611/2013`, `Directive 2002/58/EC`; those until 2014 are numbered otherwise. */
const NUMBERED =
  /^(Regulation|Reg|Directive|Delegated Reg(?:ulation)?|Implementing Regulation|ITS|RTS)\.?(?: \(([^)]+)\))? (\d+\/\d+)(?:\/(EC|EEC))?/;
const KINDS: Readonly<Record<string, string>> = {
  Regulation: 'Verordnung',
  Reg: 'Verordnung',
  Directive: 'Richtlinie',
  'Delegated Reg': 'Delegierte Verordnung',
  'Delegated Regulation': 'Delegierte Verordnung',
  'Implementing Regulation': 'Durchführungsverordnung',
  ITS: 'Durchführungsverordnung',
  RTS: 'Delegierte Verordnung',
};

/** What is cited by its own name, whole. */
const WHOLE: readonly (readonly [is: RegExp, german: string])[] = [
  [/^EDPB Guidelines (\d+\/\d+)(?: (v[\d.]+))?$/, 'EDSA-Leitlinien $1 $2'],
  [/^EDPB Guidelines (\d+\/\d+)(?: (v[\d.]+))?, section ([\w.]+)$/, 'EDSA-Leitlinien $1 $2, Abschnitt $3'],
  [/^EDPB (\d+\/\d+), section ([\w.]+)$/, 'EDSA-Leitlinien $1, Abschnitt $2'],
  [/^EDPB (\d+\/\d+), para\. (\d+)$/, 'EDSA-Leitlinien $1, Rn. $2'],
  [/^EDPB common template$/, 'gemeinsame Vorlage des EDSA'],
  [/^FINMA Guidance ([\d/]+)(?: and ([\d/]+))?$/, 'FINMA-Aufsichtsmitteilung $1 und $2'],
];

/** The whole citation in German; null where any part of it is of a law that is cited in its own language. */
export function germanCitation(citation: string): string | null {
  const parts = citation.trim().split(/; (?=\p{Lu}|\d)/u);
  const said = parts.map(partIn);
  return said.includes(null) ? null : said.join('; ');
}

function partIn(part: string): string | null {
  for (const [is, german] of WHOLE) {
    const found = is.exec(part);
    if (found !== null) {
      const filled = german.replaceAll(/ (?:und )?\$(\d)/g, (all, n: string) => (found[Number(n)] ? all : ''));
      return filled.replaceAll(/\$(\d)/g, (_, n: string) => found[Number(n)] ?? '');
    }
  }
  const { act, lit, rest } = actOf(part);
  if (rest === '') return act;
  const [, annex] = /^Annex ([IVX]+)$/.exec(rest) ?? [];
  if (annex !== undefined && act !== null) return `Anhang ${annex} ${act}`;
  const found = ARTICLES.exec(rest);
  if (found === null) return null;
  const articles = articlesIn(found[0], { lit, defines: DEFINITIONS[act ?? 'DSGVO'] ?? null });
  const after = afterIn(rest.slice(found[0].length));
  if (articles === null || after === null) return null;
  return `${articles}${after.within}${act === null ? '' : ` ${act}`}${after.beside}`;
}

/** `rest`: what follows the name of the act, without the comma between. */
function actOf(part: string): { act: string | null; lit: string; rest: string } {
  for (const [is, german, lit = 'Buchst.'] of ACTS) {
    const found = is.exec(part);
    if (found !== null) return { act: german, lit, rest: part.slice(found[0].length).replace(/^,? /, '') };
  }
  const [all = '', kind = '', of = 'EU', number = '', old] = NUMBERED.exec(part) ?? [];
  if (all === '') return { act: null, lit: 'Buchst.', rest: part };
  const name = KINDS[kind] ?? kind;
  const rest = part.slice(all.length).replace(/^,? /, '');
  if (old !== undefined) return { act: `${name} ${number}/${old === 'EC' ? 'EG' : 'EWG'}`, lit: 'Buchst.', rest };
  const union = of.replace('EEC', 'EWG');
  // Until 2014 the number stood before the year.
  const isOld = !/^(?:19|20)\d\d\//.test(number);
  return { act: `${name} (${union}) ${isOld ? 'Nr. ' : ''}${number}`, lit: 'Buchst.', rest };
}

const POINTS = String.raw`(?:\((?:\d+[a-z]?|[a-z]{1,2})\))*`;
/** `Art. 33(1) and (3)`, `Arts 1, 2, 5`, `Art 23(4)(d)-(e)`, `Art. 34(4) and Art. 58(2)(e)`. */
const ARTICLES = new RegExp(
  String.raw`^Arts?\.? \d+[a-z]{0,2}${POINTS}` +
    String.raw`(?:(?:, | and | to |-)(?:Arts?\.? )?(?=[\d(])(?:\d+[a-z]{0,2})?${POINTS})*`,
);

/** `lit`: how a lettered point is called; `defines`: the article whose points are numbers. */
type Named = { lit: string; defines: string | null };

function articlesIn(text: string, named: Named): string | null {
  const pieces = text.replace(/^Arts?\.? /, '').split(/(, | and | to |-)/);
  const said = pieces.map((piece, i) => {
    if (i % 2 === 1) return { ', ': ', ', ' and ': ' und ', ' to ': ' bis ', '-': ' bis ' }[piece] ?? null;
    const before = i === 0 ? null : (pieces.slice(0, i).findLast((_, at) => at % 2 === 0) ?? null);
    return refIn(piece, before, named);
  });
  return said.includes(null) ? null : `Art. ${said.join('')}`;
}

/** One reference. After another of the same kind, `(3)` is its number alone: `Abs. 1 und 3`. */
function refIn(ref: string, before: string | null, as: Named): string | null {
  const [, named, article = '', points = ''] = /^(Arts?\.? )?(\d+[a-z]{0,2})?((?:\([^()]+\))*)$/.exec(ref) ?? [];
  const levels = [...points.matchAll(/\(([^()]+)\)/g)].map(([, level = '']) => level);
  if (article === '' && levels.length === 0) return null;
  const isSame = before !== null && article !== '' && /^(?:Arts?\.? )?(\d+[a-z]{0,2})/.exec(before)?.[1] === article;
  if (isSame && levels.length > 0) return refIn(points, before, as);
  const isAfterSame = article === '' && before !== null && levels.length === 1;
  if (isAfterSame && isNumber(levels[0]) === isNumber(lastOf(before))) return levels[0] ?? null;
  const first = article === as.defines ? 'Nr.' : 'Abs.';
  const said = levels.map((level, i) => `${isNumber(level) ? (i === 0 ? first : 'Abs.') : as.lit} ${level}`);
  return [...(article === '' ? [] : [named === undefined ? article : `Art. ${article}`]), ...said].join(' ');
}

function lastOf(ref: string): string {
  return [...ref.matchAll(/\(([^()]+)\)/g)].at(-1)?.[1] ?? '';
}

function isNumber(level = ''): boolean {
  return /^\d/.test(level);
}

/** What may follow the articles: `within` stands before the name of the act, `beside` after it. */
const WITHIN: readonly (readonly [is: RegExp, german: string])[] = [
  [/^,? (?:first|1st) sentence/, ' Satz 1'],
  [/^,? second sentence/, ' Satz 2'],
  [/^,? third sentence/, ' Satz 3'],
  [/^,? last sentence/, ' letzter Satz'],
  [/^,? first subparagraph/, ' Unterabs. 1'],
  [/^,? second subparagraph/, ' Unterabs. 2'],
  [/^,? third subparagraph/, ' Unterabs. 3'],
];
const BESIDE: readonly (readonly [is: RegExp, german: string])[] = [
  [/^ as amended by \(EU\) (\d+\/\d+)$/, ' in der Fassung der Verordnung (EU) $1'],
  [/^ as amended$/, ' in der geänderten Fassung'],
  [/^ as proposed$/, ' in der vorgeschlagenen Fassung'],
  [/^, Annex ([IVX]+)$/, ', Anhang $1'],
  [/^ Annex ([IVX]+)$/, ' Anhang $1'],
  [/^, trust services$/, ', Vertrauensdienste'],
  [/^, affected people$/, ', betroffene Personen'],
  [/^ \(and (\d+) for data subjects\)$/, ' (und $1 für betroffene Personen)'],
];

function afterIn(text: string): { within: string; beside: string } | null {
  let [rest, within] = [text, ''];
  for (const [is, german] of WITHIN) {
    if (!is.test(rest)) continue;
    within += german;
    rest = rest.replace(is, '');
  }
  if (rest === '') return { within, beside: '' };
  const found = BESIDE.find(([is]) => is.test(rest));
  return found === undefined ? null : { within, beside: rest.replace(...found) };
}
