import { ARTICLES } from '../../domain/articles.ts';
import { TocsinError } from '../../domain/errors.ts';
import { STAGES } from '../../domain/filing/stages.ts';
import { RISK_CONCLUSIONS } from '../../domain/policy/schema.ts';
import { TOCSIN } from '../../web/command.ts';
import { type Outcome, sendToBreach } from '../command.ts';
import { followUp, isFolded, viewBefore } from '../followup.ts';
import { argumentOf, breachPath, optionOf, requireOption } from '../input.ts';
import type { BreachView } from '../output/view.ts';
import type { Verb, VerbInput } from './verb.ts';

const DECISIONS = ['risk', 'waive', 'resume', 'approve-campaign', 'approve-filing'] as const;

export const decide: Verb = {
  name: 'decide',
  summary: 'record a decision of the DPO with its reasons',
  examples: [
    "tocsin decide TOC-2026-0001-K7M --risk high-risk --reasons 'Bank details with names'",
    "tocsin decide TOC-2026-0001-K7M --risk risk --article art34 --reasons 'The key was changed in time'",
    "tocsin decide TOC-2026-0001-K7M --waive gdpr-art34-1-data-subject --reasons 'Art. 34(3)(a): encrypted, key safe'",
    "tocsin decide TOC-2026-0001-K7M --approve-campaign 1 --reasons 'Text and list checked'",
    'tocsin decide TOC-2026-0001-K7M --approve-filing gdpr-art33-1-authority --content-hash <SHA-256> ' + '--confirmed',
  ],
  arguments: [{ name: 'breach', describe: 'its reference' }],
  options: {
    risk: { type: 'string', choices: RISK_CONCLUSIONS, describe: 'the risk to the people concerned' },
    article: {
      type: 'string',
      choices: ARTICLES,
      describe: 'with --risk: decide only what the authority (art33) or the people (art34) are told; default both',
    },
    waive: { type: 'string', value: '<obligation>', describe: 'this duty need not be done' },
    resume: { type: 'string', value: '<obligation>', describe: 'it must be done after all' },
    'approve-campaign': { type: 'string', value: '<number>', describe: 'this campaign may be sent (see notes)' },
    'approve-filing': { type: 'string', value: '<obligation>', describe: 'the draft of this duty may be handed in' },
    confirmed: {
      type: 'boolean',
      describe: 'with --approve-filing or --approve-campaign: what is proposed or repeated in it was read and is right',
    },
    stage: { type: 'string', choices: STAGES, describe: 'with --approve-filing: which version (default: the next)' },
    form: { type: 'string', describe: 'with --approve-filing: the form, by its id, where the duty has several' },
    'content-hash': {
      type: 'string',
      value: '<hash>',
      describe: 'with --approve-campaign or --approve-filing: the content that was read',
    },
    reasons: { type: 'string', describe: 'why; goes into the record' },
    difference: {
      type: 'string',
      describe: 'with --risk: why one article goes by a high risk and the other does not, where that is so',
    },
  },
  role: 'dpo',
  notes: [
    'A campaign is approved here in an exercise, and where the policy asks for no four eyes; else a DPO or deputy who',
    'did not draft it signs in and approves it on its page. Where the policy asks for them (fourEyes.filings), so does',
    'whoever approves a filing and did not type last into it.',
  ],
  changes: true,
  async run(input) {
    const breachId = argumentOf(input, 'breach');
    const given = DECISIONS.filter((name) => optionOf(input, name) !== undefined);
    const [kind] = given;
    if (kind === undefined || given.length > 1) {
      throw new TocsinError(
        'bad-input',
        `Give exactly one of ${DECISIONS.map((d) => `--${d}`).join(', ')}.`,
        kind ?? 'risk',
      );
    }
    const article = optionOf(input, 'article');
    if (article !== undefined && kind !== 'risk') {
      throw new TocsinError('bad-input', 'Only --risk is decided by article; leave --article out.', 'article');
    }
    if (optionOf(input, 'form') !== undefined && kind !== 'approve-filing') {
      throw new TocsinError('bad-input', 'Only --approve-filing has a form; leave --form out.', 'form');
    }
    const value = requireOption(input, kind);
    const before = await viewBefore(input, breachId);
    const json = await record(input, breachId, kind, value);
    return { json, text: ['Recorded.', ...(await followUp(input, breachId, isFolded(json), before))].join('\n') };
  },
};

function record(input: VerbInput, breachId: string, kind: (typeof DECISIONS)[number], value: string): Promise<Outcome> {
  if (kind === 'approve-filing') {
    const confirmed = input.options.confirmed === true ? true : undefined;
    const [stage, form] = [optionOf(input, 'stage'), optionOf(input, 'form')];
    const body = { sha256: requireOption(input, 'content-hash'), stage, form, confirmed };
    return sendToBreach(input, breachId, { method: 'POST', to: ['filings', value, 'approval'], body });
  }
  const reasons = requireOption(input, 'reasons');
  if (kind === 'approve-campaign') return approve(input, breachId, value, reasons);
  const what =
    kind === 'risk'
      ? {
          type: kind,
          conclusion: value,
          article: optionOf(input, 'article'),
          difference: optionOf(input, 'difference'),
        }
      : { type: kind, obligation: value };
  return sendToBreach(input, breachId, { method: 'POST', to: ['decisions'], body: { ...what, reasons } });
}

/**
 * Approval names the exact content. Without --content-hash it is the content drafted last, as `tocsin show` gives it.
 */
async function approve(input: VerbInput, breachId: string, number: string, reasons: string): Promise<Outcome> {
  let contentHash = optionOf(input, 'content-hash');
  if (contentHash === undefined) {
    const view = await input.client().get<BreachView>(breachPath(breachId));
    contentHash = view.campaigns.find((c) => String(c.number) === number)?.contentHash;
  }
  if (contentHash === undefined) {
    throw new TocsinError(
      'unknown-campaign',
      `Breach ${breachId} has no campaign ${number}; draft it with '${TOCSIN} campaign'.`,
      'approve-campaign',
    );
  }
  return sendToBreach(input, breachId, {
    method: 'POST',
    to: ['campaigns', number, 'approval'],
    body: { contentHash, reasons, confirmed: input.options.confirmed === true ? true : undefined },
  });
}
