import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import type { Instant } from '../domain/time.ts';
import type { Store } from '../store/store.ts';
import type { Channels } from './channels/registry.ts';
import { createCommunicationActivities } from './communications.ts';
import { createEarlierActivities, type EarlierActivities } from './earlier.ts';
import { createLetterLedger } from './letters.ts';
import { createNoticeLedger } from './notices.ts';
import { createRecordActivities } from './record.ts';
import type { CommunicationActivities, RecordActivities, WarningActivities } from './types.ts';
import { createWarningActivities } from './warnings.ts';

export type ActivityDeps = {
  store: Store;
  policy: CompiledPolicy;
  channels: Channels;
  /** Sessions of their own, so that no deadline warning waits behind mass mail. */
  warningChannels: Channels;
  /** Now, in UTC. */
  clock: () => Instant;
  publicUrl: string;
  /** Has the journal anchored now; absent where nobody anchors it. */
  anchorSoon?: () => Promise<void>;
};

export type Activities = RecordActivities &
  WarningActivities &
  CommunicationActivities &
  Omit<EarlierActivities, keyof WarningActivities>;

/** All activities over one set of connections. */
export function createActivities(deps: ActivityDeps): Activities {
  return {
    ...createRecordActivities(deps),
    ...createWarningActivities({ ...deps, channels: deps.warningChannels }),
    ...createCommunicationActivities(deps.clock, {
      notices: createNoticeLedger(deps),
      letters: createLetterLedger(deps),
    }),
    ...createEarlierActivities(),
  };
}
