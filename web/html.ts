/** Markup that is safe by construction: whatever is put into a template is escaped, unless it is markup itself. */

export class Html {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

export type HtmlValue = string | number | Html | null | undefined | false | readonly HtmlValue[];

/**
 * A template of markup. Attributes must be in double quotes; lists are joined; null, undefined and false are nothing.
 *
 * A template may be broken into lines and indented. The break is nothing where the template begins or ends, beside a
 * tag, and in a tag before a value, which brings its own space; elsewhere it is one space. What must be sent all the
 * same is put in as a value, such as `${' '}` between a text and a link on the next line.
 */
export function html(strings: TemplateStringsArray, ...values: HtmlValue[]): Html {
  return new Html(fixedParts(strings).reduce((text, part, i) => text + render(values[i - 1]) + part));
}

const known = new WeakMap<TemplateStringsArray, readonly string[]>();

/** What a template sends beside its values. A template's parts are read once, however often it is used. */
function fixedParts(strings: TemplateStringsArray): readonly string[] {
  const found = known.get(strings);
  if (found !== undefined) return found;
  let sent = '';
  const parts = strings.map((text, i) => {
    const begun = i === 0 ? text.replace(/^ *\n\s*/, '') : text;
    const whole = i === strings.length - 1 ? begun.replace(/\s*\n *$/, '') : begun;
    const part = whole.replaceAll(/(?<=>) *\n\s*|\s*\n\s*(?=<)/g, '');
    sent += part;
    const isInTag = sent.lastIndexOf('<') > sent.lastIndexOf('>');
    return (isInTag ? part.replace(/\s*\n *$/, '') : part).replaceAll(/ *\n\s*/g, ' ');
  });
  known.set(strings, parts);
  return parts;
}

function render(value: HtmlValue): string {
  if (value === null || value === undefined || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'string' || typeof value === 'number') return escapeHtml(String(value));
  return value.map(render).join('');
}

function escapeHtml(text: string): string {
  if (!/[&<>"']/.test(text)) return text;
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
