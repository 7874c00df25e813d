import { isAPIError } from 'better-auth/api';

/** Null where the library refuses; its faults go on. */
export async function orRefused<T>(answer: Promise<T>): Promise<T | null> {
  try {
    return await answer;
  } catch (error) {
    if (!isAPIError(error) || error.statusCode >= 500) throw error;
    return null;
  }
}
