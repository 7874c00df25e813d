// Names every line of code that is longer than 120 characters. The formatter leaves those of templates, texts, comments
// and style sheets alone, since only a person knows where they break.
import { globSync, readFileSync } from 'node:fs';

const MOST = 120;
/** What cannot be broken may be longer where it has the line for itself: one word, such as an address, or a pattern. */
const UNBREAKABLE = /^\s*(?:\S+|\/[^/*].*\/[a-z]*[,;]?)$/;
const FILES = '**/*.{ts,js,mjs,css}';

const tooLong = globSync(FILES, { exclude: ['**/node_modules/**', '.tocsin/**'] }).flatMap((file) =>
  readFileSync(file, 'utf8')
    .split('\n')
    .flatMap((line, index) => {
      const length = [...line].length;
      const isFine = length <= MOST || UNBREAKABLE.test(line);
      return isFine ? [] : [`${file}:${index + 1}: ${length} characters, at most ${MOST}`];
    }),
);
for (const line of tooLong) console.log(line);
process.exitCode = tooLong.length === 0 ? 0 : 1;
