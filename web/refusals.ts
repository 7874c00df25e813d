import type { z } from 'zod';
import { type ErrorCode, type RefusalRule, TocsinError } from '../domain/errors.ts';
import { STATEMENT_PARTS } from '../domain/notices/statement.ts';
import type { PageCode, PageRule, Refused } from './refusal-words.ts';
import { localTime, utcTime } from './time.ts';
import type { View } from './view.ts';

/** Refusals in the language of a page: the one place in which a code, its rule and its members become words. */

type Reader = Pick<View, 'words' | 'viewer' | 'zone' | 'language'>;
/** Null where there are no words for this one. */
type Said = (refusal: Refused, reader: Reader) => string | null;

/** A refusal that a page has worded already, since it knows more of it than the code says. */
export class SaidRefusal extends TocsinError {}

/** A refusal in the reader's language. */
export function sayRefusal(reader: Reader, refusal: Refused): string {
  if (refusal instanceof SaidRefusal) return refusal.message;
  const { code, members } = refusal;
  const { rules, codes } = reader.words.refusals;
  const { why } = members;
  // What pages say of a code is less than the message of one of its rules says.
  const first = why === undefined ? [CODES_OF_PAGES[code]] : [RULES_OF_PAGES[why], rules[why]];
  for (const said of [...first, codes[code]]) {
    const text = typeof said === 'function' ? said(refusal, reader) : said;
    if (text !== undefined && text !== null) return text;
  }
  return refusal.message;
}

/** The same at another field: that of the page's form. */
export function saidAt(reader: Reader, refusal: TocsinError, field: string | undefined): SaidRefusal {
  return new SaidRefusal(refusal.code, sayRefusal(reader, refusal), field, refusal.members);
}

/** What is wrong with a field, in the reader's language; for schemas that have no words of their own for it. */
export function sayIssue({ words }: Pick<View, 'words'>): (issue: z.core.$ZodRawIssue) => string {
  const { fields } = words.refusals;
  const { errors } = words.work;
  return (issue) => {
    const isEmpty = issue.input === undefined || issue.input === null || issue.input === '';
    switch (issue.code) {
      case 'invalid_type':
        if (isEmpty) return errors.needed;
        return issue.expected === 'number' || issue.expected === 'int' ? fields.number : fields.form;
      case 'invalid_value':
        return words.facts.badOption;
      case 'too_big':
        return issue.origin === 'string' ? fields.tooLong(Number(issue.maximum)) : fields.atMost(Number(issue.maximum));
      case 'too_small':
        if (isEmpty) return errors.needed;
        return issue.origin === 'string'
          ? fields.tooShort(Number(issue.minimum))
          : fields.atLeast(Number(issue.minimum));
      case 'invalid_format':
        if (isEmpty) return errors.needed;
        if (issue.format === 'email') return fields.email;
        return issue.format === 'datetime' || issue.format === 'date' ? words.shell.instant.malformed : fields.form;
      default:
        return fields.form;
    }
  };
}

/** Words that pages say of the same thing anyway, by rule. */
const RULES: Readonly<Record<PageRule | 'never-out', Said>> = {
  future: (refusal, reader) => untimely(refusal, reader, 'future') ?? reader.words.breach.awareness.future,
  approval: (refusal, reader) => untimely(refusal, reader, 'approval'),
  awareness: (refusal, reader) =>
    untimely(refusal, reader, 'awareness') ?? reader.words.breach.suspicion.afterAwareness,
  elsewhere: (_, { words }) => words.filing.problems.elsewhereReasons,
  withdrawal: (_, { words }) => words.facts.badReasons,
  'register-duty': (_, { words }) => words.filing.registerDuty.notFiled,
  'campaign-recorded': (_, { words }) => words.campaigns.communication.notOpen,
  difference: (_, { words }) => words.breach.articles.differs,
  token: (refusal, reader) => fourEyes(refusal, reader).token,
  drafter: (refusal, reader) => fourEyes(refusal, reader).drafter,
  taken: (_, { words }) => words.breach.handling.isTaken,
  'merge-into': (_, { words }) => words.breach.handling.badInto,
  'merge-closed': (_, { words }) => words.breach.handling.badInto,
  'no-signs': (_, { words }) => words.breach.signs.moved,
  'never-out': ({ field = '' }, { words: { release } }) => {
    const part = STATEMENT_PARTS.find((each) => field === each || field.endsWith(`.${each}`));
    return part === undefined ? null : release.contentRefused(release.parts[part]);
  },
  'last-administrator': (_, { words }) => words.users.last,
  'email-taken': (_, { words }) => words.users.taken,
  'name-reserved': (_, { words }) => words.tokens.reserved,
  'release-by-itself': (_, { words }) => words.release.bars['by-itself'],
  'release-awareness': (_, { words }) => words.release.bars.awareness,
  'release-responder': (_, { words }) => words.release.bars.responder,
  'release-nobody': (_, { words }) => words.release.bars.nobody,
  'release-stopped': (_, { words }) => words.release.bars.stopped,
  'release-untaken': (_, { words }) => words.release.bars.untaken,
};

/** The same by code, for what no rule says more of. */
const CODES: Readonly<Record<PageCode, Said>> = {
  'awareness-in-the-future': (_, { words }) => words.breach.awareness.future,
  'not-found': (_, { words }) => words.shell.problems.notFound,
  forbidden: (_, { words: { shell }, viewer }) => shell.problems.forbidden(shell.roles[viewer.role] ?? viewer.role),
  'cross-site': (_, { words }) => words.shell.problems.crossSite,
  'too-large': (_, { words }) => words.shell.problems.tooLarge,
  'unsupported-media-type': (_, { words }) => words.shell.problems.otherKind,
  'record-broken': ({ members: { seq = 1, command = '' } }, { words: { shell } }) =>
    shell.problems.recordBroken(seq, shell.problems.notDone[command] ?? ''),
  'record-behind': (_, { words }) => words.shell.problems.recordBehind,
  unavailable: (_, { words }) => words.shell.problems.unavailable,
  internal: (_, { words }) => words.shell.problems.internal,
  'exercise-has-no-inbox': (_, { words }) => words.exercises.start.noInbox,
  'not-approved': (_, { words }) => words.filing.problems.notApproved,
};

const RULES_OF_PAGES: Readonly<Partial<Record<RefusalRule, Said>>> = RULES;
const CODES_OF_PAGES: Readonly<Partial<Record<ErrorCode, Said>>> = CODES;

/** What a filing is dated before or after; null for anything else that is dated wrongly. */
function untimely({ field, members: { than } }: Refused, reader: Reader, why: 'future' | 'approval' | 'awareness') {
  if (than === undefined || field !== 'filedAt') return null;
  const { untimely: says } = reader.words.filing.problems;
  return says[why](`${localTime(than, reader, true)} (${utcTime(than, reader)})`);
}

/** Why somebody is not the second person, for what they approve. */
function fourEyes({ field }: Refused, { words }: Reader): Record<'token' | 'drafter', string> {
  if (field === 'campaign') return words.campaigns.fourEyes;
  return field === 'obligation' ? words.filing.fourEyes : words.communication.fourEyes;
}
