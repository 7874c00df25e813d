import { z } from 'zod';

/**
 * What a regime file need not repeat in each of its obligations: what `defaults` says for all of them, and, of a law
 * that names the data it protects, the trigger and the reasons that follow from its terms. Pure, from data to data.
 */

/** `here`: people in the jurisdiction; `everyone`: people wherever they live. */
export const Threshold = z.union(
  [
    z.strictObject({ moreThan: z.int().positive(), of: z.enum(['here', 'everyone']).default('here') }),
    z.strictObject({ atLeast: z.int().positive(), of: z.enum(['here', 'everyone']).default('here') }),
  ],
  '{ moreThan: 1000 } or { atLeast: 500 }, and of: here or everyone',
);
export type Threshold = z.infer<typeof Threshold>;

type Raw = Record<string, unknown>;
type Reason = { when?: string; say: string };

/** The regime as its file writes it, every obligation whole. What is malformed is left for the schema to refuse. */
export function fillIn(content: unknown): unknown {
  const regime = Object(content) as Raw;
  const { defaults, ...rest } = regime;
  const { obligations, cases } = regime;
  if (!Array.isArray(obligations)) return content;
  const ids = obligations.map((raw) => (Object(raw) as Raw).id);
  return {
    ...rest,
    obligations: obligations.map((raw) =>
      filled({ ...named(raw, defaults), ...Object(defaults), ...Object(raw) }, regime),
    ),
    ...(Array.isArray(cases) && { cases: cases.map((raw) => expectingOf(raw, ids)) }),
  };
}

/** Where a file says things once, an article that is cited as a court cites it is its own citation. */
function named(raw: unknown, defaults: unknown): Raw {
  return defaults === undefined ? {} : { citation: Object(raw).article };
}

/** A case in which all obligations of the file come out alike: `expect: does-not-apply`. */
function expectingOf(raw: unknown, ids: readonly unknown[]): unknown {
  const { expect } = Object(raw) as Raw;
  if (typeof expect !== 'string') return raw;
  return { ...(raw as Raw), expect: Object.fromEntries(ids.map((id) => [String(id), expect])) };
}

function filled(row: Raw, regime: Raw): Raw {
  const { exempt, ...rest } = row;
  const own = regime.elements === undefined ? rest : { ...termsOf(rest, regime), ...rest };
  const limit = limitIn(row);
  const held = exemptionsIn(exempt);
  if (typeof own.trigger !== 'string' || (limit === null && held.length === 0)) return own;
  const conditions = [
    ...held.map(({ without }) => without),
    own.trigger,
    ...(limit === null ? [] : [conditionOf(limit)]),
  ];
  const named = Array.isArray(own.exemptions) ? own.exemptions : [];
  return {
    ...own,
    trigger: conditions.map((one) => (one.includes('||') ? `(${one})` : one)).join(' && '),
    whyNot: [...held.map(({ when, says }) => ({ when, say: says })), ...reasonsIn(own.whyNot)],
    exemptions: [...named, ...held.map(({ article, says }) => ({ article, says }))],
  };
}

/**
 * Where something of a regime stands in its file: reasons of whom the law leaves out are filled in before those that a
 * row gives, and a row takes from the file's defaults what it does not say.
 */
export function pathInFile(content: unknown, path: readonly (string | number)[]): (string | number)[] {
  const [list, row, key, index, ...rest] = path;
  const { obligations, defaults } = Object(content) as Raw;
  const raw = Array.isArray(obligations) && typeof row === 'number' ? Object(obligations[row]) : null;
  if (list !== 'obligations' || raw === null || key !== 'whyNot' || typeof index !== 'number') return [...path];
  const placeOf = (name: string) =>
    name in raw || !(name in Object(defaults)) ? [list, row ?? 0, name] : ['defaults', name];
  const held = exemptionsIn('exempt' in raw ? raw.exempt : (Object(defaults) as Raw).exempt).length;
  if (index < held) return [...placeOf('exempt'), index];
  const own = 'whyNot' in raw ? raw.whyNot : (Object(defaults) as Raw).whyNot;
  // One that is a text alone, or follows from the terms of the law, is no list in the file.
  return Array.isArray(own) ? [...placeOf('whyNot'), index - held, ...rest] : placeOf('whyNot');
}

