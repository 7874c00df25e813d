import type { AlertSources } from '../detection/registry.ts';
import type { PolicyRule } from '../domain/alerts/rule-numbers.ts';
import type { FilingTemplate } from '../domain/filing/template.ts';
import type { Playbook } from '../domain/playbooks/playbook.ts';
import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import type { Instant } from '../domain/time.ts';
import type { TemporalGateway } from '../intake/gateway.ts';
import type { Relay } from '../intake/relay.ts';
import type { Store } from '../store/store.ts';

/** What the use cases work with, whoever asks: a page, a route of the API, or a program. */
export type ServiceDeps = {
  store: Store;
  temporal: TemporalGateway;
  relay: Pick<Relay, 'kick'>;
  /** Now, in UTC. */
  clock: () => Instant;
  /** The whole policy as it holds now, read anew at each use: `store/live-policy.ts`. */
  policy: CompiledPolicy;
  /** The same as the files say, without what is set on pages. */
  filePolicy: CompiledPolicy;
  /** Has this process go by what is set now. */
  refreshPolicy: () => Promise<void>;
  /** Forms of filings that are more than their regime's content list. */
  filings: readonly FilingTemplate[];
  /** What is to be done about one kind of incident, in the order of their names. */
  playbooks: readonly Playbook[];
  /** Who may send alerts. */
  sources: AlertSources;
  /** Rules of detection, of every source. */
  rules: readonly PolicyRule[];
};
