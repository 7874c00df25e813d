import { IANAZone } from 'luxon';
import { z } from 'zod';
import { Establishment } from '../authorities/establishment.ts';
import { COUNTERPARTY_KINDS } from '../dataflow.ts';
import { Email } from '../email.ts';
import { ENTITY_KINDS } from '../entities.ts';
import { DATA_CLASSES, IDENTIFIABILITY } from '../facts.ts';
import { Slug } from '../identifier.ts';
import { Jurisdiction } from '../jurisdictions.ts';
import { AVAILABILITY_LOSS, CONFIDENTIALITY_LOSS, gravestOf, INTEGRITY_LOSS } from '../losses.ts';
import { STATEMENT_PARTS, type StatementPart } from '../notices/statement.ts';
import { isPersonName } from '../person-name.ts';
import { FOUR_EYES_BY_DEFAULT } from '../plan/four-eyes.ts';
import { Holds } from './holds.ts';
import { QuietHours, Rota } from './rota.ts';

/** The breach policy as data: one schema per kind of file in `policy/`. Regimes have their own file, `regime.ts`. */

export const slug = Slug;
export const title = z.string().trim().min(3).max(200);
export const sentence = z.string().trim().min(10).max(600);
/** A CEL expression over facts; compiled by `expressions.ts`. */
export const expression = z.string().trim().min(1).max(2_000);
/** Hours, at most a year. */
const hours = z.number().positive().max(8_784);

/** Whole years. */
const years = z.int().min(1).max(100);

/** A role's mailbox, never a person's: it outlives staff changes and is no personal data. */
export const Mailbox = z.strictObject({
  label: z.string().trim().min(2).max(100),
  email: Email,
  slackChannel: z.string().trim().min(2).max(80).optional(),
});
export type Mailbox = z.infer<typeof Mailbox>;

/** Of DPO and deputy also who that is: forms of authorities ask for the name of a person, and take no role for one. */
const Officer = Mailbox.extend({
  name: z
    .string()
    .trim()
    .max(100)
    .refine((name) => isPersonName(name), "a person's name, not that of a role; leave it out to type it each time")
    .optional(),
}).refine(({ name, label }) => name === undefined || !isPersonName(name) || isPersonName(name, [label]), {
  path: ['name'],
  error: 'it is the same as the label, which names the role',
});

/** A text that may go to one kind of counterparty at once, up to a severity: approved before anything happens. */
const ApprovedText = z.strictObject({
  kind: z.enum(COUNTERPARTY_KINDS),
  upTo: z.enum(['low', 'medium', 'high', 'very-high']),
  ...(Object.fromEntries(STATEMENT_PARTS.map((part) => [part, z.string().trim().max(4_000).default('')])) as Record<
    StatementPart,
    z.ZodDefault<z.ZodString>
  >),
  happened: z.string().trim().min(10).max(4_000),
});

