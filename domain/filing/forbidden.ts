import { patternOf } from '../pattern.ts';
import { type Audience, RULES, type Rule } from './rules.ts';

/** Finding what must not be in a notice or a filing. */

export type Forbidden = {
  rule: (typeof RULES)[number]['rule'] | 'other-person' | 'other-customer';
  /** Line of the text, counted from 1. The words themselves are not repeated: they may be a secret. */
  line: number;
  says: string;
};

export type ForbiddenOptions = {
  audience: Audience;
  /** ISO 3166-2 code of the state where the people addressed live, such as `US-MA`; null where none has a say. */
  state?: string | null;
  /** Addresses and numbers that belong in it: our own contact points, the recipient's own. */
  allowed?: readonly string[];
  /** Whether it says how to reach somebody, so that any e-mail address or telephone number belongs in it. */
  contact?: boolean;
  /** Names that must not appear, such as those of other customers. */
  othersNames?: readonly string[];
  /** Whether logs prove the absolute statements it makes. */
  proven?: boolean;
};

/**
 * What a text holds that must not be in it, in the order of its lines. Finds what can be found by its form and by
 * known names; who reads the text before it leaves still has to look for what only a reader can see.
 */
export function findForbidden(text: string, options: ForbiddenOptions): Forbidden[] {
  const found = RULES.filter((rule) => applies(rule, options)).flatMap(({ rule, says, patterns }) =>
    patterns.flatMap((pattern) => placesOf(text, pattern).map(({ line }): Forbidden => ({ rule, line, says }))),
  );
  const all = [...found, ...otherPeople(text, options), ...otherNames(text, options)];
  const unique = new Map(all.map((one) => [`${one.line} ${one.rule}`, one]));
  return [...unique.values()].sort((a, b) => a.line - b.line || (a.rule < b.rule ? -1 : 1));
}

function applies(rule: Rule, { audience, state = null, proven = false }: ForbiddenOptions): boolean {
  if (rule.rule === 'absolute-claim' && proven) return false;
  if (rule.state !== undefined && rule.state !== state) return false;
  return rule.audiences === undefined || rule.audiences.includes(audience);
}

const EMAIL = /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/g;
const PHONE = /(?<![\w.-])\+\d[\d ()/-]{6,}\d/g;
const IBAN = /\b[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?\b/g;
const CARD = /(?<![\w-])(?:\d[ -]?){12,18}\d(?![\w-])/g;

/** Addresses and numbers that are not among the allowed ones. */
function otherPeople(text: string, { allowed = [], contact = false }: ForbiddenOptions): Forbidden[] {
  const bare = (value: string) => value.toLowerCase().replaceAll(/[\s()/-]/g, '');
  const known = new Set(allowed.map(bare));
  const says = 'an address or number of a person: it would be a breach of its own';
  const contacts = (contact ? [] : [EMAIL, PHONE])
    .flatMap((pattern) => placesOf(text, pattern))
    .filter(({ match }) => !known.has(bare(match)));
  const accounts = placesOf(text, IBAN).filter(({ match }) => isIban(match));
  const cards = placesOf(text, CARD).filter(({ match }) => isCard(match));
  return [...contacts, ...accounts, ...cards].map(({ line }) => ({ rule: 'other-person', line, says }));
}

function otherNames(text: string, { othersNames = [] }: ForbiddenOptions): Forbidden[] {
  const says = "another customer's name: who else is touched is nobody's business";
  return othersNames
    .filter((name) => name.trim().length > 2)
    .flatMap((name) => placesOf(text, new RegExp(`(?<![\\p{L}\\p{N}])${escaped(name)}(?![\\p{L}\\p{N}])`, 'giu')))
    .map(({ line }) => ({ rule: 'other-customer', line, says }));
}

function placesOf(text: string, pattern: RegExp): { line: number; match: string }[] {
  return [...text.matchAll(pattern)].map(({ index, 0: match }) => ({
    line: text.slice(0, index).split('\n').length,
    match,
  }));
}

/** A line's end may stand between the words of a name. */
function escaped(name: string): string {
  return patternOf(name.trim()).replaceAll(/\s+/g, '\\s+');
}

/** The Luhn check of payment card numbers (ISO/IEC 7812-1). */
function isCard(match: string): boolean {
  const digits = [...match.replaceAll(/\D/g, '')].reverse().map(Number);
  const sum = digits.reduce(
    (total, digit, i) => total + (i % 2 === 0 ? digit : digit > 4 ? digit * 2 - 9 : digit * 2),
    0,
  );
  return sum % 10 === 0 && new Set(digits).size > 1;
}

/** The check digits of an IBAN (ISO 13616). */
function isIban(match: string): boolean {
  const bare = match.replaceAll(' ', '');
  const digits = [...(bare.slice(4) + bare.slice(0, 4))].map((c) => Number.parseInt(c, 36)).join('');
  return BigInt(digits) % 97n === 1n;
}
