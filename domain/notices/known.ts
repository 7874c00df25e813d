import type { IncidentKind } from '../breach/incident-kinds.ts';
import type { BreachState } from '../breach/state.ts';
import { dataFlowOf, type System } from '../dataflow.ts';
import { DATA_CLASSES, type Facts } from '../facts.ts';

/**
 * What is known of an incident by its facts, in short lines for our own people: kind, classes of data, people, effect.
 * Of the words that somebody wrote nothing stands in it, and of what no fact says neither.
 */
export function knownLines(
  { facts, suggested, origin }: Pick<BreachState, 'facts' | 'suggested' | 'origin'>,
  systems: readonly System[],
  language: string,
): string[] {
  const words = language === 'de' ? de : en;
  const flow = dataFlowOf(systems);
  const classes = DATA_CLASSES.filter((each) => facts.dataClasses.includes(each) || flow.dataClasses.includes(each));
  const people = facts.peopleConcerned ?? flow.peopleConcerned;
  const kinds = [
    ...(suggested?.incident === undefined ? [] : [words.incidents[suggested.incident]]),
    ...(origin === 'alert' ? [words.alert] : []),
    ...(facts.malicious === 'yes' ? [words.deliberate] : []),
  ];
  const effects = [
    ...words.confidentiality[facts.confidentiality],
    ...words.integrity[facts.integrity],
    ...words.availability[facts.availability],
  ];
  const line = (label: string, parts: readonly string[]) =>
    parts.length === 0 ? [] : [`- ${label}: ${parts.join(', ')}`];
  return [
    ...line(words.kind, kinds),
    ...line(
      words.data,
      classes.map((each) => words.classes[each]),
    ),
    ...line(words.people, people === null ? [] : [words.count(people, facts.peopleConcerned === null)]),
    ...line(words.effect, effects),
  ];
}

type KnownWords = {
  kind: string;
  data: string;
  people: string;
  effect: string;
  alert: string;
  deliberate: string;
  /** `isFlow`: as the register of systems has it, since no fact says it. */
  count(people: number, isFlow: boolean): string;
  incidents: Record<IncidentKind, string>;
  classes: Record<(typeof DATA_CLASSES)[number], string>;
  confidentiality: Record<Facts['confidentiality'], readonly string[]>;
  integrity: Record<Facts['integrity'], readonly string[]>;
  availability: Record<Facts['availability'], readonly string[]>;
};

const en: KnownWords = {
  ...{ kind: 'Kind', data: 'Data', people: 'People', effect: 'Effect' },
  ...{ alert: 'found by an alert', deliberate: 'a deliberate act' },
  count: (people, isFlow) => `${people.toLocaleString('en-US')}${isFlow ? ' in these systems' : ''}`,
  incidents: {
    paper: 'paper lost or seen by others',
    spoken: 'said where others could hear',
    misdirected: 'sent to the wrong recipient',
  },
  classes: { simple: 'simple', behavioural: 'behavioural', financial: 'financial', sensitive: 'sensitive' },
  confidentiality: {
    none: [],
    exposed: ['others could have seen it'],
    'known-recipients': ['people whom we can reach have it'],
    'unknown-recipients': ['strangers have it'],
    unknown: ['not known whether anybody saw it'],
  },
  integrity: {
    none: [],
    altered: ['it was changed'],
    'altered-restorable': ['it was changed and can be restored'],
    'altered-permanent': ['it was changed for good'],
    'no-evidence': ['no sign that it was changed'],
    unknown: ['not known whether it was changed'],
  },
  availability: {
    none: [],
    restorable: ['it is away for a short time'],
    temporary: ['it is away, which people feel'],
    permanent: ['it is lost'],
    'no-evidence': ['no sign that it was away'],
    unknown: ['not known whether it is away'],
  },
};

const de: KnownWords = {
  ...{ kind: 'Art', data: 'Daten', people: 'Menschen', effect: 'Folge' },
  ...{ alert: 'von einem Alarm gefunden', deliberate: 'mit Absicht' },
  count: (people, isFlow) => `${people.toLocaleString('de-DE')}${isFlow ? ' in diesen Systemen' : ''}`,
  incidents: {
    paper: 'Papier verloren oder von anderen gesehen',
    spoken: 'gesagt, wo andere mithören konnten',
    misdirected: 'an den falschen Empfänger gesendet',
  },
  classes: { simple: 'einfach', behavioural: 'Verhalten', financial: 'Finanzen', sensitive: 'sensibel' },
  confidentiality: {
    none: [],
    exposed: ['andere könnten sie gesehen haben'],
    'known-recipients': ['bekannte Empfänger haben sie'],
    'unknown-recipients': ['Fremde haben sie'],
    unknown: ['ob jemand sie gesehen hat, ist nicht bekannt'],
  },
  integrity: {
    none: [],
    altered: ['sie wurden verändert'],
    'altered-restorable': ['sie wurden verändert und sind wiederherzustellen'],
    'altered-permanent': ['sie sind für immer verändert'],
    'no-evidence': ['kein Hinweis, dass sie verändert wurden'],
    unknown: ['ob sie verändert wurden, ist nicht bekannt'],
  },
  availability: {
    none: [],
    restorable: ['sie fehlen für kurze Zeit'],
    temporary: ['sie fehlen, und Menschen spüren es'],
    permanent: ['sie sind verloren'],
    'no-evidence': ['kein Hinweis, dass sie fehlten'],
    unknown: ['ob sie fehlen, ist nicht bekannt'],
  },
};
