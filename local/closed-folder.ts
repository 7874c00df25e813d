import { chmodSync, lstatSync, mkdirSync } from 'node:fs';

/**
 * Makes a folder that nobody but this user may enter, or closes one to others that is there already.
 *
 * @throws where the path is another user's, or no folder
 */
export function closeFolder(path: string): void {
  mkdirSync(path, { recursive: true, mode: 0o700 });
  const found = lstatSync(path);
  if (!found.isDirectory() || found.uid !== (process.getuid?.() ?? found.uid)) {
    throw new Error(`${path} is not a folder of this user. Remove it, or set TOCSIN_DATA_DIR to another folder.`);
  }
  if (found.mode & 0o077) chmodSync(path, 0o700);
}
