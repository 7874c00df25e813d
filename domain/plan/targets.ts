import type { Instant } from '../time.ts';

/**
 * Targets of the organisation: what it asks of itself in the handling of an incident, and no law asks. They run as
 * clocks beside those of the duties, and apart from them: a plan and a state keep them in lists of their own, so that
 * none can be filed, waived, stand in the way of closing, or be shown as law.
 */

/** What of the handling of an incident is on record: the instants that targets are counted from and met by. */
export type Handling = {
  reportedAt: Instant;
  /** When somebody took it; null while nobody has. */
  takenAt: Instant | null;
  /** When it was confirmed, dismissed or merged; null while that is open. */
  triagedAt: Instant | null;
  /** Since when somebody looks into it; null while nobody has said so. */
  investigatedSince: Instant | null;
  /** Filings that something is to be sent after, where no duty of the plan follows them; absent where none is. */
  supplements?: Supplement[];
  /**
   * Since when notices to suppliers and customers wait for their release, and when the first was released; absent where
   * nobody is to be told, or they go out by themselves.
   */
  release?: { askedAt: Instant; releasedAt: Instant | null };
  /** The same by the rules of today: released once every kind that is to be told is; absent where nobody is by now. */
  releases?: { askedAt: Instant; releasedAt: Instant | null };
  /** When it was last opened again; absent where it never was closed. */
  againSince?: Instant;
  /** Since when what suppliers and customers were told is not what is known; absent while it is. */
  correctionSince?: Instant;
  /** Since when a decision on the risk is older than the facts; absent while none is. */
  reopenedSince?: Instant;
  /** Since when there are signs of misuse, letters that were refused, or that may have left, that nobody dealt with. */
  signs?: Partial<Record<Sign, Instant>>;
  /** The same of letters to people concerned, by their campaign; absent while there are none. */
  letters?: LetterSign[];
};

export type LetterSign = { campaign: number; sign: 'unreached' | 'uncertain'; since: Instant };

/** What notices to suppliers and customers can bring that a person looks into. */
export const SIGNS = ['misuse', 'unreached', 'uncertain'] as const;
export type Sign = (typeof SIGNS)[number];
/** Those of which somebody says what came of them. Letters that may have left are decided one by one in the ledger. */
export const SETTLED_SIGNS = ['misuse', 'unreached'] as const satisfies readonly Sign[];
export type SettledSign = (typeof SETTLED_SIGNS)[number];

/** `of`: the duty that was filed; `since`: from when on something is owed after it. */
export type Supplement = { of: string; since: Instant };

/** One run of a target. `of`: what it is about, where a target can run for several things at once. */
export type Span = { of?: string; start: Instant; metAt: Instant | null };

type Target = {
  /** What is to be done, in plain words. */
  title: string;
  because: string;
  /** What it is counted from, in words. */
  startsFrom: string;
  /** Where the policy's `softTargets` name no other number. */
  hours: number;
  /**
   * From when to when it runs. What one says of rules that plans were made by must stay as it is, since histories hold
   * what followed from it: a change is for new rules, or a target of another name.
   */
  spansOf: (handling: Handling, rules: TargetRules) => Span[];
};

/**
 * 1: version 0.7. 2: a release is met once all kinds are released, and what is opened again counts from then. 3: the
 * words of the record, such as measures taken, leave what was released behind as facts do.
 */
export type TargetRules = 1 | 2 | 3;
export const TARGET_RULES: TargetRules = 3;

/** From an instant, or from when it was last opened again, where that is later. */
function afresh(start: Instant, { againSince = start }: Handling, rules: TargetRules): Instant {
  return rules > 1 && againSince > start ? againSince : start;
}

/** One that runs while it is asked for, and ends with that. */
function openSince(start: Instant | undefined): Span[] {
  return start === undefined ? [] : [{ start, metAt: null }];
}

/** One for each campaign with letters of the kind that nobody dealt with. */
function lettersSince({ letters = [] }: Handling, kind: LetterSign['sign']): Span[] {
  const its = letters.filter(({ sign }) => sign === kind);
  return its.map(({ campaign, since }) => ({ of: String(campaign), start: since, metAt: null }));
}

