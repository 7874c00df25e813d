import type { Receiver } from '../../domain/filing/receivers.ts';
import type { FieldStanding, FilingText, TextField } from '../../domain/filing/text.ts';
import type { Written } from '../../domain/notices/written.ts';
import type { PlannedObligation } from '../../domain/plan/types.ts';
import type { Instant } from '../../domain/time.ts';
import { languageName } from '../languages/display-names.ts';
import { isLanguage, type Language, pickLanguage, wordsOf } from '../languages/index.ts';
import { nameOf } from '../names.ts';
import { localTime, utcTime } from '../time.ts';
import { citedText } from '../translated.ts';
import type { View } from '../view.ts';
import { limitsOf } from './form-note.ts';
import { labelOf, sectionOf, titleOf } from './label.ts';
import { valueToCopy, valueWords } from './value-words.ts';

/** A filing as one document in one language: what its page, the PDF, the ODT and programs are all made of. */

export type DocumentField = {
  id: string;
  /** Its number in the receiver's form. */
  number: string;
  label: string;
  /** Of the label: the document's language, or English where the form has no words in that. */
  labelIn: Language;
  /** The rule that asks for it; empty where the form names none. */
  rule: string;
  standing: FieldStanding;
  /** What it says, as people read it; where it says nothing, why. */
  value: string;
  /** Of the value: free words are in the filing's language, whichever language its document is in. */
  valueIn: Language;
  /** The answer alone, to be pasted; empty where there is none. */
  copy: string;
  /** Proposed by the engine, and stated by nobody yet. */
  proposed: boolean;
  /** In which language recorded words in it are, where that may not be the filing's; null otherwise. */
  repeated: { written: Written } | null;
};

export type FilingDocument = {
  language: Language;
  /** All languages that its words are in: untranslated questions are English, free answers as the filing has them. */
  languages: readonly Language[];
  title: string;
  /** The article that asks for it. */
  duty: string;
  /** Lines of its head, as label and value. */
  about: readonly { label: string; value: string }[];
  /** Short words in a frame at the head of every page. */
  marks: readonly string[];
  /** Whether it is of a draft that nobody approved. */
  isDraft: boolean;
  /** How far the form is the receiver's own. */
  limits: { title: string; lines: readonly string[] } | null;
  /** Mandatory fields that nothing answers, by number and label. */
  open: readonly string[];
  /** Answers that repeat recorded words which may be in another language than the filing, by number and label. */
  repeated: readonly string[];
  sections: readonly { heading: string; fields: readonly DocumentField[] }[];
  /** What concerns the document as a whole, at its end. */
  notes: readonly string[];
  footer: string;
  /** When its text became what it is: the same text is the same file. */
  at: Instant;
};

/** What a document is made from. */
export type DocumentOf = {
  text: FilingText;
  breachId: string;
  exercise: boolean;
  planned: Pick<PlannedObligation, 'article' | 'recipient'>;
  receivers: readonly Receiver[];
  /** The language of the filing, in which its free answers are. */
  written: Language;
  /** Stands for the instant of a draft that nobody saved. */
  since: Instant;
};

/** The language of a document: the one asked for, else the first of the receiver's that there is, else our own. */
export function languageOf(receivers: readonly Receiver[], wanted: string | undefined, ours: string): Language {
  const theirs = receivers.flatMap(({ languages }) => languages).filter(isLanguage);
  return pickLanguage(wanted, theirs[0], ours);
}

