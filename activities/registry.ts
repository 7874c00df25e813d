import type { CompiledPolicy } from '../domain/policy/compiled.ts';
import type { Instant } from '../domain/time.ts';
import type { Store } from '../store/store.ts';
import { createCampaignActivities } from './campaigns.ts';
import type { Channels } from './channels/registry.ts';
import { createNoticeActivities } from './notices.ts';
import { createRecordActivities } from './record.ts';
import type { CampaignActivities, NoticeActivities, RecordActivities, WarningActivities } from './types.ts';
import { createWarningActivities } from './warnings.ts';

export type ActivityDeps = {
  store: Store;
  policy: CompiledPolicy;
  channels: Channels;
  /** Now, in UTC. */
  clock: () => Instant;
  publicUrl: string;
};

export type Activities = RecordActivities & WarningActivities & NoticeActivities & CampaignActivities;

/** All activities over one set of connections. */
export function createActivities(deps: ActivityDeps): Activities {
  return {
    ...createRecordActivities(deps),
    ...createWarningActivities(deps),
    ...createNoticeActivities(deps),
    ...createCampaignActivities(deps),
  };
}
