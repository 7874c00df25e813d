/** Text and elements of OpenDocument's XML. */

/** Characters that no XML 1.0 document may hold. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is taken out.
const FORBIDDEN = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\uFFFE\uFFFF]|\p{Cs}/gu;

export function escapeXml(text: string): string {
  return text
    .replaceAll(FORBIDDEN, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

/** What stands in a paragraph: line ends, tabs and runs of spaces are elements there, and would be one space else. */
export function paragraphText(text: string): string {
  const plain = escapeXml(text.normalize('NFC').replaceAll('\r\n', '\n').replaceAll('\r', '\n'));
  return plain
    .replaceAll(/ {2,}|^ | $/gm, (spaces) => `<text:s text:c="${spaces.length}"/>`)
    .replaceAll('\t', '<text:tab/>')
    .replaceAll('\n', '<text:line-break/>');
}

/** An element with its attributes, and what is in it. */
export function element(name: string, attributes: Readonly<Record<string, string>>, ...inside: string[]): string {
  const given = Object.entries(attributes).map(([key, value]) => ` ${key}="${escapeXml(value)}"`);
  const content = inside.join('');
  return content === '' ? `<${name}${given.join('')}/>` : `<${name}${given.join('')}>${content}</${name}>`;
}
