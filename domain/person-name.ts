/** Whether a text names a person, where forms and the policy ask for one: a role can be held by anybody. */

/** Words of roles, departments and titles. What consists of nothing else names nobody. */
const ROLE_WORDS = new Set(
  [
    // English
    'a an and at for in it of on or our the to with by us we as',
    'data protection privacy security information risk compliance legal law governance incident response breach audit',
    'officer office official manager management lead leader head director directors deputy vice chief executive board',
    'counsel attorney lawyer lawyers representative responsible contact person people point desk team group department',
    'unit division staff employee administrator admin engineer analyst responder reporter auditor specialist',
    'coordinator',
    'controller processor owner company organisation organization authority external internal senior junior acting',
    'technology technical operating financial support service services customer operations call first second on-call',
    'name names unknown nobody somebody anyone someone none same above below see dpo ciso cio cto ceo coo cfo cpo cso',
    'hr',
    'mr mrs ms mx dr prof',
    // German
    'der die das den dem des ein eine einer und oder für fuer im in bei von vom zur zum unsere unser mit als wie',
    'datenschutz datenschutzbeauftragte datenschutzbeauftragter datenschutzbeauftragten datenschutzkoordinator',
    'datenschutzkoordinatorin datenschutzteam datenschutzabteilung beauftragte beauftragter beauftragten',
    'person personen',
    'stellvertretung stellvertretende stellvertretender stellvertreter stellvertreterin stellv stv vertretung',
    'informationssicherheit informationssicherheitsbeauftragte informationssicherheitsbeauftragter sicherheit',
    'sicherheitsbeauftragte sicherheitsbeauftragter it edv abteilung abteilungsleitung bereich bereichsleitung leitung',
    'leiter leiterin geschäftsführung geschaeftsfuehrung geschäftsführer geschäftsführerin vorstand vorständin inhaber',
    'inhaberin recht rechtsabteilung justiziar justiziarin revision verantwortliche verantwortlicher verantwortlichen',
    'ansprechpartner ansprechpartnerin ansprechperson kontakt kontaktperson kontaktstelle stelle büro buero referat',
    'mitarbeiter mitarbeiterin mitarbeitende bearbeiter bearbeiterin zuständige zuständiger meldende meldestelle',
    'unbekannt',
    'niemand jemand siehe oben unten extern externe externer intern interne interner dsb isb gf herr frau nn',
    // French
    'délégué déléguée délégation protection données responsable sécurité représentant représentante légal direction',
    'directeur directrice service à la le les du des de et personne dpd',
  ].flatMap((line) => line.split(' ')),
);

const LETTERS = /[\p{L}\p{M}’'-]+/gu;
/** Scripts in which a name of one letter is one. */
const SHORT = /[\p{Script=Han}\p{Script=Hangul}\p{Script=Hiragana}\p{Script=Katakana}]/u;

/**
 * Whether a text names somebody: something is left of it once roles, departments, titles and addresses are taken out.
 * `roles` are what the organisation itself calls its roles by.
 */
export function isPersonName(text: string, roles: readonly string[] = []): boolean {
  const plain = text.normalize('NFC').trim();
  const isOf = (role: string) => plain.toLowerCase() === role.normalize('NFC').trim().toLowerCase();
  if (roles.some(isOf)) return false;
  const words = plain.replaceAll(/\S*@\S*/g, ' ').match(LETTERS) ?? [];
  const left = words.map(bare).filter((word) => word !== '' && !isOfRole(word));
  return left.some((word) => word.length > 1 || SHORT.test(word));
}

function bare(word: string): string {
  return word.replaceAll(/^[’'-]+|[’'-]+$/g, '').toLowerCase();
}

/** `IT-Sicherheitsbeauftragte` is a role in all its parts, `Müller-Lead` is not. */
function isOfRole(word: string): boolean {
  return ROLE_WORDS.has(word) || word.split('-').every((part) => part === '' || ROLE_WORDS.has(part));
}
