import { z } from 'zod';
import { START_EVENTS } from './clock/start.ts';
import { ALL_DATA_KINDS } from './data-kinds.ts';
import { ENTITY_KINDS } from './entities.ts';
import { Identifier } from './identifier.ts';
import { InstantInput } from './instant-input.ts';
import { byPlace, Jurisdiction } from './jurisdictions.ts';
import { AVAILABILITY, CONFIDENTIALITY, INTEGRITY } from './losses.ts';
import { textInput } from './text-input.ts';

/** ENISA's ease of identification. */
export const IDENTIFIABILITY = ['negligible', 'limited', 'significant', 'maximum'] as const;
/** ENISA's classes of data, by which the data processing context is scored. */
export const DATA_CLASSES = ['simple', 'behavioural', 'financial', 'sensitive'] as const;

/** Consequences of an incident with a high-risk AI system (Regulation (EU) 2024/1689, Art. 3(49)). */
export const AI_INCIDENTS = ['serious', 'infrastructure', 'death'] as const;

/** What can start a clock besides awareness and the filing of another obligation. */
export const EventName = z.enum(START_EVENTS).exclude(['awareness']);
export type EventName = z.infer<typeof EventName>;

const name = Identifier;
/** At most the number of people alive, so that a slip of the keyboard is caught. */
const count = z.int().min(0).max(10_000_000_000);
/** A classification that people make; null is "not decided yet" and reads as yes, so that it lowers no duty. */
const decided = z.boolean().nullable().default(null);

/** Systems that one breach touches. */
export const MOST_SYSTEMS = 1_000;

