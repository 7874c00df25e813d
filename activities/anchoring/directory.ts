import { open, readdir, readFile, rename } from 'node:fs/promises';
import { join } from 'node:path';
import { type ChainHead, headText, parseHead } from '../../domain/audit/chain.ts';
import { TocsinError } from '../../domain/errors.ts';
import type { AnchorPlace } from './place.ts';

const HEAD = /^(\d{12})\.head$/;

/**
 * A folder, best one that another machine keeps: `<number>.head` is the head as text, `<number>.tst` its time-stamp
 * token. It must be there already, so that an unmounted one is not mistaken for it. Nothing in it is ever replaced.
 */
export function createDirectory(folder: string): AnchorPlace {
  return {
    name: 'directory',
    keep: (head, token) =>
      asPlace(async () => {
        const path = join(folder, String(head.seq).padStart(12, '0'));
        const kept = await readKept(`${path}.head`);
        if (kept !== null && kept !== headText(head)) {
          throw new TocsinError('conflict', `The anchor directory keeps another head of number ${head.seq}.`);
        }
        // Its token first: a head that is there is whole.
        if (token !== null && (await readKept(`${path}.tst`)) === null) await write(`${path}.tst`, token);
        if (kept === null) await write(`${path}.head`, headText(head));
      }),
    newest: () =>
      asPlace(async () => {
        const last = (await readdir(folder))
          .filter((name) => HEAD.test(name))
          .toSorted()
          .at(-1);
        return last === undefined ? null : readHead(join(folder, last));
      }),
  };
}

async function readHead(file: string): Promise<ChainHead> {
  const head = parseHead((await readFile(file, 'utf8')).trim());
  if (head === null) throw new TocsinError('conflict', 'The newest file of the anchor directory is no head.');
  return head;
}

async function readKept(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'latin1');
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Whole or not at all, also where the machine goes down. */
async function write(file: string, content: string | Uint8Array): Promise<void> {
  const unfinished = await open(`${file}.part`, 'w', 0o644);
  try {
    await unfinished.writeFile(content);
    await unfinished.sync();
  } finally {
    await unfinished.close();
  }
  await rename(`${file}.part`, file);
}

async function asPlace<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof TocsinError) throw error;
    throw new TocsinError('unavailable', `The anchor directory cannot be used (${codeOf(error)}).`);
  }
}

function codeOf(error: unknown): string {
  return String((error as { code?: unknown }).code ?? 'error');
}
