import { shorten } from '../domain/shorten.ts';
import type { Finding } from './finding.ts';

const LEAST = 3;
const MOST = 200;

/** The title of a finding as that of an incident: sources write sentences of any length, and at times hardly a word. */
export function headlineOf({ source, title, type }: Pick<Finding, 'source' | 'title' | 'type'>): string {
  const told = [title, type].map((text) => text.trim()).find((text) => text.length >= LEAST);
  return shorten(told ?? `${source}: ${type}`.trim(), MOST);
}