/** Kinds of party that the law leaves out altogether. */
function exemptionsIn(exempt: unknown) {
  const known = Array.isArray(exempt) ? (exempt as { kinds?: string[]; article?: string; says?: string }[]) : [];
  return known.map(({ kinds = [], article = '', says = '' }) => {
    // What is no list is refused by the schema, which reads it after this.
    const are = (Array.isArray(kinds) ? kinds : []).map((kind) => `"${kind}" in profile`);
    return { when: are.join(' || '), without: are.map((is) => `!(${is})`).join(' && '), article, says };
  });
}

function reasonsIn(reasons: unknown): Reason[] {
  return Array.isArray(reasons) ? reasons : [{ say: String(reasons) }];
}

const LOST: Readonly<Record<string, string>> = {
  access: 'accessed',
  acquisition: 'acquired',
  'access-or-acquisition': 'accessed or acquired',
  'access-and-acquisition': 'accessed and acquired',
};

/** What follows from the terms of the law for an obligation that does not say it itself. */
function termsOf(row: Raw, { name, standard, riskOfHarm }: Raw): Raw {
  const { trigger, role } = row;
  const { exempt = false } = Object(riskOfHarm) as { exempt?: boolean };
  const own = typeof trigger === 'string' ? trigger : exempt ? 'covered && !facts.harmUnlikely' : 'covered';
  const limit = limitIn(row);
  const lost = LOST[String(standard)] ?? 'accessed or acquired';
  const held = [role].flat().some((kind) => kind === 'processor') ? ' that we hold for others' : '';
  const data = `Unencrypted data of people in ${name}${held} that its law names`;
  const touched = `${data} was ${lost}, or that is not ruled out.`;
  const reasons: Reason[] = [
    { when: 'here == 0', say: `Nobody concerned is known to live in ${name}.` },
    { when: 'facts.confidentiality == "none"', say: 'Evidence rules out that anybody saw or took the data.' },
    { when: 'facts.unintelligible', say: 'The data is encrypted, and the key was not taken.' },
    { when: '!protectedData', say: `None of the data that the law of ${name} names is concerned.` },
    ...(/!facts\.harmUnlikely/.test(own)
      ? [{ when: 'facts.harmUnlikely', say: 'An investigation on file found that harm or misuse is not likely.' }]
      : []),
    ...(/(?<!!)facts\.harmUnlikely/.test(own)
      ? [{ when: '!facts.harmUnlikely', say: 'Nobody relies on harm being unlikely: the people are told.' }]
      : []),
    { say: limit === null ? `The law of ${name} does not ask for it here.` : `${sayLimit(limit, name, false)}.` },
  ];
  const because =
    limit === null ? touched : `${sayLimit(limit, name, true)}, or their number is not known yet. ${touched}`;
  return { trigger: own, because: [{ say: because }], whyNot: reasons };
}

function limitIn({ threshold }: Raw): Threshold | null {
  const parsed = Threshold.safeParse(threshold);
  return parsed.success ? parsed.data : null;
}

function conditionOf(limit: Threshold): string {
  return 'moreThan' in limit ? `${limit.of} > ${limit.moreThan}` : `${limit.of} >= ${limit.atLeast}`;
}

function sayLimit(limit: Threshold, name: unknown, met: boolean): string {
  const number = ('moreThan' in limit ? limit.moreThan : limit.atLeast).toLocaleString('en');
  const people = limit.of === 'here' ? `people in ${name} are concerned` : 'people are concerned in all';
  if ('moreThan' in limit) return `${met ? 'More' : 'No more'} than ${number} ${people}`;
  return met ? `${number} or more ${people}` : `Fewer than ${number} ${people}`;
}