/** Puts a text into words. `view` is whoever reads; the language and the receiver's time are the document's own. */
export function filingDocument(view: View, language: Language, of: DocumentOf): FilingDocument {
  const { text, breachId, exercise, planned, receivers } = of;
  const { template, stage } = text;
  const zone = receivers[0]?.zone ?? view.organisation.zone;
  const reader: View = { ...view, language, words: wordsOf(language), zone };
  const { filing, filingDocument: words, shell } = reader.words;
  const isDraft = text.of.kind === 'draft';
  const duty = citedText(reader, planned.article);
  const receiver = receivers.map(({ name }) => name).join('; ') || planned.recipient;
  const fields = text.fields.map((each) => ({
    section: each.field.section,
    field: documentField(reader, each, of.written),
  }));
  const foreign = fields.filter(({ field }) => field.labelIn !== language).length;
  const answers = fields.filter(({ field }) => field.valueIn !== language).length;
  const limits = limitsOf(reader, { template, notModelled: [] });
  const lines = template.schema === null ? limits : [...limits, filing.exactness.schema(template.schema)];
  return {
    ...{ language, title: titleOf(reader, template), duty, isDraft },
    about: [
      { label: words.about.organisation, value: view.organisation.legalName },
      { label: words.about.receiver, value: receiver },
      { label: words.about.duty, value: duty },
      { label: words.about.stage, value: filing.stages[stage] },
      { label: words.about.reference, value: breachId },
      { label: words.about.standing, value: standingOf(reader, text) },
    ],
    marks: [...(exercise ? [shell.exercise] : []), ...(isDraft ? [filing.draftMark] : [])],
    limits: lines.length === 0 ? null : { title: filing.exactness.title[template.exactness], lines },
    open: fields.flatMap(({ field: { standing, number, label } }) =>
      standing === 'open' || standing === 'wrong' ? [`${number}. ${label}`] : [],
    ),
    repeated: fields.flatMap(({ field: { repeated, number, label } }) =>
      repeated === null ? [] : [`${number}. ${label}`],
    ),
    sections: runsOf(fields).map(({ section, all }) => ({
      heading: sectionOf(reader, template, section),
      fields: all,
    })),
    languages: [...new Set(fields.flatMap(({ field }) => [field.labelIn, field.valueIn]).concat(language))].toSorted(
      (a, b) => Number(b === language) - Number(a === language),
    ),
    notes: [
      ...(foreign === 0 ? [] : [words.inEnglish(foreign)]),
      ...(answers === 0 ? [] : [words.answersIn(answers, languageName(of.written, language))]),
      ...[words.zone(zone), words.hash(text.sha256)],
    ],
    footer: `${view.organisation.legalName} · ${breachId} · ${duty}`,
    at: text.of.at ?? of.since,
  };
}

/** What nobody has stated or confirmed yet of an answer, in the language of its document. */
export function unsettledOf(field: Pick<DocumentField, 'proposed' | 'repeated'>, language: Language): string[] {
  const { filing } = wordsOf(language);
  const { proposed, repeated } = field;
  const name = (written: Written) => (written === null ? null : languageName(written, language));
  return [
    ...(proposed ? [filing.origins.proposed] : []),
    ...(repeated === null ? [] : [filing.repeats(name(repeated.written))]),
  ];
}

/** What a receiver's language asks of whoever hands in a document in this one; empty where nothing. */
export function languageNotes(view: Pick<View, 'words' | 'language'>, receivers: readonly Receiver[]): string[] {
  const { filingDocument: words } = view.words;
  const usual = receivers.flatMap(({ languages }) => languages.slice(0, 1));
  const unknown = [...new Set(usual)].filter((each) => !isLanguage(each));
  return [...unknown.map((each) => words.noWords(languageName(each, view.language))), words.asTyped];
}

/** Sections as the form has them: one that comes back later begins anew, so that no field leaves its place. */
function runsOf(fields: readonly { section: string; field: DocumentField }[]) {
  const runs: { section: string; all: DocumentField[] }[] = [];
  for (const { section, field } of fields) {
    const last = runs.at(-1);
    if (last?.section === section) last.all.push(field);
    else runs.push({ section, all: [field] });
  }
  return runs;
}

function documentField(reader: View, each: TextField, written: Language): DocumentField {
  const { field, number, standing, value, proposed, repeated, wrong } = each;
  const { filing, filingDocument: words } = reader.words;
  const label = labelOf(reader, field);
  const labelIn = label === field.label ? 'en' : reader.language;
  const isFree = standing === 'answered' && (field.kind === 'text' || field.kind === 'list');
  const says = standing === 'answered' ? valueWords(reader, field, value) : words.standings[standing];
  return {
    ...{
      id: field.id,
      number,
      label,
      labelIn,
      rule: citedText(reader, field.rule ?? ''),
      standing,
      proposed,
      repeated,
    },
    valueIn: isFree ? written : reader.language,
    value: wrong === null ? says : `${says}: ${filing.sayWrong(wrong)}`,
    copy: standing === 'answered' ? valueToCopy(reader, field, value) : '',
  };
}

/** Who told it, when, and by which approval or as which version. */
function standingOf(reader: View, { of, late }: FilingText): string {
  const { filingDocument: words } = reader.words;
  const at = (instant: Instant) => `${localTime(instant, reader, true)} (${utcTime(instant, reader)})`;
  const lateWords = late ? [words.late] : [];
  if (of.kind === 'draft') {
    const saved = of.at === null || of.by === null ? [] : [words.saved(nameOf(reader, of.by), at(of.at))];
    return [words.isDraft, ...saved, ...lateWords].join('; ');
  }
  const said = of.kind === 'filed' && !of.approved ? words.recorded : words.approved;
  const version = of.kind === 'filed' ? [words.filed(of.number, at(of.filedAt))] : [];
  return [...version, said(nameOf(reader, of.by), at(of.at)), ...lateWords].join('; ');
}
