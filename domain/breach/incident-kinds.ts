import type { Facts } from '../facts.ts';

/** Kinds of incident that three questions are enough to report, since no system is involved. */
export const INCIDENT_KINDS = ['paper', 'spoken', 'misdirected'] as const;
export type IncidentKind = (typeof INCIDENT_KINDS)[number];

/**
 * What such an incident mostly is, for those who state facts to look at: of no effect before they state it, since it
 * would lower duties. Nothing is suggested that would have to be found out first.
 */
const USUAL: Record<IncidentKind, Partial<Facts>> = {
  paper: { malicious: 'no', integrity: 'none', availability: 'restorable' },
  spoken: { malicious: 'no', confidentiality: 'known-recipients', integrity: 'none', availability: 'none' },
  misdirected: { malicious: 'no', confidentiality: 'known-recipients', integrity: 'none', availability: 'none' },
};

/** Those of them that the facts do not say already. */
export function suggestedFacts(kind: IncidentKind, facts: Facts): Partial<Facts> {
  const news = Object.entries(USUAL[kind]).filter(([key, value]) => facts[key as keyof Facts] !== value);
  return Object.fromEntries(news);
}

/** The playbook that such an incident goes by, where there is one. */
export function playbookOf(kind: IncidentKind): string | null {
  return kind === 'misdirected' ? 'misdirected-mail' : null;
}
