// @ts-check
/**
 * Everything `npm start` and `npm test` need, before either runs: packages and server programs.
 *
 *   node local/setup.mjs                   packages and all servers (also what `pretest` does)
 *   node local/setup.mjs --packages-only   packages
 *   node local/setup.mjs --start           packages and the servers `npm start` would start here (`prestart`)
 *
 * Dependency-free: it runs on the machine's own Node before `node_modules` exists.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** @param {string} version @param {number} major @param {number} minor */
const olderThan = (version, major, minor) => {
  const [ownMajor = 0, ownMinor = 0] = version.split('.').map(Number);
  return ownMajor < major || (ownMajor === major && ownMinor < minor);
};
const own = process.versions.node;

async function main() {
  const { SetupError, addressVariable, findServer, isMaintained, root, servers } = await import('./find.mjs');
  const { installPackages, packagesAreCurrent, pinnedNode } = await import('./packages.mjs');
  const { preferMaintained, provideServer } = await import('./provide.mjs');
  const { withLock } = await import('./lock.mjs');
  /** @template T @param {() => Promise<T>} work */
  const alone = (work) => withLock(join(root, '.tocsin', 'setup.lock'), work);

  if (!packagesAreCurrent()) await alone(async () => packagesAreCurrent() || installPackages());
  if (!existsSync(pinnedNode) && olderThan(own, 22, 19)) {
    throw new SetupError(
      `The packages are installed, but the Node 24 they bring is not (npm ran without install scripts?), and this
machine's own Node ${own} is too old to go on with. Run \`npm rebuild node\`, or install Node 22.19 or newer.`,
    );
  }
  if (process.argv.includes('--packages-only')) return;

  const forStart = process.argv.includes('--start') || /^pre(start|demo)$/.test(process.env.npm_lifecycle_event ?? '');
  const lines = [];
  const problems = [];
  for (const name of /** @type {import('./find.mjs').ServerName[]} */ (Object.keys(servers))) {
    const address = addressVariable(name);
    if (forStart && servers[name].usedBy === 'tests') continue;
    if (forStart && address) {
      lines.push(`${name} not needed (${address} is set)`);
      continue;
    }
    try {
      const here = findServer(name) ?? (await alone(async () => findServer(name) ?? provideServer(name)));
      const found = await preferMaintained(here, name);
      const age = isMaintained(name, found.version) ? '' : ', gets no more security fixes';
      lines.push(`${name} ${found.version} (${found.source}${age})`);
    } catch (error) {
      if (!(error instanceof SetupError)) throw error;
      problems.push(error.message);
    }
  }
  if (problems.length) throw new SetupError(problems.join('\n\n'));
  console.log(`  ${lines.join(' · ')}`);
}

if (olderThan(own, 20, 19)) {
  console.error(
    `Tocsin needs Node 20.19 or newer to set itself up; this is Node ${own}. Install a newer one and run again.`,
  );
  process.exit(1);
}
main().catch((error) => {
  console.error(error.constructor.name === 'SetupError' ? `\n${error.message}\n` : error);
  process.exitCode = 1;
});
