// Audits one page with Lighthouse in the Chromium that listens on a port, and prints the three scores as JSON.
//   node test/support/lighthouse.ts <port> <url> <cookie header>
import lighthouse from 'lighthouse';

const [port = '', url = '', cookie = ''] = process.argv.slice(2);
/** Lighthouse asks to be run again where it recorded no trace of the page load: that is no audit, good or bad. */
const ATTEMPTS = 4;

async function audit() {
  const result = await lighthouse(url, {
    port: Number(port),
    output: 'json',
    logLevel: 'error',
    onlyCategories: ['performance', 'accessibility', 'best-practices'],
    ...(cookie === '' ? {} : { extraHeaders: { Cookie: cookie } }),
  });
  if (result === undefined) throw new Error('Lighthouse gave no result.');
  return result.lhr;
}

let report = await audit();
for (let i = 1; i < ATTEMPTS && report.runtimeError !== undefined; i += 1) report = await audit();
const { categories, audits, runtimeError } = report;
if (runtimeError !== undefined) throw new Error(`${runtimeError.code}: ${runtimeError.message}`);
const scores = Object.fromEntries(
  Object.values(categories).map(({ id, score }) => [id, Math.round((score ?? 0) * 100)]),
);
const weighed = Object.values(categories).flatMap(({ auditRefs }) => auditRefs.filter(({ weight }) => weight > 0));
const lost = weighed
  .filter(({ id }) => (audits[id]?.score ?? 1) < 0.9)
  .map(({ id }) => `${id} ${audits[id]?.displayValue ?? ''}`);
console.log(JSON.stringify({ scores, lost }));
