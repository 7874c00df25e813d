import type { Reader } from '../../reader.ts';

/**
 * The System Log knows levels of a log, not how bad something is. These are ours, for types that tell of an attack, of
 * a stolen account, or of a guard that is taken away. The first that a type begins with counts.
 */
const BY_TYPE: [string, number][] = [
  ['security.breached_credential.detected', 8],
  ['user.account.report_suspicious_activity_by_enduser', 8],
  ['security.threat.detected', 7],
  ['security.attack.start', 7],
  ['user.session.impersonation.grant', 6],
  ['user.session.impersonation.initiate', 6],
  ['user.risk.', 6],
  ['policy.entity_risk.', 6],
  ['user.session.context.change', 4],
  ['security.request.blocked', 3],
  ['system.api_token.create', 4],
  ['user.account.privilege.grant', 4],
  ['group.privilege.grant', 4],
  ['iam.resourceset.bindings.add', 4],
  ['user.mfa.factor.reset_all', 4],
  ['user.mfa.factor.deactivate', 4],
  ['system.idp.lifecycle.create', 5],
  ['zone.delete', 4],
  ['zone.update', 3],
  ['policy.rule.deactivate', 4],
  ['policy.lifecycle.deactivate', 4],
  ['app.user_data.export', 5],
];

/** Okta's levels: WARN is what it wants looked at, ERROR what failed. */
const BY_LEVEL: Record<string, number> = { debug: 1, info: 1, warn: 4, warning: 4, error: 4 };
/** A threat that Okta saw and stopped. */
const STOPPED = 4;
/** A sign-in that Okta itself holds for risky, and lets through. */
const RISKY = 6;

/** How bad an event is, from 0 to 10; null for a level that is not known. */
export function severityOf(at: Reader, type: string | null): number | null {
  const level = BY_LEVEL[at.text('severity')?.toLowerCase() ?? ''] ?? null;
  const risky = isRisky(at) ? RISKY : 0;
  const listed = BY_TYPE.find(([prefix]) => type?.startsWith(prefix))?.[1];
  if (type === 'security.threat.detected' && /^deny$/i.test(at.text('outcome.result') ?? '')) return STOPPED;
  if (listed !== undefined) return Math.max(listed, risky);
  return level === null ? null : Math.max(level, risky);
}

function isRisky(at: Reader): boolean {
  const isThreat = at.flag('debugContext.debugData.threatSuspected') === true;
  const level = /level=(\w+)/i.exec(at.text('debugContext.debugData.risk') ?? '')?.[1]?.toUpperCase();
  const isThrough = /^(success|allow)$/i.test(at.text('outcome.result') ?? '');
  return isThrough && (isThreat || level === 'HIGH');
}
