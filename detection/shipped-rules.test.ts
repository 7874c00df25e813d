import { expect, it } from '@jest/globals';
import { loadRuleEvaluators } from '../config/detection.ts';
import { findingsOf, fixturesOf } from '../test/support/alert-sources.ts';
import { someFinding, someTouched } from '../test/support/some-finding.ts';
import { alertSources } from './registry.ts';

const evaluators = loadRuleEvaluators('policy');
const known = [someTouched()];

/** What a security engineer expects of an alert as it comes: on a system of the register, and on an unknown one. */
it.each<[source: string, fixture: string, onKnown: string, onUnknown: string]>([
  ['canary', 'console-canary', 'decoy-touched: opens', 'decoy-touched: opens'],
  ['canary', 'console-test', 'sample', 'sample'],
  ['canary', 'token-exposed', 'credential-published: opens', 'credential-published: opens'],
  ['canary', 'token-test', 'sample', 'sample'],
  ['cef', 'alert', 'known-system: opens', 'severe-anywhere: opens'],
  ['crowdstrike', 'alert-endpoint', 'exfiltration: opens', 'exfiltration: opens'],
  ['crowdstrike', 'alert-identity', 'stolen-credentials: opens', 'stolen-credentials: opens'],
  ['crowdstrike', 'alert-correlation', 'known-system: opens', 'keep'],
  ['crowdstrike', 'workflow', 'ransomware-or-destruction: opens', 'ransomware-or-destruction: opens'],
  ['crowdstrike', 'stream-sample-detection', 'sample', 'sample'],
  ['elastic', 'action-alerts', 'exfiltration: opens', 'exfiltration: opens'],
  ['elastic', 'search-flattened', 'known-system: opens', 'keep'],
  ['falco', 'syscall-pod', 'known-system: opens', 'keep'],
  ['falco', 'k8s-audit', 'keep', 'keep'],
  ['falco', 'cloudtrail-bucket', 'data-moved-out: opens', 'data-moved-out: opens'],
  ['falco', 'sidekick-test', 'sample', 'sample'],
  ['salesforce', 'api-anomaly-stored', 'data-taken-in-an-unusual-way: opens', 'data-taken-in-an-unusual-way: opens'],
  ['salesforce', 'bulk-log-file', 'export-against-the-policy: opens', 'export-against-the-policy: opens'],
  ['salesforce', 'session-hijacking-relayed', 'taken-over: opens', 'taken-over: opens'],
  ['sentinelone', 'threats-list', 'ransomware-or-destruction: opens', 'ransomware-or-destruction: opens'],
  ['sentinelone', 'threat-in-pod', 'known-system: opens', 'keep'],
  ['sentinelone', 'custom-alert', 'exfiltration: opens', 'exfiltration: opens'],
  ['splunk', 'webhook-finding', 'exfiltration: opens', 'exfiltration: opens'],
  ['splunk', 'saved-search', 'known-system: opens', 'severe-anywhere: opens'],
  ['wazuh', 'sshd', 'known-system: opens', 'keep'],
  ['wazuh', 'cloudtrail', 'exfiltration: opens', 'exfiltration: opens'],
  ['wazuh', 'indexer-file', 'keep', 'keep'],
  ['wiz', 'issue-by-webhook', 'data-not-protected: opens', 'shows-no-breach'],
  ['wiz', 'issues-of-api', 'threat-on-known-system: opens', 'threat-anywhere: opens'],
  ['wiz', 'detection-of-api', 'threat-on-known-system: opens', 'shows-no-breach'],
])('%s %s: %s where the register knows the system, %s where not', (source, fixture, onKnown, onUnknown) => {
  const evaluate = evaluators.get(source);
  const [finding] = findingsOf(alertSources().find(source), fixturesOf(source)[fixture]);
  if (finding === undefined || evaluate === undefined) throw new Error('There is no finding, or no rules.');
  const said = [known, []].map((touched) => {
    const { rule, opens } = evaluate(finding, touched);
    return opens ? `${rule}: opens` : rule;
  });
  expect(said).toEqual([onKnown, onUnknown]);
});

it('takes no severity that cannot be read for one that was said', () => {
  const unread = new Map<string, string>();
  for (const [source, evaluate] of evaluators) {
    const unreadSeverity = { severity: 7, unread: [{ field: 'severity', why: 'is missing' }] };
    const finding = { ...someFinding(), source, type: 'unknown', ...unreadSeverity };
    const { rule, because } = evaluate(finding, []);
    if (rule === 'severe-anywhere' && source !== 'gcp-audit') unread.set(source, because);
  }
  expect(unread.size).toBeGreaterThan(5);
  for (const because of unread.values()) expect(because).toMatch(/can(not)? be read|is not known|Nobody knows/);
});
