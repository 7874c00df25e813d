import { ALL_DATA_KINDS, FINER_KIND_NAMES } from '../../domain/data-kinds.ts';
import { ENTITY_KINDS } from '../../domain/entities.ts';
import { AI_INCIDENTS, DATA_CLASSES, EventName, type Facts, IDENTIFIABILITY } from '../../domain/facts.ts';
import { AVAILABILITY, CONFIDENTIALITY, INTEGRITY } from '../../domain/losses.ts';

/** What each fact is made of; from this the list, the form and its reading are made. */
export type FactField =
  /** One of a few. */
  | { key: keyof Facts; kind: 'choice'; options: readonly string[] }
  | { key: keyof Facts; kind: 'yes-no' }
  /** Yes, no, or not decided. */
  | { key: keyof Facts; kind: 'decided' }
  /** A whole number, or not known. */
  | { key: keyof Facts; kind: 'count' }
  /** Some of a few; `unknown`: the list may be not known at all. `folded`: those that are seldom asked for. */
  | { key: keyof Facts; kind: 'list'; options: readonly string[]; unknown: boolean; folded?: readonly string[] }
  | { key: 'systems'; kind: 'systems' }
  | { key: 'residents'; kind: 'residents' }
  | { key: keyof Facts; kind: 'place' }
  | { key: 'events' | 'endsSet'; kind: 'instants'; names: readonly string[] };

export type FactGroup = keyof typeof FACT_GROUPS;

const MALICIOUS = ['yes', 'no', 'unknown'] as const;
const SCORES = ['', '1', '2', '3', '4'] as const;

/** The events that people record, and the ends that others set. */
const EVENTS = EventName.options;
const ENDS = ['order', 'request', 'contract'] as const;

/** Every fact that people state, in groups. What is switched on is decided at the duty itself. */
export const FACT_GROUPS = {
  incident: [
    { key: 'systems', kind: 'systems' },
    { key: 'confidentiality', kind: 'choice', options: CONFIDENTIALITY },
    { key: 'integrity', kind: 'choice', options: INTEGRITY },
    { key: 'availability', kind: 'choice', options: AVAILABILITY },
    { key: 'malicious', kind: 'choice', options: MALICIOUS },
  ],
  data: [
    { key: 'dataClasses', kind: 'list', options: DATA_CLASSES, unknown: false },
    { key: 'dataKinds', kind: 'list', options: ALL_DATA_KINDS, unknown: true, folded: FINER_KIND_NAMES },
    { key: 'identifiability', kind: 'choice', options: IDENTIFIABILITY },
    { key: 'identityDetails', kind: 'choice', options: MALICIOUS },
    { key: 'contextScore', kind: 'choice', options: SCORES },
    { key: 'unintelligible', kind: 'yes-no' },
    { key: 'recordsConcerned', kind: 'count' },
  ],
  people: [
    { key: 'peopleConcerned', kind: 'count' },
    { key: 'residents', kind: 'residents' },
    { key: 'vulnerablePeople', kind: 'decided' },
  ],
  measures: [
    { key: 'recipientsTrusted', kind: 'yes-no' },
    { key: 'highRiskRemoved', kind: 'yes-no' },
    { key: 'effortDisproportionate', kind: 'yes-no' },
    { key: 'harmUnlikely', kind: 'yes-no' },
    { key: 'informationMissing', kind: 'yes-no' },
  ],
  judgements: [
    { key: 'seriousHarm', kind: 'decided' },
    { key: 'significantIncident', kind: 'decided' },
    { key: 'significantThreat', kind: 'decided' },
    { key: 'majorIncident', kind: 'decided' },
    { key: 'material', kind: 'decided' },
    { key: 'criticalFunctions', kind: 'decided' },
    { key: 'clientsHarmed', kind: 'decided' },
    { key: 'exploitedVulnerability', kind: 'decided' },
    { key: 'productIncident', kind: 'decided' },
    { key: 'ransomPaid', kind: 'decided' },
    { key: 'foreignAuthorityData', kind: 'decided' },
    { key: 'defenseInformation', kind: 'decided' },
    { key: 'trustServicesHit', kind: 'decided' },
    { key: 'telecomServiceData', kind: 'decided' },
    { key: 'protectionNeeded', kind: 'choice', options: MALICIOUS },
    { key: 'aiIncidents', kind: 'list', options: AI_INCIDENTS, unknown: true },
  ],
  organisation: [
    { key: 'profile', kind: 'list', options: ENTITY_KINDS, unknown: true },
    { key: 'establishment', kind: 'place' },
    { key: 'euRepresentative', kind: 'place' },
  ],
  instants: [
    { key: 'events', kind: 'instants', names: EVENTS },
    { key: 'endsSet', kind: 'instants', names: ENDS },
  ],
} as const satisfies Record<string, readonly FactField[]>;

export const GROUP_NAMES = Object.keys(FACT_GROUPS) as FactGroup[];
export const ALL_FIELDS: readonly FactField[] = GROUP_NAMES.flatMap(
  (group): readonly FactField[] => FACT_GROUPS[group],
);

/** The parts of the story in people's words. */
export const NARRATIVE_PARTS = ['title', 'summary', 'consequences', 'measures', 'unlisted'] as const;
