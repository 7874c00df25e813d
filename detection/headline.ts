import { shorten } from '../domain/shorten.ts';
import type { Finding } from './finding.ts';

const MOST = 200;

/** The title of a finding as that of an incident: sources write sentences of any length. */
export function headlineOf({ title, type }: Pick<Finding, 'title' | 'type'>): string {
  return shorten(title.trim().length < 3 ? type : title.trim(), MOST);
}
