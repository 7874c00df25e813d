import { TocsinError } from '../../domain/errors.ts';
import { SECOND_MS } from '../../domain/time.ts';
import type { SharedLimits } from '../../store/shared-limits.ts';

/**
 * What one user, one token or one address without either may ask of us: `burst` at once, and `perSecond` in the long
 * run. The one place for it. Far beyond what people do; a program that runs wild is slowed down, and nobody else with
 * it.
 */
export const LIMITS = {
  read: { burst: 600, perSecond: 30 },
  write: { burst: 200, perSecond: 5 },
  /** Alerts of one source: a storm of them is the day they are for. What holds it back is a full inbox. */
  intake: { burst: 60_000, perSecond: 3_000 },
  /** What one address sends without a name; a whole company can stand behind one. */
  stranger: { burst: 300, perSecond: 2 },
  /** Looks by links to notices from one address; and at one notice from all: a link may have been passed on. */
  look: { burst: 60, perSecond: 0.5 },
  notice: { burst: 300, perSecond: 1 },
  /** Answers from one address, apart: whoever opens a link again and again keeps nobody from answering. */
  answer: { burst: 30, perSecond: 0.2 },
  /** Looks of calendars by their links: from one address, and at one link. */
  calendar: { burst: 120, perSecond: 0.5 },
  /** Desks that are open and hear of changes, by one user or token, and by all together: of one process. */
  streams: { each: 12, all: 600 },
};
export type Limits = typeof LIMITS;
export type LimitKind = Exclude<keyof Limits, 'streams'>;

export type Limiter = {
  /** Takes one call from what `who` has. @throws TocsinError `rate-limited` with the seconds to wait */
  take(kind: LimitKind, who: string): Promise<void>;
  /**
   * Takes a place for an open stream; the function it gives, gives it back.
   * @throws TocsinError `rate-limited` where `who` has no more, `unavailable` where nobody has
   */
  openStream(who: string): () => void;
};

/** Calls are counted for all processes together; open streams by each for itself, which is what has to serve them. */
export function createLimiter(limits: Limits, shared: SharedLimits): Limiter {
  const calls = {
    read: shared('read', limits.read),
    write: shared('write', limits.write),
    intake: shared('intake', limits.intake),
    stranger: shared('stranger', limits.stranger),
    look: shared('look', limits.look),
    notice: shared('notice', limits.notice),
    answer: shared('answer', limits.answer),
    calendar: shared('calendar', limits.calendar),
  };
  const streams = new Map<string, number>();
  let open = 0;

  return {
    async take(kind, who) {
      const waitMs = await calls[kind](who);
      if (waitMs === null) return;
      const retryAfter = Math.ceil(waitMs / SECOND_MS);
      throw new TocsinError(
        'rate-limited',
        `More calls than one caller may make at a time; go on in ${retryAfter} s. Nothing was done.`,
        undefined,
        { retryAfter },
      );
    },
    openStream(who) {
      const own = streams.get(who) ?? 0;
      if (own >= limits.streams.each) {
        const message = `This user or token listens ${own} times already; close a desk, or ask without a stream.`;
        throw new TocsinError('rate-limited', message, undefined, { retryAfter: 60 });
      }
      if (open >= limits.streams.all) {
        throw new TocsinError('unavailable', 'As many desks listen as can be served; ask without a stream.');
      }
      streams.set(who, own + 1);
      open += 1;
      let isOpen = true;
      return () => {
        if (!isOpen) return;
        isOpen = false;
        open -= 1;
        const rest = (streams.get(who) ?? 1) - 1;
        if (rest > 0) streams.set(who, rest);
        else streams.delete(who);
      };
    },
  };
}

/** The limits for an organisation that asks more, or less, of us. @param factor 1 leaves them as they are */
export function scaledLimits(factor: number): Limits {
  const scaled = ({ burst, perSecond }: { burst: number; perSecond: number }) => {
    return { burst: Math.max(1, Math.round(burst * factor)), perSecond: perSecond * factor };
  };
  const { read, write, intake, stranger, look, notice, answer, calendar, streams } = LIMITS;
  const ofPrincipals = { read: scaled(read), write: scaled(write), intake: scaled(intake) };
  const ofAddresses = {
    stranger: scaled(stranger),
    look: scaled(look),
    notice: scaled(notice),
    answer: scaled(answer),
    calendar: scaled(calendar),
  };
  return { ...ofPrincipals, ...ofAddresses, streams };
}
