/** Plain-text layout of mails: paragraphs as people read them, lines short enough to be quoted. */

const WIDTH = 76;

/** Paragraphs of a template; the lines of each are joined, but list items begin a line. */
export function joinLines(body: string): string[] {
  return body
    .trim()
    .split(/\n[ \t]*\n+/)
    .map((paragraph) => paragraph.replaceAll(/[ \t]*\n[ \t]*(?![ \t]|- |\d+\. )/g, ' '));
}

/** Breaks lines at spaces. A word longer than a line, such as a link, stays whole. */
export function wrapText(text: string): string {
  return text.split('\n').map(wrapLine).join('\n');
}

function wrapLine(line: string): string {
  const indent = /^(\s*(?:- |\d+\. )?)/.exec(line)?.[1] ?? '';
  const lines: string[] = [];
  let current = indent;
  for (const word of line.slice(indent.length).split(/ +/)) {
    const isFull = current !== indent && current.length + 1 + word.length > WIDTH;
    if (isFull) {
      lines.push(current);
      current = ' '.repeat(indent.length) + word;
    } else {
      current += current === indent ? word : ` ${word}`;
    }
  }
  return [...lines, current].map((l) => l.trimEnd()).join('\n');
}
