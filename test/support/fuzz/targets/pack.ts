import type { VerbInput } from '../../../../cli/verbs/verb.ts';
import { verify } from '../../../../cli/verbs/verify.ts';
import { type EvidencePack, packDigest } from '../../../../domain/audit/pack.ts';
import { mutateText, mutateValue, writeJson } from '../mutate.ts';
import { PACKS, type PackName } from '../packs.ts';
import type { Random } from '../random.ts';
import { meaningOf, readStrictly } from '../strict-json.ts';
import { asBytes, asInput, holds, read, type Target } from '../target.ts';

/**
 * Evidence packs as somebody may hand them in: edited, reordered, cut, also with the digest made anew. `tocsin verify`
 * must find every change of what a pack says, or name what it does not cover. The first line of an input says which
 * pack it was, and whether its digest was noted elsewhere.
 */

const NAMES = Object.keys(PACKS) as PackName[];
/** What each says, as one text. */
const WRITTEN = Object.fromEntries(NAMES.map((name) => [name, meaningOf(PACKS[name])]));

export const target: Target = {
  make(random) {
    const name = random.pick(NAMES);
    const noted = random.oneIn(3) && PACKS[name].digest !== undefined ? 'noted' : 'alone';
    return `${name} ${noted}\n${asInput(edited(random, PACKS[name]))}`;
  },

  async check(input) {
    const [, name, noted, text = ''] = /^(\w+) (\w+)\n([\s\S]*)$/.exec(input) ?? [];
    const pack: EvidencePack = PACKS[name as PackName];
    const written = WRITTEN[name as PackName];
    const isNoted = noted === 'noted';
    const found = await read(() => verify.run(inputOf(asBytes(text), isNoted ? pack.digest : undefined)));
    const isHeld = found !== null && found.value.exit !== 1;
    const given = strictly(asBytes(text));
    if (given !== null && meaningOf(given) === written) {
      holds(isHeld, 'A pack that says what it said when it was written is refused.');
      return 'accepted';
    }
    if (!isHeld) {
      const { findings = [] } = (found?.value.json ?? { findings: [''] }) as { findings?: unknown[] };
      holds(findings.length > 0, 'It is refused, and nothing says why.');
      return 'refused';
    }
    holds(given !== null, 'It holds, and other programs may read it in another way.');
    const { uncovered } = found.value.json as { uncovered: string[] };
    const digest = memberOf(given, 'digest');
    holds(digest === undefined || digest !== pack.digest, 'It holds, and is not what its digest was made of.');
    holds(!isNoted, 'It holds, with the digest of another one noted.');
    const isMadeAnew = digest !== undefined;
    holds(
      claimsOf(given, isMadeAnew, uncovered) === claimsOf(PACKS_OPEN, isMadeAnew, uncovered),
      `It holds, and says something else; named as not covered: ${uncovered.join(', ') || 'nothing'}.`,
    );
    return 'accepted';
  },
};

function edited(random: Random, pack: EvidencePack): Buffer | string {
  switch (random.below(6)) {
    case 0:
      return asBytes(mutateText(random, asInput(text(random, pack)), true));
    case 1:
      return editedLines(random, JSON.stringify(pack, null, 1).split('\n')).join('\n');
    case 2:
      return text(random, pack);
    case 3:
      return writeJson(random, mutateValue(random, pack));
    case 4:
      return JSON.stringify(withNewDigest(mutateValue(random, pack)));
    default:
      return JSON.stringify(mutateValue(random, pack));
  }
}

function text(random: Random, pack: EvidencePack): string {
  return JSON.stringify(pack, null, random.pick([0, 1]));
}

/** Lines left out, doubled, or put elsewhere. */
function editedLines(random: Random, lines: string[]): string[] {
  const at = random.below(lines.length);
  const part = lines.slice(at, at + random.pick([1, 1, 2, 12]));
  const rest = random.oneIn(2) ? lines : lines.toSpliced(at, part.length);
  return random.oneIn(3) ? rest : rest.toSpliced(random.below(rest.length), 0, ...part);
}

/** As somebody would who edits a pack and knows how its digest is made. */
function withNewDigest(value: unknown): unknown {
  try {
    return { ...Object(value), digest: packDigest(value as EvidencePack) };
  } catch {
    return value;
  }
}

function strictly(bytes: Buffer): unknown {
  try {
    return readStrictly(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes));
  } catch {
    return null;
  }
}

/**
 * What a pack claims, as far as verification vouches for it. What it leaves out altogether, as a sealed one does, is
 * filled in from the whole one: to say less is not to say something else. With a digest made anew, what no chain covers
 * could be anything.
 */
function claimsOf(pack: unknown, isMadeAnew: boolean, uncovered: readonly string[]): string {
  const isOpen = (what: string) => isMadeAnew || uncovered.some((named) => named.startsWith(what));
  const ledgers = listOf(pack, 'ledgers').flatMap((ledger) => {
    const name = String(memberOf(ledger, 'ledger'));
    const known = listOf(PACKS_OPEN, 'ledgers').find((other) => memberOf(other, 'ledger') === name);
    if (known === undefined && isOpen('ledgers')) return [];
    const pages = listOf(ledger, 'pages');
    const chained = isOpen('ledgers') ? pages.slice(0, NAMED_PAGES) : pages;
    return [{ name, pages: chained, opened: sorted(memberOf(ledger, 'opened') ?? memberOf(known, 'opened')) }];
  });
  return meaningOf({
    ...{ breachId: memberOf(pack, 'breachId'), head: memberOf(pack, 'head'), events: memberOf(pack, 'events') },
    opened: sorted(memberOf(pack, 'opened') ?? memberOf(PACKS_OPEN, 'opened')),
    ...{ ledgers: sorted(ledgers), files: sorted(listOf(pack, 'files').map(withBytes)) },
    ...(isOpen('deliveries') ? {} : { deliveries: sorted(memberOf(pack, 'deliveries')) }),
    ...(isOpen('exportedAt') ? {} : { exportedAt: memberOf(pack, 'exportedAt') }),
  });
}

/** A file with its bytes, from the whole pack where it is only named. */
function withBytes(file: unknown): unknown {
  const known = listOf(PACKS_OPEN, 'files').find((other) => memberOf(other, 'file') === memberOf(file, 'file'));
  const base64 = memberOf(file, 'base64') ?? memberOf(known, 'base64');
  return new Map([
    ...(file as Map<string, unknown>),
    ['base64', Buffer.from(String(base64), 'base64').toString('hex')],
  ]);
}

const asMap = (value: unknown): unknown => readStrictly(JSON.stringify(value));
/** As many pages of its ledger as the events name. */
const NAMED_PAGES = 3;
const PACKS_OPEN = asMap(PACKS.open);

function memberOf(object: unknown, name: string): unknown {
  return object instanceof Map ? object.get(name) : undefined;
}

function listOf(object: unknown, name: string): unknown[] {
  return (memberOf(object, name) ?? []) as unknown[];
}

function sorted(list: unknown): string[] {
  return (list as unknown[]).map(meaningOf).sort();
}

function inputOf(bytes: Buffer, digest: string | undefined): VerbInput {
  const input: Partial<VerbInput> = { args: { pack: '-' }, options: { digest }, readStdin: async () => bytes };
  return input as VerbInput;
}
