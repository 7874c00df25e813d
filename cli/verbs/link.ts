import type { LinkAct } from '../../domain/communication/link.ts';
import type { NoticeLine } from '../../domain/communication/notice-line.ts';
import { TocsinError } from '../../domain/errors.ts';
import { sendToBreach } from '../command.ts';
import { argumentOf, breachPath, requireOption } from '../input.ts';
import { printable } from '../output/printable.ts';
import { bothTimes } from '../output/time.ts';
import { roundOf } from '../round.ts';
import { zoneOf } from '../zone.ts';
import type { Verb, VerbInput } from './verb.ts';

export const link: Verb = {
  name: 'link',
  summary: 'the link of a supplier or customer to its notice: how it was used; revoke it, or send a new one',
  examples: [
    'tocsin link TOC-2026-0001-K7M acme',
    "tocsin link TOC-2026-0001-K7M acme --revoke --reasons 'Their mailbox is read by others'",
    "tocsin link TOC-2026-0001-K7M acme --reissue --reasons 'They called: the mail was deleted'",
  ],
  arguments: [
    { name: 'breach', describe: 'its reference' },
    { name: 'counterparty', describe: "its id, as 'tocsin notices' names it" },
  ],
  options: {
    revoke: { type: 'boolean', describe: 'end it: nobody reads or answers by it any more' },
    reissue: { type: 'boolean', describe: 'end it, and mail a new one to whom letters may have reached' },
    round: {
      type: 'string',
      value: '<number>',
      describe: 'which notice, where there is more than one (default: newest)',
    },
    reasons: { type: 'string', describe: 'why; goes into the record' },
  },
  role: 'dpo',
  changes: true,
  async run(input) {
    const [breachId, counterparty] = [argumentOf(input, 'breach'), argumentOf(input, 'counterparty')];
    const act = actOf(input);
    if (act === null) {
      const json = await input.client().get<{ notices: NoticeLine[] }>(breachPath(breachId, 'notices', counterparty));
      const zone = await zoneOf(input);
      return { json, text: printable(json.notices.map((notice) => sayLink(notice, zone)).join('\n')) };
    }
    const round = roundOf(input);
    const body = { reasons: requireOption(input, 'reasons'), ...(round !== undefined && { round }) };
    const to = ['notices', counterparty, 'link', act];
    const json = await sendToBreach(input, breachId, { method: 'POST', to, body });
    const done = {
      revoke: 'Revoked. Nobody reads or answers by it any more.',
      reissue: 'The earlier link has ended. The new one is on its way.',
    };
    return { json, text: done[act] };
  },
};

function actOf({ options }: VerbInput): LinkAct | null {
  const [isRevoked, isAnew] = [options.revoke === true, options.reissue === true];
  if (isRevoked && isAnew) throw new TocsinError('bad-input', 'Give --revoke or --reissue, not both.', 'reissue');
  if (isAnew) return 'reissue';
  return isRevoked ? 'revoke' : null;
}

function sayLink(notice: NoticeLine, zone: string): string {
  const {
    round,
    name,
    status,
    link: { generation, revoked, expiresAt },
    ...used
  } = notice;
  const when = (at: string) => bothTimes(at, zone);
  const looks = (kind: 'opened' | 'prefetched') => {
    const known = used[kind];
    return known === null ? 'never' : `${known.count}, last ${when(known.last.at)} from ${known.last.addressPrefix}`;
  };
  const others = used.others.map(({ at, answers }) => {
    return `  answered beside it ${when(at)}: misuse ${answers.misuse}, by ${answers.answeredBy}`;
  });
  return [
    `${name}, notice ${round}: ${status}`,
    `  link ${generation}: ${revoked ? 'revoked' : `opens until ${when(expiresAt)}`}`,
    `  opened by a person: ${looks('opened')}`,
    `  fetched by a program, or so it said: ${looks('prefetched')}`,
    ...others,
  ].join('\n');
}
