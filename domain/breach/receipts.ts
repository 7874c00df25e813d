import type { ObligationState } from './state.ts';

/** The receipts of what was handed in for one duty: the receiver may send its reference after the filing. */

type Filed = Pick<ObligationState, 'filed' | 'versions'>;

/** By the number of the version, as pages and programs count it: a first filing that named no stage is version 1. */
export function receiptsOf(duty: Filed): { number: number; receipt: string }[] {
  const { filed, versions = [] } = duty;
  const staged = versions.map(({ receipt }, i) => ({ number: i + 1 + unstagedOf(duty), receipt }));
  return unstagedOf(duty) === 0 || filed === null ? staged : [{ number: 1, receipt: filed.receipt }, ...staged];
}

/** The receiver's reference that later versions name; empty while no receipt is here. */
export function referenceOf(duty: Filed): string {
  return receiptsOf(duty).find(({ receipt }) => receipt !== '')?.receipt ?? '';
}

/** The newest one that is here; empty while none is. */
export function latestReceipt(duty: Filed): string {
  return receiptsOf(duty).findLast(({ receipt }) => receipt !== '')?.receipt ?? '';
}

/** Versions whose receipt is not here yet; of what was withdrawn nothing is waited for. */
export function awaitedReceipts(duty: Filed): number[] {
  if (duty.versions?.at(-1)?.stage === 'withdrawal') return [];
  return receiptsOf(duty).flatMap(({ number, receipt }) => (receipt === '' ? [number] : []));
}

/** The duty with the receipt of one version. */
export function withReceipt(duty: ObligationState, number: number, receipt: string): ObligationState {
  const { filed, versions } = duty;
  const at = number - 1 - unstagedOf(duty);
  return {
    ...duty,
    filed: filed !== null && number === (filed.version ?? 1) ? { ...filed, receipt } : filed,
    ...(versions && { versions: versions.map((each, i) => (i === at ? { ...each, receipt } : each)) }),
  };
}

/** 1 where the first filing named no stage, and so stands in no version. */
function unstagedOf({ filed, versions = [] }: Filed): 0 | 1 {
  const [first] = versions;
  if (filed === null || filed.version !== undefined) return 0;
  return first === undefined || first.at !== filed.at || first.receipt !== filed.receipt ? 1 : 0;
}
