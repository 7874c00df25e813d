import { TocsinError } from '../../domain/errors.ts';
import type { LeftOut } from '../../domain/notices/released-list.ts';
import { TOCSIN } from '../../web/command.ts';
import { sendToBreach } from '../command.ts';
import { argumentOf, breachPath, optionOf, optionsNamed, requireOption } from '../input.ts';
import { named } from '../output/named.ts';
import { printable } from '../output/printable.ts';
import { type ReleaseAnswer, sayAwaited, sayLetters, sayReleased, sayWho } from '../release.ts';
import { zoneOf } from '../zone.ts';
import type { Verb, VerbInput } from './verb.ts';

type Lines = { counterparties: { counterparty: string; name: string; kind: string; leftOut: string | null }[] };

/** Of those shown, so many stand on a line each. */
const SHOWN = 20;

export const release: Verb = {
  name: 'release',
  summary: 'notices to suppliers and customers: look at who gets what, leave somebody out, release it',
  examples: [
    'tocsin release TOC-2026-0001-K7M',
    'tocsin release TOC-2026-0001-K7M --letter acme',
    "tocsin release TOC-2026-0001-K7M --leave-out acme --reasons 'They told us of it themselves'",
    'tocsin release TOC-2026-0001-K7M --text 9f86d081… --list 60303ae2… --seen 12',
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    letter: { type: 'string', value: '<id>', describe: 'the exact text that this one would get' },
    'leave-out': {
      type: 'string',
      multiple: true,
      value: '<id>',
      describe: 'tell nothing to this one; says --reasons',
    },
    'leave-out-kind': { type: 'string', value: '<kind>', describe: 'tell nothing to any supplier, or to any customer' },
    'leave-out-system': { type: 'string', value: '<id>', describe: 'name this system to nobody' },
    'tell-all': { type: 'boolean', describe: 'leave nobody out any more' },
    text: { type: 'string', value: '<sha256>', describe: 'release this text, as the look at it named it' },
    list: { type: 'string', value: '<sha256>', describe: 'to exactly those, as the look at it named them' },
    seen: { type: 'string', value: '<number>', describe: 'the event up to which you looked' },
    confirmed: { type: 'boolean', describe: 'words that may be in another language were read and are right' },
    reasons: { type: 'string', describe: 'why; goes into the record' },
  },
  role: 'dpo',
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const letter = optionOf(input, 'letter');
    if (letter !== undefined) {
      const path = breachPath(breachId, 'release', 'counterparties', letter);
      const json = await input.client().get<{ to: string; subject: string; text: string }>(path);
      return { json, text: printable(`To ${json.to}\n${json.subject}\n\n${json.text}`) };
    }
    if (optionOf(input, 'text') !== undefined) return send(input, breachId);
    const known = await input.client().get<ReleaseAnswer>(breachPath(breachId, 'release'));
    const leftOut = leftOutOf(input, known);
    if (leftOut !== null) {
      const body = { leftOut, over: known.leftOutRevision };
      await sendToBreach(input, breachId, { method: 'PUT', to: ['release', 'left-out'], body });
    }
    return look(input, breachId, leftOut === null ? known : null);
  },
};

async function send(input: VerbInput, breachId: string) {
  const seen = Number(requireOption(input, 'seen'));
  const body = {
    ...{ sha256: requireOption(input, 'text'), list: requireOption(input, 'list'), seen },
    reasons: optionOf(input, 'reasons') ?? '',
    confirmed: input.options.confirmed === true ? true : undefined,
  };
  if (!Number.isInteger(seen)) throw new TocsinError('bad-input', '--seen takes the number of an event.', 'seen');
  const json = await sendToBreach(input, breachId, { method: 'POST', to: ['release'], body });
  return { json, text: `Released. The notices go out now: ${TOCSIN} notices ${breachId}` };
}

async function look(input: VerbInput, breachId: string, known: ReleaseAnswer | null) {
  const client = input.client();
  const json = known ?? (await client.get<ReleaseAnswer>(breachPath(breachId, 'release')));
  const path = `${breachPath(breachId, 'release', 'counterparties')}?limit=${SHOWN}`;
  const { counterparties } = await client.get<Lines>(path);
  const rest = json.suppliers + json.customers + json.leftOut - counterparties.length;
  const lines = counterparties.map(({ counterparty, name, kind, leftOut }) => {
    const [tick, why] = leftOut === null ? ['x', ''] : [' ', `: ${leftOut}`];
    return `  [${tick}] ${counterparty} (${kind}) ${name}${why}`;
  });
  const { foreign = [] } = json;
  const confirmed = foreign.length === 0 ? '' : ' --confirmed';
  const asLooked = `--text ${json.sha256} --list ${json.list} --seen ${json.seen}${confirmed}`;
  const next = json.isReleased
    ? 'Exactly this is released: nothing waits, and to release it again would tell nobody more.'
    : (json.whyNot ?? `release it: ${TOCSIN} release ${breachId} ${asLooked}`);
  const [first] = counterparties;
  const text = [
    ...sayReleased(named(json), await zoneOf(input)),
    ...sayAwaited(json.awaited),
    `The text: ${json.revision === 0 ? 'drafted from the facts' : `revision ${json.revision}`}; ` +
      `see or change it: ${TOCSIN} statement ${breachId}`,
    ...foreign.map(({ part, written, languages, isBehind = false }) => {
      if (isBehind) return `look at ${part} in '${written}': the part itself was changed since it was translated`;
      const from = written === null ? 'a language that nobody named' : `'${written}'`;
      return `look at ${part}: written in ${from}, and it stands in letters in ${languages.join(', ')}`;
    }),
    sayWho(json),
    ...sayLetters(json.letters),
    ...lines,
    ...(rest > 0 ? [`  and ${rest} more`] : []),
    ...(first === undefined ? [] : [`one exact letter: ${TOCSIN} release ${breachId} --letter ${first.counterparty}`]),
    next,
  ];
  return { json, text: printable(text.join('\n')) };
}

/** Who is left out from now on; null where nothing is asked. */
function leftOutOf(input: VerbInput, { leftOutGroups }: ReleaseAnswer): LeftOut[] | null {
  if (input.options['tell-all'] === true) return [];
  const counterparties = optionsNamed(input, 'leave-out');
  const kind = optionOf(input, 'leave-out-kind');
  const system = optionOf(input, 'leave-out-system');
  if (counterparties.length === 0 && kind === undefined && system === undefined) return null;
  const reasons = requireOption(input, 'reasons');
  if (kind !== undefined && kind !== 'supplier' && kind !== 'customer') {
    throw new TocsinError('bad-input', '--leave-out-kind takes supplier or customer.', 'leave-out-kind');
  }
  return [
    ...leftOutGroups,
    ...(counterparties.length > 0 ? [{ counterparties, reasons }] : []),
    ...(kind === undefined ? [] : [{ kind, reasons } as LeftOut]),
    ...(system === undefined ? [] : [{ system, reasons }]),
  ];
}
