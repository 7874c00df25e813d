import { withBroader } from '../data-kinds.ts';
import type { Facts } from '../facts.ts';
import { isKnownLoss } from '../losses.ts';
import { spokenLanguage, TEXT_LANGUAGES, type TextLanguage } from '../texts/languages.ts';
import type { Statement } from './statement.ts';

/**
 * What the engine drafts from the facts: whole sentences of a closed set, in each language. A text of nothing else can
 * be said in another language word for word; what a person wrote stays as it was written. Pure.
 */

type Sentences = {
  seen: Record<Facts['confidentiality'], string>;
  changed: Record<Facts['integrity'], string>;
  away: Record<Facts['availability'], string>;
  meant: Record<Facts['malicious'], string>;
  single: Record<'before' | 'unclear' | 'deceive' | 'wrong' | 'late' | 'investigating' | 'change', string>;
};

/** What drafts said until version 0.8, for readers with a list of the systems below the text. */
const NAMED_BELOW: Record<TextLanguage, string> = {
  en: 'the systems named below',
  de: 'die unten genannten Systeme',
};

const SENTENCES: Record<TextLanguage, Sentences> = {
  en: {
    seen: {
      none: '',
      exposed: 'People who are not meant to could have seen personal data.',
      'known-recipients': 'Personal data reached people who are not meant to have it; we know who they are.',
      'unknown-recipients': 'Personal data reached people who are not meant to have it; we do not know them all.',
      unknown: 'Whether people who are not meant to have seen personal data is not known yet.',
    },
    changed: {
      none: '',
      altered: 'Data may have been changed.',
      'altered-restorable': 'Data was changed; it can be restored.',
      'altered-permanent': 'Data was changed, and cannot be restored.',
      'no-evidence': 'We have found no sign that data was changed.',
      unknown: 'Whether data was changed is not known yet.',
    },
    away: {
      none: '',
      restorable: 'Data was out of reach for a time.',
      temporary: 'Data was out of reach for a time, which people have felt.',
      permanent: 'Data was lost for good.',
      'no-evidence': 'We have found no sign that data was lost or out of reach.',
      unknown: 'Whether data was lost or out of reach is not known yet.',
    },
    meant: {
      yes: 'Somebody did this on purpose.',
      no: 'As far as we know, nobody did this on purpose.',
      unknown: 'Whether somebody did this on purpose is not known yet.',
    },
    single: {
      before: `We are looking into a security incident that concerns ${NAMED_BELOW.en}.`,
      unclear: 'We are still finding out what happened.',
      deceive: 'Whoever has the data could use it to deceive the people it is about.',
      wrong: 'Decisions could be made on data that is wrong.',
      late: 'What depends on the data may be late or missing.',
      investigating: 'We are investigating, and will tell you when we know more.',
      change: 'Please change passwords and keys that are among the data concerned.',
    },
  },
  de: {
    seen: {
      none: '',
      exposed: 'Unbefugte könnten personenbezogene Daten gesehen haben.',
      'known-recipients': 'Personenbezogene Daten sind an Unbefugte gelangt, die uns bekannt sind.',
      'unknown-recipients': 'Personenbezogene Daten sind an Unbefugte gelangt, von denen wir nicht alle kennen.',
      unknown: 'Ob Unbefugte personenbezogene Daten gesehen haben, ist noch nicht bekannt.',
    },
    changed: {
      none: '',
      altered: 'Daten wurden möglicherweise verändert.',
      'altered-restorable': 'Daten wurden verändert; sie lassen sich wiederherstellen.',
      'altered-permanent': 'Daten wurden verändert und lassen sich nicht wiederherstellen.',
      'no-evidence': 'Wir haben kein Anzeichen dafür gefunden, dass Daten verändert wurden.',
      unknown: 'Ob Daten verändert wurden, ist noch nicht bekannt.',
    },
    away: {
      none: '',
      restorable: 'Daten waren eine Zeit lang nicht erreichbar.',
      temporary: 'Daten waren eine Zeit lang nicht erreichbar; Menschen haben das gespürt.',
      permanent: 'Daten sind endgültig verloren.',
      'no-evidence': 'Wir haben kein Anzeichen dafür gefunden, dass Daten verloren oder nicht erreichbar waren.',
      unknown: 'Ob Daten verloren oder nicht erreichbar waren, ist noch nicht bekannt.',
    },
    meant: {
      yes: 'Jemand hat dies mit Absicht getan.',
      no: 'Soweit wir wissen, hat dies niemand mit Absicht getan.',
      unknown: 'Ob jemand dies mit Absicht getan hat, ist noch nicht bekannt.',
    },
    single: {
      before: `Wir untersuchen einen Sicherheitsvorfall. Er betrifft ${NAMED_BELOW.de}.`,
      unclear: 'Wir klären noch, was geschehen ist.',
      deceive: 'Wer die Daten hat, könnte damit die Menschen täuschen, um die es in ihnen geht.',
      wrong: 'Entscheidungen könnten auf falschen Daten beruhen.',
      late: 'Was von den Daten abhängt, kann sich verspäten oder ausbleiben.',
      investigating: 'Wir untersuchen den Vorfall und unterrichten Sie, sobald wir mehr wissen.',
      change: 'Bitte ändern Sie Kennwörter und Schlüssel, die zu den betroffenen Daten gehören.',
    },
  },
};