/** What is known of a breach, machine-readable and free of personal data. */
export const Facts = z.strictObject({
  /** Ids of the touched systems in the data-flow register. */
  systems: z.array(name).max(MOST_SYSTEMS).default([]),
  confidentiality: z.enum(CONFIDENTIALITY).default('unknown'),
  integrity: z.enum(INTEGRITY).default('unknown'),
  availability: z.enum(AVAILABILITY).default('unknown'),
  /** A deliberate act. Unknown counts as deliberate for severity: the conservative reading. */
  malicious: z.enum(['yes', 'no', 'unknown']).default('unknown'),
  identifiability: z.enum(IDENTIFIABILITY).default('maximum'),
  /** Data classes found in the data itself, added to those the register knows of. */
  dataClasses: z.array(z.enum(DATA_CLASSES)).max(4).default([]),
  /** DPC after the contextual adjustment, 1 to 4, where a person set it; otherwise the class's base score stands. */
  contextScore: z.int().min(1).max(4).nullable().default(null),
  /** The data is encrypted or hashed to the state of the art and the key is safe (compare Art. 34(3)(a)). */
  unintelligible: z.boolean().default(false),
  /**
   * The data helps to pass for a person, to open or enter an account in their name: birth date, identity, insurance or
   * tax number, licence plate, account or card number, readable password, copy of a document. Unknown counts as yes.
   */
  identityDetails: z.enum(['yes', 'no', 'unknown']).default('unknown'),
  /** All recipients are bound by secrecy or contract and have confirmed that they neither keep nor use the data. */
  recipientsTrusted: z.boolean().default(false),
  /** Later measures ensure that a high risk is no longer likely to materialise (GDPR Art. 34(3)(b)). */
  highRiskRemoved: z.boolean().default(false),
  /** Telling each person would take disproportionate effort (GDPR Art. 34(3)(c)). */
  effortDisproportionate: z.boolean().default(false),
  /** Minors, patients or other people in need of protection are among those concerned. Records until 0.10 say no. */
  vulnerablePeople: decided,
  /** Approximate numbers; null is "not known yet", which is not zero. */
  peopleConcerned: count.nullable().default(null),
  recordsConcerned: count.nullable().default(null),
  /**
   * Approximate people by where they live; a null count is "some". A null or empty map is "not known where". Whoever of
   * `peopleConcerned` is not in it may live in any place that was looked at and that it does not name; where it names
   * all of them, in each.
   */
  residents: byPlace(count.nullable()).nullable().default(null),
  /** Null is "not known", which reads as every kind; a broad kind reads as every finer kind of it. */
  dataKinds: z.array(z.enum(ALL_DATA_KINDS)).max(ALL_DATA_KINDS.length).nullable().default(null),

  /** What the organisation is in the eyes of the law; null takes it from `organisation.yaml`. */
  profile: z.array(z.enum(ENTITY_KINDS)).max(ENTITY_KINDS.length).nullable().default(null),
  /** Where the main establishment is; null takes it from the organisation. */
  establishment: Jurisdiction.nullable().default(null),
  /** Member State of the representative under GDPR Art. 27, for an organisation without an establishment in the EU. */
  euRepresentative: Jurisdiction.nullable().default(null),

  /** An investigation on file found that misuse of, or harm from, the data is not reasonably likely. */
  harmUnlikely: z.boolean().default(false),
  /** Serious, significant or substantial harm to somebody is likely (AU, CA, NZ, SG, MY and others). */
  seriousHarm: decided,
  /** Significant by the thresholds of NIS2, CER, eIDAS, UK NIS, SOCI and the like. */
  significantIncident: decided,
  /** A significant cyber threat to users of the service, whether or not it has come true (NIS2 Art. 23(2)). */
  significantThreat: decided,
  /** Major by the criteria of Delegated Regulation (EU) 2024/1772 (DORA). */
  majorIncident: decided,
  /** Material to investors, to the business or to its customers (SEC, US banking, NYDFS). */
  material: decided,
  /** Critical or essential functions are hit, or covered services are down for hours. */
  criticalFunctions: decided,
  /** The financial interests of clients are hit (DORA Art. 19(3)). */
  clientsHarmed: decided,
  /** A vulnerability in a product of ours is actively exploited (Regulation (EU) 2024/2847, Art. 14(1)). */
  exploitedVulnerability: decided,
  /** A severe incident hits the security of a product of ours (Regulation (EU) 2024/2847, Art. 14(3)). */
  productIncident: decided,
  /** The incident has an impact on the provision of a trust service of ours (NIS2 Art. 23(4), second subparagraph). */
  trustServicesHit: decided,
  /** The data is processed in connection with a public communications service of ours (GDPR Art. 95; PECR reg. 5A). */
  telecomServiceData: decided,
  /** People must act to protect themselves (FADP Art. 24(4)). Unknown is yes at a high risk, and left open below it. */
  protectionNeeded: z.enum(['yes', 'no', 'unknown']).default('unknown'),
  /** Null is "not known", which reads as all of them. */
  aiIncidents: z.array(z.enum(AI_INCIDENTS)).max(AI_INCIDENTS.length).nullable().default(null),
  ransomPaid: decided,
  /** Data from or to the controller of another Member State is touched (Directive (EU) 2016/680, Art. 30(6)). */
  foreignAuthorityData: decided,
  /** Covered defense information is touched (48 CFR 252.204-7012). */
  defenseInformation: decided,
  /** A report that was filed could not carry everything the law asks for; the rest is owed. */
  informationMissing: z.boolean().default(false),

  /** When other clocks than awareness started. An event that is left out, or null, has not happened or is not known. */
  events: z.partialRecord(EventName, InstantInput.nullable()).default({}),
  /** Ends that an order, a request or a contract sets for what it asks for. */
  endsSet: z.partialRecord(z.enum(['order', 'request', 'contract']), InstantInput.nullable()).default({}),
  /** Obligations that do not bind by themselves and that the DPO has switched on; the reasons stand with the change. */
  switchedOn: z.array(name).max(200).default([]),
});
export type Facts = z.infer<typeof Facts>;

/** Facts that are on record, with what nobody stated beside them; a place that earlier versions took is taken too. */
export function completeFacts({
  residents = null,
  establishment = null,
  euRepresentative = null,
  ...known
}: FactsPatch) {
  return { ...Facts.parse(known), residents, establishment, euRepresentative };
}

/** A change to facts: only the named fields change, and of `events` only the named events. */
export const FactsPatch = z
  .strictObject(
    Object.fromEntries(Object.entries(Facts.shape).map(([key, schema]) => [key, schema.unwrap().optional()])),
  )
  .transform((patch) => patch as Partial<Facts>);
export type FactsPatch = Partial<Facts>;

const title = textInput(3, 200);
const story = textInput(0, 20_000);

/** The story of a breach in people's words. It may name people, so it is stored and carried encrypted only. */
export const Narrative = z.strictObject({
  title,
  summary: story.default(''),
  consequences: story.default(''),
  measures: story.default(''),
  /** Touched systems that the data-flow register does not have yet; absent from records of before version 0.9. */
  unlisted: story.optional(),
});
export type Narrative = z.infer<typeof Narrative>;

export const NarrativePatch = z.strictObject({
  title: title.optional(),
  summary: story.optional(),
  consequences: story.optional(),
  measures: story.optional(),
  unlisted: story.optional(),
});
export type NarrativePatch = z.infer<typeof NarrativePatch>;
