// Runs a benchmark by its name: `npm run bench plan`.
import { benchBreach } from './breach.ts';
import { benchCampaign } from './campaign.ts';
import { benchClocks } from './clocks.ts';
import { benchDesk } from './desk.ts';
import { benchExport } from './export.ts';
import { benchIngest } from './ingest.ts';
import { benchIntake } from './intake.ts';
import { benchLive } from './live.ts';
import { benchNotices } from './notices.ts';
import { benchPlan } from './plan.ts';
import { benchSearch } from './search.ts';
import { benchUsers } from './users.ts';

const BENCHES: Record<string, (args: string[]) => boolean | Promise<boolean>> = {
  plan: benchPlan,
  desk: benchDesk,
  search: benchSearch,
  breach: benchBreach,
  live: benchLive,
  export: benchExport,
  campaign: benchCampaign,
  clocks: benchClocks,
  intake: benchIntake,
  ingest: benchIngest,
  notices: benchNotices,
  users: benchUsers,
};

const [name = '', ...args] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench === undefined) {
  console.error(`Usage: npm run bench ${Object.keys(BENCHES).join('|')} (not '${name}')`);
  process.exitCode = 2;
} else {
  process.exitCode = (await bench(args)) ? 0 : 1;
}
