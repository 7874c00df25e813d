// Runs a benchmark by its name: `npm run bench plan`.
import { benchPlan } from './plan.ts';

const BENCHES: Record<string, () => boolean> = { plan: benchPlan };

const [name = ''] = process.argv.slice(2);
const bench = BENCHES[name];
if (bench === undefined) {
  console.error(`Usage: npm run bench ${Object.keys(BENCHES).join('|')} (not '${name}')`);
  process.exitCode = 2;
} else {
  process.exitCode = bench() ? 0 : 1;
}
