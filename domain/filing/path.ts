/**
 * A file of objects within objects, as each field's `path` says where its value stands:
 * `incident.detectionDateTime`; `list[*].name`: in each element, of a list of texts one line in each;
 * `list[].kind`: an element for each option chosen; `list[kind=a].more`: in the element whose `kind` is `a`.
 */
export type Step = { name: string; of: null | 'each' | 'new' | { key: string; word: string } };

const STEP = String.raw`\w+(?:\[(?:\*|\w+=[\w-]+)?\])?`;
export const PATH = new RegExp(`^${STEP}(?:\\.${STEP})*$`);

/** The way to a value, name by name. */
export function stepsOf(path: string): Step[] {
  return path.split('.').map((part) => {
    const [name = '', inside] = part.split(/[[\]]/);
    if (inside === undefined) return { name, of: null };
    if (inside === '*' || inside === '') return { name, of: inside === '*' ? 'each' : 'new' };
    const [key = '', word = ''] = inside.split('=');
    return { name, of: { key, word } };
  });
}