/** What drafts said until version 0.13 of "these systems", which a letter to people does not name. */
const UNTIL_0_13: Record<TextLanguage, Sentences> = {
  en: {
    ...SENTENCES.en,
    seen: {
      none: '',
      exposed: 'People who are not meant to could have seen data in these systems.',
      'known-recipients': 'Data from these systems reached people who are not meant to have it; we know who they are.',
      'unknown-recipients':
        'Data from these systems reached people who are not meant to have it; we do not know them all.',
      unknown: 'Whether people who are not meant to have seen data in these systems is not known yet.',
    },
    single: { ...SENTENCES.en.single, change: 'Please change passwords and keys that are kept in these systems.' },
  },
  de: {
    ...SENTENCES.de,
    seen: {
      none: '',
      exposed: 'Unbefugte könnten Daten in diesen Systemen gesehen haben.',
      'known-recipients': 'Daten aus diesen Systemen sind an Unbefugte gelangt; wir wissen, wer sie sind.',
      'unknown-recipients': 'Daten aus diesen Systemen sind an Unbefugte gelangt; wir kennen nicht alle davon.',
      unknown: 'Ob Unbefugte Daten in diesen Systemen gesehen haben, ist noch nicht bekannt.',
    },
    single: {
      ...SENTENCES.de.single,
      change: 'Bitte ändern Sie Kennwörter und Schlüssel, die in diesen Systemen aufbewahrt werden.',
    },
  },
};

type Drafted = Pick<Facts, 'confidentiality' | 'integrity' | 'availability' | 'malicious' | 'dataKinds'>;

/**
 * A first draft, from the facts alone. What they do not say is left empty, for people to write. That there is an
 * incident, and which systems it touches, the letters say themselves.
 *
 * @param language of whoever edits and releases it; English where the engine has no words in it
 */
export function draftStatement(facts: Drafted, language: string): Statement {
  return draftFrom(SENTENCES[spokenLanguage(language)], facts);
}

/** Each text in which the engine drafts these facts, or drafted them in an earlier version, in every language. */
export function everyDraft(facts: Drafted): Statement[] {
  return [SENTENCES, UNTIL_0_13].flatMap((said) => TEXT_LANGUAGES.map((language) => draftFrom(said[language], facts)));
}

function draftFrom({ seen, changed, away, meant, single }: Sentences, facts: Drafted): Statement {
  const { confidentiality, integrity, availability, malicious, dataKinds } = facts;
  const effects = [seen[confidentiality], changed[integrity], away[availability]];
  const isUnclear = effects.every((effect) => effect === '');
  return {
    happened: joined(isUnclear ? single.unclear : '', ...effects, meant[malicious]),
    consequences: joined(
      confidentiality === 'none' ? '' : single.deceive,
      isKnownLoss(integrity) ? single.wrong : '',
      isKnownLoss(availability) ? single.late : '',
    ),
    measures: single.investigating,
    advice: withBroader(dataKinds ?? []).includes('credentials') ? single.change : '',
  };
}

