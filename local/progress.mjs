// @ts-check
/**
 * One line that tells how far a long step is: redrawn in place on a terminal, repeated every few seconds in a log.
 */

/** Time between two lines in a log, in milliseconds. */
const every = 5_000;

/**
 * @param {string} what for example `Fetching mongod 6.0.5`
 * @param {{ total?: number }} [options] `total` in bytes, when it is known
 * @returns {{ bytes: (soFar: number) => void, done: (end: string) => void, stop: () => void }}
 */
export function progress(what, { total } = {}) {
  const started = Date.now();
  const terminal = process.stdout.isTTY;
  let soFar = 0;
  const seconds = () => `${Math.round((Date.now() - started) / 1000)} s`;
  const amount = () => {
    if (!soFar) return '';
    const megabytes = `${(soFar / 1e6).toFixed(0)} MB`;
    if (!total) return `${megabytes}, `;
    return `${Math.min(99, Math.floor((soFar / total) * 100))} % of ${(total / 1e6).toFixed(0)} MB, `;
  };
  const draw = () => {
    const line = `  ${what}: ${amount()}${seconds()}`;
    process.stdout.write(terminal ? `\r\x1b[K${line}` : `${line}\n`);
  };
  const ticks = setInterval(draw, terminal ? 200 : every);
  if (terminal) draw();
  else process.stdout.write(`  ${what} …\n`);
  const stop = () => {
    clearInterval(ticks);
    if (terminal) process.stdout.write('\r\x1b[K');
  };
  return {
    bytes: (bytes) => {
      soFar = Math.max(soFar, bytes);
    },
    done: (end) => {
      stop();
      process.stdout.write(`  ${end} (${seconds()})\n`);
    },
    stop,
  };
}
