import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const rooms = readdirSync('.', { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'node_modules' && !entry.name.startsWith('.'))
  .map(({ name }) => name);
const filesIn = new Map(rooms.map((room) => [room, listOf(room)]));
const everywhere = [...readdirSync('.'), ...[...filesIn.values()].flat()];

/** The pages for people; a message to suppliers is none. */
const pages = everywhere.filter((file) => {
  const isOfARoom = basename(file) === 'README.md' && !file.startsWith('test/');
  return isOfARoom || (file.startsWith('docs/') && file.endsWith('.md'));
});

function listOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true }).map((file) => join(folder, String(file)));
}

/** Files and folders a page names: in backquotes from the project's root, or as the target of a link from the page. */
function namedBy(page: string): string[] {
  const text = readFileSync(page, 'utf8');
  const quoted = [...text.matchAll(/`((?:[a-z]+\/)+[\w.-]*)`/g)].map(([, path = '']) => path);
  const linked = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => join(dirname(page), path));
  return [...quoted.filter((path) => rooms.includes(path.split('/')[0] ?? '')), ...linked];
}

/** Sources a page names by their bare names, with a folder before them or none: the page of a room means its own. */
function missingSources(page: string): string[] {
  const [room = ''] = page.split('/');
  const within = room === 'docs' || page === 'README.md' ? everywhere : (filesIn.get(room) ?? []);
  const named = [...readFileSync(page, 'utf8').matchAll(/`([\w./-]+\.ts)`/g)].map(([, name = '']) => name);
  const isThere = (name: string) =>
    existsSync(name) || within.some((file) => basename(file) === name || file.endsWith(`/${name}`));
  return [...new Set(named)].filter((name) => !isThere(name));
}

describe('what a page points at is there', () => {
  it.each(pages)('%s', (page) => {
    // The worked example is a file that the reader writes.
    const missing = namedBy(page).filter((path) => !path.includes('/example.') && !existsSync(path));
    expect([...missing, ...missingSources(page)]).toEqual([]);
  });
});