export const Organisation = z.strictObject({
  name: z.string().trim().min(1).max(200),
  legalName: z.string().trim().min(1).max(200),
  /** IANA name of the zone in which people read times. Never used to compute a deadline. */
  zone: z.string().refine((zone) => IANAZone.isValidZone(zone), 'an IANA time zone such as Europe/Berlin'),
  language: z.string().regex(/^[a-z]{2}$/, 'a two-letter language code'),
  /** Where we are established: it decides which authority is competent (GDPR Arts. 55, 56). */
  establishment: Establishment,
  /** What we are in the eyes of the law; duties of other kinds of party never reach us. */
  profile: z.array(z.enum(ENTITY_KINDS)).min(1),
  /**
   * Places, beside those where we are established, whose people's data we may hold; their law is weighed every time.
   */
  markets: z.array(Jurisdiction).max(300).default([]),
  dpo: Officer,
  deputy: Officer,
  /** Whom people and counterparties reach: printed in every notice (GDPR Art. 33(3)(b), 34(2)). */
  publicContact: z.strictObject({ phone: z.string().trim().min(5).max(40), email: Email }),
  /** Where replies to mails go; to the DPO where it is left out. */
  replyTo: Email.optional(),
  /** Targets in hours for duties "without undue delay", by name. Policy, never to be shown as law. */
  softTargets: z.record(slug, hours),
  /** Follow-up of notices to suppliers and customers, in hours and days after sending. */
  noticeRules: z.strictObject({
    answerByHours: hours,
    remindersAfterHours: z.array(hours).max(10),
    escalateAfterHours: hours,
    linkExpiresAfterDays: z.number().positive().max(366),
  }),
  /** Who is on duty when. Without it only DPO and deputy are told. */
  onDuty: Rota.optional(),
  quietHours: QuietHours.optional(),
  /** Where two people must look. Policies of version 0.4 say nothing of it, and those of 0.5 nothing of filings. */
  fourEyes: z
    .strictObject({
      campaigns: z.boolean().default(FOUR_EYES_BY_DEFAULT.campaigns),
      moreReceiversThan: z.int().min(0).nullable().default(FOUR_EYES_BY_DEFAULT.moreReceiversThan),
      filings: z.boolean().default(FOUR_EYES_BY_DEFAULT.filings),
      exercises: z.boolean().default(FOUR_EYES_BY_DEFAULT.exercises),
    })
    .default(FOUR_EYES_BY_DEFAULT),
  /** How few people a minor incident concerns, which a DPO decides and closes in one go. Without it none is minor. */
  minorIncidents: z.strictObject({ people: z.int().min(1).max(100) }).optional(),
  /** Who releases what suppliers and customers read, and where the policy does. Policies of version 0.6 have none. */
  release: z
    .strictObject({
      responders: z.boolean().default(false),
      drills: z.boolean().default(true),
      approved: z.array(ApprovedText).max(20).default([]),
    })
    .default({ responders: false, drills: true, approved: [] }),
  /**
   * How many years the record of a closed incident is to be kept, from its last closing. Absent: no limit is shown.
   * `alertsDays`: after so many days, alerts are erased that belong to no breach. Absent: none is. `alertHolds`: those
   * that are not, all the same.
   */
  retention: z
    .strictObject({
      breaches: years,
      notBreaches: years,
      exercises: years,
      alertsDays: z.int().min(2).max(3_660).optional(),
      alertHolds: Holds.optional(),
    })
    .optional(),
});
export type Organisation = z.infer<typeof Organisation>;

/** Where a reply to a mail of ours is read: never the address that sends, which may be nobody's mailbox. */
export function replyAddress({ replyTo, dpo }: Pick<Organisation, 'replyTo' | 'dpo'>): string {
  return replyTo ?? dpo.email;
}

/** One step of a ladder: `before` counts hours before `due`; `start` is the clock's start; negative is after `due`. */
export const LadderRung = z
  .strictObject({
    name: slug,
    before: z.union([z.literal('start'), z.number().min(-720).max(8_784)], 'a number of hours, or start'),
    to: z.array(z.enum(['dpo', 'deputy', 'on-duty'])).min(1),
    channels: z.array(z.enum(['email', 'slack'])).min(1),
  })
  .refine((rung) => rung.before !== 0, { path: ['before'], error: 'not 0: the engine itself warns at the due instant' })
  .refine((rung) => (typeof rung.before === 'number' && rung.before < 0) === isAfterDue(rung.name), {
    path: ['name'],
    error: "rungs after the due instant, and only those, have a name that begins with 'overdue-'",
  });
export type LadderRung = z.infer<typeof LadderRung>;

export const Ladders = z.record(
  slug,
  z
    .array(LadderRung)
    .min(1)
    .max(24)
    .refine((rungs) => new Set(rungs.map((r) => r.name)).size === rungs.length, 'two rungs have the same name')
    .refine((rungs) => rungs.filter((r) => isAfterDue(r.name)).length <= 5, 'at most 5 rungs after the due instant'),
);
export type Ladders = z.infer<typeof Ladders>;

/** Whether a rung (or the engine's own `overdue`) speaks of an instant that has passed. */
export function isAfterDue(rung: string): boolean {
  return rung.startsWith('overdue');
}

