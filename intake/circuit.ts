import { TocsinError } from '../domain/errors.ts';
import { SECOND_MS } from '../domain/time.ts';

/** Keeps people from waiting out a deadline of their own for an engine that is known to be away. */
export type Circuit = {
  /** Makes a call, unless the engine was just found away; where that was a while ago, it is asked first. */
  run<T>(call: () => Promise<T>): Promise<T>;
  /** A call whose failure tells that the engine is away, while its success proves nothing. */
  watch<T>(call: () => Promise<T>): Promise<T>;
};

/** So long a finding stands; after it, one caller's short question decides for all. */
const STANDS_MS = 2 * SECOND_MS;

/**
 * A circuit breaker around an engine.
 * @param nowMs milliseconds since the epoch
 * @param probe a short question that fails with `unavailable` while commands would wait in vain
 */
export function createCircuit({ nowMs, probe }: { nowMs: () => number; probe: () => Promise<void> }): Circuit {
  let away: { at: number; message: string } | null = null;
  let asking: Promise<void> | null = null;

  const open = ({ message }: TocsinError) => {
    away = { at: nowMs(), message };
  };
  const watch = async <T>(call: () => Promise<T>): Promise<T> => {
    try {
      return await call();
    } catch (error) {
      if (isAway(error)) open(error);
      throw error;
    }
  };
  const ask = (): Promise<void> => {
    asking ??= watch(probe)
      .then(() => {
        away = null;
      })
      .finally(() => {
        asking = null;
      });
    return asking;
  };

  return {
    watch,
    async run(call) {
      if (away !== null) {
        if (nowMs() - away.at < STANDS_MS) throw new TocsinError('unavailable', away.message);
        await ask();
      }
      try {
        return await watch(call);
      } catch (error) {
        // One breach that hangs is not the engine: the others are let through again as soon as it answers.
        if (isAway(error)) ask().catch(() => undefined);
        throw error;
      }
    },
  };
}

/** What names a field was said by a breach, which answers. */
function isAway(error: unknown): error is TocsinError {
  return error instanceof TocsinError && error.code === 'unavailable' && error.field === undefined;
}
