import type { CommandBody } from '../../domain/breach/commands.ts';
import type { BreachState } from '../../domain/breach/state.ts';
import { leftOpenBefore } from '../../domain/breach/supplements.ts';
import { TocsinError } from '../../domain/errors.ts';
import { formOfFile, formsOf, knownForms } from '../../domain/filing/forms.ts';
import { openFields } from '../../domain/filing/open-fields.ts';
import { fieldsOfFile } from '../../domain/filing/reading.ts';
import { type Stage, wasComplete } from '../../domain/filing/stages.ts';
import { type StillOpen, stillOpen } from '../../domain/filing/still-open.ts';
import { formatMoment } from '../../domain/notices/moment.ts';
import type { Instant } from '../../domain/time.ts';
import { sha256Hex } from '../../store/crypto/digest.ts';
import { readEvents } from '../../store/events.ts';
import type { CommandOutcome } from '../../workflows/messages.ts';
import type { Asked } from '../asked.ts';
import { sendCommand } from '../breach/command.ts';
import type { ServiceDeps } from '../deps.ts';

/** What was handed in. `document`: its exact text; none for a filing made elsewhere. */
export type Filed = Omit<CommandBody & { type: 'file' }, 'type' | 'sha256' | 'openFields' | 'stillOpen'>;
/** `leftOpen`: it does not meet its duty, since this is open of the filing that the duty completes. */
export type FilingOutcome = CommandOutcome & { leftOpen?: StillOpen };

/**
 * Records what was handed in, with the receiver's receipt. What completes another filing is measured by that one.
 * @throws TocsinError with the breach's own refusal, which tells its instants in the organisation's zone
 */
export async function recordFiling(
  deps: ServiceDeps,
  asked: Asked,
  state: BreachState,
  filed: Filed,
): Promise<FilingOutcome> {
  const { document } = filed;
  const sha256 = document === undefined ? {} : { sha256: sha256Hex(document) };
  const looked: { left?: StillOpen | null } = {};
  // Another filing that comes in between changes what this one leaves open.
  const measure = async (now: BreachState) => {
    const left = await leftOpenAfter(deps, now, filed);
    looked.left = left;
    const open = openFieldsOf(deps, now, filed);
    return {
      ...(open !== undefined && { openFields: open }),
      ...(left?.fields != null && { stillOpen: left.fields.length }),
    };
  };
  try {
    const outcome = await sendCommand(deps, asked, state, { type: 'file', ...filed, ...sha256 }, { measure });
    // One that is repeated was counted when it was done.
    const { left = await leftOpenAfter(deps, state, filed) } = looked;
    return left === null || left.fields?.length === 0 ? outcome : { ...outcome, leftOpen: left };
  } catch (error) {
    throw inZone(error, filed.filedAt, deps.policy.organisation.zone);
  }
}

/** What is open of the filing that the duty completes, once this is handed in; null where nothing was left open. */
async function leftOpenAfter(
  { store, filings, policy }: Pick<ServiceDeps, 'store' | 'filings' | 'policy'>,
  state: BreachState,
  next: Pick<Filed, 'obligation' | 'document'>,
): Promise<StillOpen | null> {
  const planned = state.plan?.obligations.find(({ id }) => id === next.obligation);
  if (planned === undefined || leftOpenBefore(state, planned) === null) return null;
  const events = await readEvents(store, state.breachId);
  return stillOpen((id) => knownForms(filings, policy, id), { state, events }, next);
}

/**
 * How many mandatory fields the exact bytes leave open; undefined where nobody can tell: there are none here, or they
 * are of no form that the policy knows. One that was made elsewhere is what its stage says: complete, or null, not yet;
 * what follows a complete one leaves nothing open, nor does telling people, of which it is said how many were told.
 */
function openFieldsOf(
  { filings, policy }: Pick<ServiceDeps, 'filings' | 'policy'>,
  { plan, obligations }: BreachState,
  { obligation, stage, document, filedAt, elsewhere, people }: Filed,
): number | null | undefined {
  if (people !== undefined) return 0;
  const isKnown = policy.obligations.some(({ id }) => id === obligation);
  const afterComplete = wasComplete(obligations[obligation]?.versions ?? []);
  if (document === undefined && elsewhere === true) return afterComplete ? 0 : BY_STAGE[stage ?? 'follow-up'];
  if (document === undefined || stage === undefined || !isKnown) return undefined;
  const template = formOfFile(formsOf(filings, policy, obligation), document);
  const fields = template === null ? null : fieldsOfFile(template, document);
  const due = plan?.obligations.find(({ id }) => id === obligation)?.clock?.due ?? null;
  const late = obligations[obligation]?.filed == null && due !== null && filedAt > due;
  if (template === null || fields === null) return undefined;
  return openFields(template, { obligation, stage, afterComplete, late, fields }).length;
}

const BY_STAGE: Partial<Record<Stage, number | null>> = { initial: null, complete: 0 };

/** The breach's refusal of a filing for its time, in the organisation's own time: a workflow knows no zones. */
function inZone(error: unknown, filedAt: Instant, zone: string): unknown {
  if (!(error instanceof TocsinError) || error.field !== 'filedAt') return error;
  const { why, than: instant } = error.members;
  if (instant === undefined) return error;
  const filed = `The filing is dated ${formatMoment(filedAt, zone)},`;
  const than = formatMoment(instant, zone);
  const messages: Partial<Record<string, string>> = {
    future: `${filed} which is still to come: it is ${than} now. Record it once it is made.`,
    approval: `${filed} before these bytes were approved on ${than}. Give the time at which they were handed in.`,
    awareness:
      `${filed} before the organisation became aware on ${than}. Correct the one or the other, ` +
      'or say `elsewhere` with the reasons.',
  };
  return new TocsinError(error.code, messages[why ?? ''] ?? error.message, error.field, error.members);
}