/** A score times 100, so that band edges are exact. */
const score = z.int().min(0).max(600);
const scores = <const T extends readonly string[]>(of: T) =>
  z.strictObject(Object.fromEntries(of.map((key) => [key, score])) as Record<T[number], typeof score>);

/** Of losses: one that is not known counts as the last. */
const risingScores = <const T extends readonly string[]>(of: T) => {
  const gravest = gravestOf(of);
  const isRising = (each: Readonly<Record<string, unknown>>) =>
    Object.values(each).every((one) => Number(one) <= Number(each[gravest]));
  return scores(of).refine(isRising, `${gravest} must not score lower than another: what is not known counts as it`);
};

/** Cases in order: the first whose `when` holds speaks; the last has no `when` and always does. */
function cases<T extends z.ZodRawShape>(shape: T) {
  return z
    .array(z.strictObject({ when: expression.optional(), ...shape }))
    .min(1)
    .superRefine((list: { when?: unknown }[], context) => {
      for (const [index, { when }] of list.entries()) {
        const isLast = index === list.length - 1;
        if (isLast && when !== undefined) {
          context.addIssue({
            code: 'custom',
            path: [index, 'when'],
            message: 'the last case has no `when`: it always holds',
          });
        }
        if (!isLast && when === undefined) {
          context.addIssue({ code: 'custom', path: [index], message: 'only the last case may leave out `when`' });
        }
      }
    });
}

export const RISK_CONCLUSIONS = ['unlikely', 'risk', 'high-risk'] as const;

/**
 * Whether a notice is due: to the authority (Art. 33), or to the people concerned, one by one or in public (Art. 34).
 */
export const ART33_ANSWERS = ['yes', 'no'] as const;
export const ART34_ANSWERS = ['yes', 'no', 'public'] as const;

/** ENISA's severity method (2013): SE = DPC × EI + CB, every value times 100. */
export const SeverityPolicy = z.strictObject({
  /** Data processing context: base score per class. Whole numbers, so that DPC × EI has no fraction. */
  dpc: scores(DATA_CLASSES).refine((dpc) => Object.values(dpc).every((v) => v % 100 === 0), 'multiples of 100'),
  ei: scores(IDENTIFIABILITY),
  cb: z.strictObject({
    confidentiality: risingScores(CONFIDENTIALITY_LOSS),
    integrity: risingScores(INTEGRITY_LOSS),
    availability: risingScores(AVAILABILITY_LOSS),
    malicious: scores(['no', 'unknown', 'yes']).refine(
      (malicious) => malicious.unknown >= Math.max(malicious.no, malicious.yes),
      'unknown must not score lower than any answer',
    ),
  }),
  /** Lowest SE of each band; below `medium` is low. */
  bands: z
    .strictObject({ medium: score, high: score, 'very-high': score })
    .refine((b) => b.medium < b.high && b.high < b['very-high'], 'bands must rise'),
  /** A score this close to a band's edge is flagged, and below the edge the higher band is weighed. */
  leanWithin: score,
  /** More people than this are flagged. */
  manyPeople: z.int().min(1),
  conclusions: cases({
    conclude: z.enum(RISK_CONCLUSIONS),
    because: sentence,
    /** What can be argued as well: shown beside the proposal, for a person to decide. */
    otherReading: z.strictObject({ conclude: z.enum(RISK_CONCLUSIONS), because: sentence }).optional(),
  }),
  /** What the conclusion, proposed or decided, means for GDPR Art. 33(5), Art. 33(1) and Art. 34(1). */
  register: cases({ notify: z.enum(ART33_ANSWERS), because: sentence }),
  art33: cases({ notify: z.enum(ART33_ANSWERS), because: sentence }),
  art34: cases({ notify: z.enum(ART34_ANSWERS), because: sentence }),
});
export type SeverityPolicy = z.infer<typeof SeverityPolicy>;

/** A sentence, or a list of cases of which the first that holds speaks. */
export const Explanation = z.preprocess(
  (value) => (typeof value === 'string' ? [{ say: value }] : value),
  cases({ say: sentence }),
);
export type Explanation = z.infer<typeof Explanation>;