/** Every target. Its name is that of its soft target in the policy, and its ladder is `organisation-<name>`. */
export const TARGETS = {
  take: {
    title: 'Take the incident',
    because: 'It was reported, and nobody has taken it yet.',
    startsFrom: 'report',
    hours: 0.5,
    spansOf: ({ reportedAt, takenAt }) => [{ start: reportedAt, metAt: takenAt }],
  },
  triage: {
    title: 'Confirm, dismiss or merge the incident',
    because: 'Nobody has said yet whether it is a personal data breach.',
    startsFrom: 'report',
    hours: 4,
    spansOf: (handling, rules) => [{ start: afresh(handling.reportedAt, handling, rules), metAt: handling.triagedAt }],
  },
  /** EDPB Guidelines 9/2022, paras. 33 and 34: a short period of investigation. They name no number. */
  investigation: {
    title: 'Find out whether it is a personal data breach',
    because: 'It is investigated, which may take a short period only.',
    startsFrom: 'investigation',
    hours: 48,
    spansOf: (handling, rules) => {
      const { investigatedSince, triagedAt } = handling;
      return investigatedSince === null
        ? []
        : [{ start: afresh(investigatedSince, handling, rules), metAt: triagedAt }];
    },
  },
  /** GDPR Art. 33(4) and its like, for filings of laws that name no step after them. */
  supplement: {
    title: 'Send what a filing left open, or what is known since',
    because: 'The filing left mandatory fields open, or the record says otherwise by now.',
    startsFrom: 'filing',
    hours: 720,
    spansOf: ({ supplements = [] }) => supplements.map(({ of, since }) => ({ of, start: since, metAt: null })),
  },
  release: {
    title: 'Release what suppliers and customers read',
    because: 'The organisation is aware, and there is somebody for whom nothing was released.',
    startsFrom: 'awareness',
    hours: 12,
    spansOf: ({ release, releases }, rules) => {
      const asked = rules > 1 ? releases : release;
      return asked === undefined ? [] : [{ start: asked.askedAt, metAt: asked.releasedAt }];
    },
  },
  correction: {
    title: 'Release the correction to suppliers and customers',
    because: 'What they were told is not what is known now.',
    startsFrom: 'change',
    hours: 12,
    // While some were never told, that is asked for, and not a correction.
    spansOf: ({ correctionSince, releases }, rules) =>
      rules > 1 && releases?.releasedAt === null ? [] : openSince(correctionSince),
  },
  misuse: {
    title: 'Call about a sign of misuse, and say what came of it',
    because: 'A supplier or customer saw signs of misuse.',
    startsFrom: 'answer',
    hours: 4,
    spansOf: ({ signs }) => openSince(signs?.misuse),
  },
  unreached: {
    title: 'Reach the supplier or customer whose letter was refused',
    because: 'No letter arrives at a supplier or customer.',
    startsFrom: 'refusal',
    hours: 12,
    spansOf: ({ signs }) => openSince(signs?.unreached),
  },
  uncertain: {
    title: 'Decide on the letter that may have left',
    because: 'Nobody knows whether a letter to a supplier or customer left.',
    startsFrom: 'delivery',
    hours: 12,
    spansOf: ({ signs }) => openSince(signs?.uncertain),
  },
  decision: {
    title: 'Confirm or change the decision on the risk',
    because: 'Facts changed after it was decided.',
    startsFrom: 'change',
    hours: 24,
    spansOf: ({ reopenedSince }) => openSince(reopenedSince),
  },
  'letters-unreached': {
    title: 'Reach the people whose letters were refused',
    because: 'Letters to people concerned were refused for good.',
    startsFrom: 'refusal',
    hours: 12,
    spansOf: (handling) => lettersSince(handling, 'unreached'),
  },
  'letters-uncertain': {
    title: 'Decide on the letters to people that may have left',
    because: 'Nobody knows whether letters to people concerned left.',
    startsFrom: 'delivery',
    hours: 12,
    spansOf: (handling) => lettersSince(handling, 'uncertain'),
  },
} as const satisfies Record<string, Target>;
export type TargetName = keyof typeof TARGETS;
export const TARGET_NAMES = Object.keys(TARGETS) as TargetName[];

/** What every id of a target begins with, and no id of a duty. */
export const TARGET_PREFIX = 'organisation-';

export const TAKE = `${TARGET_PREFIX}take`;
export const TRIAGE = `${TARGET_PREFIX}triage`;
/**
 * The targets that the desk shows before all else from their beginning: somebody waits, or nobody has looked. All
 * others stand there once their limit has passed.
 */
export const FIRST_ON_DESK: readonly TargetName[] = [
  ...(['take', 'triage', 'misuse', 'unreached', 'uncertain', 'letters-unreached', 'letters-uncertain'] as const),
  'decision',
];

/** The name of the targets in the place of a law's regime. */
export const ORGANISATION = 'organisation';

export type RunningTarget = { id: string; target: TargetName; span: Span };

/** Every run of these targets by these rules, met or not, by its id, such as `organisation-take`. */
export function runsOf(handling: Handling, names: readonly TargetName[], rules: TargetRules): RunningTarget[] {
  return names.flatMap((target) =>
    TARGETS[target].spansOf(handling, rules).map((span: Span) => {
      const of = span.of === undefined ? '' : `-${span.of}`;
      return { id: `${TARGET_PREFIX}${target}${of}`, target, span };
    }),
  );
}

/** The filing that an owed supplement follows, by the id of its target; null for any other target. */
export function supplementOf(id: string): string | null {
  const prefix = `${TARGET_PREFIX}supplement-`;
  return id.startsWith(prefix) ? id.slice(prefix.length) : null;
}

/** What a target asks for, in plain English, by its id; the id itself where this version knows no such target. */
export function targetTitle(id: string): string {
  const name = targetName(id);
  return name === null ? id : TARGETS[name].title;
}

/** The name of a target by its id; null for the id of a duty, and of a target that this version does not know. */
export function targetName(id: string): TargetName | null {
  return TARGET_NAMES.find((each) => `${id}-`.startsWith(`${TARGET_PREFIX}${each}-`)) ?? null;
}

export function isTarget(obligation: string): boolean {
  return obligation.startsWith(TARGET_PREFIX);
}
