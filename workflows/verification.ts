import { verifyRecord } from './activities.ts';

/** Checks the whole record, and keeps what it found for the desk. Started every hour by a schedule. */
export async function verification(): Promise<void> {
  await verifyRecord();
}
