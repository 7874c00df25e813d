import { strFromU8, unzipSync } from 'fflate';

/** The parts of an OpenDocument text by name, in their order in the archive. */
export function partsOfOdt(bytes: Uint8Array): Map<string, string> {
  return new Map(Object.entries(unzipSync(bytes)).map(([name, part]) => [name, strFromU8(part)]));
}

/** What it says, a line for each heading and paragraph. @throws Error where its XML is not well-formed */
export function textOfOdt(bytes: Uint8Array): string {
  const content = partsOfOdt(bytes).get('content.xml') ?? '';
  requireWellFormed(content);
  const blocks = [...content.matchAll(/<text:(h|p)\b[^>]*?(?:\/>|>([\s\S]*?)<\/text:\1>)/g)];
  return blocks.map(([, , inside = '']) => plainText(inside.replaceAll('<text:line-break/>', '\n'))).join('\n');
}

/** Every element is closed, in its turn, and no text holds a sign of markup. */
export function requireWellFormed(xml: string): void {
  const open: string[] = [];
  const rest = xml.replace(/^<\?xml[^?]*\?>\n/, '').replaceAll(/<(\/?)([\w:-]+)((?: [\w:-]+="[^"<]*")*)(\/?)>/g, found);
  if (open.length > 0) throw new Error(`not closed: ${open.join(' ')}`);
  const amiss = /[<>]|&(?!(?:amp|lt|gt|quot);)/.exec(rest);
  if (amiss !== null) throw new Error(`no XML: ${rest.slice(amiss.index, amiss.index + 40)}`);

  function found(_: string, end: string, name: string, __: string, empty: string): string {
    if (end === '/') {
      const last = open.pop();
      if (last !== name) throw new Error(`</${name}> ends <${last}>`);
    } else if (empty === '') open.push(name);
    return '';
  }
}

function plainText(text: string): string {
  return text
    .replaceAll(/<text:s text:c="(\d+)"\/>/g, (_, count: string) => ' '.repeat(Number(count)))
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&quot;', '"')
    .replaceAll('&amp;', '&');
}
