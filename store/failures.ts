import { TocsinError } from '../domain/errors.ts';

const DUPLICATE_KEY = 11_000;
const UNREACHABLE =
  /^Mongo(ose)?(ServerSelection|Network|NetworkTimeout|NotConnected|TopologyClosed|PoolCleared|PoolClearedOnNetwork)Error$/;

/** Whether a write met a unique index: somebody else was first. */
export function isDuplicate(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === DUPLICATE_KEY;
}

/** Makes `unavailable` of a database that does not answer, and leaves every other error as it is. */
export function asStoreError(error: unknown): unknown {
  if (!isUnreachable(error)) return error;
  return new TocsinError(
    'unavailable',
    'MongoDB does not answer. Check that it runs and that MONGODB_URI points to it.',
  );
}

function isUnreachable(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  // Mongoose gives no class of its own to an operation that waited for a lost connection in vain.
  if (UNREACHABLE.test(error.name) || error.message.includes('buffering timed out')) return true;
  return isUnreachable(error.cause) || ('errorResponse' in error && isUnreachable(error.errorResponse));
}
