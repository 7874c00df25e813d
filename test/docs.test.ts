import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';

const pages = [
  'README.md',
  ...readdirSync('docs', { recursive: true }).map((file) => join('docs', String(file))),
].filter((file) => file.endsWith('.md'));

/** Files and folders a page names: in backquotes from the project's root, or as the target of a link from the page. */
function namedBy(page: string): string[] {
  const text = readFileSync(page, 'utf8');
  const quoted = [...text.matchAll(/`((?:[a-z]+\/)+[\w.-]*)`/g)].map(([, path = '']) => path);
  const linked = [...text.matchAll(/\]\((?!https?:)([^)#]+)/g)].map(([, path = '']) => join(dirname(page), path));
  const rooms = readdirSync('.');
  return [...quoted.filter((path) => rooms.includes(path.split('/')[0] ?? '')), ...linked];
}

describe('what a page points at is there', () => {
  it.each(pages)('%s', (page) => {
    // The worked example is a file that the reader writes.
    const missing = namedBy(page).filter((path) => !path.includes('/example.') && !existsSync(path));
    expect(missing).toEqual([]);
  });
});