function joined(...sentences: string[]): string {
  return sentences.filter((each) => each !== '').join(' ');
}

/** A sentence in all languages, and how a draft says the same today. */
type Sentence = { said: Record<TextLanguage, string>; today: Record<TextLanguage, string> };

/** The longest first: one may begin like another. */
const ALL: readonly Sentence[] = [...sentencesOf(SENTENCES), ...sentencesOf(UNTIL_0_13)]
  .filter(({ said }) => said.en !== '')
  .sort((a, b) => b.said.en.length - a.said.en.length);

function sentencesOf({ en, de }: Record<TextLanguage, Sentences>): Sentence[] {
  return (Object.keys(en) as (keyof Sentences)[]).flatMap((group) => {
    const [german, english]: Record<string, string>[] = [de[group], en[group]];
    const [germanToday, today]: Record<string, string>[] = [SENTENCES.de[group], SENTENCES.en[group]];
    const pair = (inEnglish = '', inGerman = inEnglish) => ({ en: inEnglish, de: inGerman });
    return Object.keys(en[group]).map((key) => ({
      said: pair(english?.[key], german?.[key]),
      today: pair(today?.[key], germanToday?.[key]),
    }));
  });
}

/** The sentences that a text is made of; null where a person's words are in it. */
function sentencesIn(text: string): Sentence[] | null {
  const found: Sentence[] = [];
  let rest = text.trim();
  while (rest !== '') {
    const begins = (words: string) => rest.startsWith(words);
    const next = ALL.find(({ said }) => TEXT_LANGUAGES.some((of) => begins(said[of])));
    const read = TEXT_LANGUAGES.map((of) => next?.said[of]).find((words) => words !== undefined && begins(words));
    if (next === undefined || read === undefined) return null;
    found.push(next);
    rest = rest.slice(read.length).trim();
  }
  return found;
}

/** A text of the engine in a language, English where it has no words in it; null where a person's words are in it. */
export function draftedIn(text: string, language: string): string | null {
  const spoken = spokenLanguage(language);
  return (
    sentencesIn(text)
      ?.map(({ said }) => said[spoken])
      .join(' ') ?? null
  );
}

/** The same for what is drafted now: what an earlier version drafted is said as today. */
export function saidToday(text: string, language: string): string {
  const spoken = spokenLanguage(language);
  return (
    sentencesIn(text)
      ?.map(({ today }) => today[spoken])
      .join(' ') ?? text
  );
}

/** The same, or as it stands where a person's words are in it. */
export function saidIn(text: string, language: string): string {
  return draftedIn(text, language) ?? text;
}

/** In which language a text of the engine stands; null where a person's words are in it, or there are none. */
export function draftLanguage(text: string): TextLanguage | null {
  const plain = text.trim();
  return plain === '' ? null : (TEXT_LANGUAGES.find((of) => draftedIn(plain, of) === plain) ?? null);
}

/** Whether a text says nothing but what a draft of the engine says, so that no person's words are in it. */
export function isDrafted(text: string): boolean {
  return draftedIn(text, 'en') !== null;
}

/** Of a text that names the systems below it, the same with their names in it, or without them where none is given. */
export function withSystems(text: string, systems: string, language: string): string {
  const { these, some } = WITH_SYSTEMS[spokenLanguage(language)];
  const named = systems === '' ? some : `${these}: ${systems}`;
  return TEXT_LANGUAGES.reduce((said, of) => said.replaceAll(NAMED_BELOW[of], named), text);
}

/** A sentence of their names, behind a draft that names none. */
export function systemsSentence(systems: string, language: string): string {
  return WITH_SYSTEMS[spokenLanguage(language)].concerns(systems);
}

const WITH_SYSTEMS = {
  en: {
    these: 'these systems',
    some: 'some of our systems',
    concerns: (systems: string) => `It concerns these systems: ${systems}.`,
  },
  de: {
    these: 'diese Systeme',
    some: 'einige unserer Systeme',
    concerns: (systems: string) => `Betroffen sind diese Systeme: ${systems}.`,
  },
} as const;
