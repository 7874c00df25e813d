/** What a full disk looks like, and how it is told. */
import { statfsSync } from 'node:fs';
import { detailOf } from '../config/raw-variables.ts';

/** With less room than this (bytes) a disk counts as full: what servers write fails, or soon will. */
const leastRoom = 4_000_000;

/**
 * What to tell where the disk of `folder` is full, be it by the error that came of it; an empty text where it is not.
 */
export function fullDiskText(folder: string, error?: unknown): string {
  const isRefused = ['ENOSPC', 'EDQUOT'].includes(detailOf(error, 'code') ?? '');
  return isRefused || isFull(folder) ? ` The disk of ${folder} is full: make room on it.` : '';
}

function isFull(folder: string): boolean {
  try {
    const { bavail, bsize } = statfsSync(folder);
    return bavail * bsize < leastRoom;
  } catch {
    return false;
  }
}
