import type { Envelope, Headers, Opened, Said } from './envelopes/envelope.ts';
import { cloudEvents, eventBridge } from './envelopes/event.ts';
import { firehose, kinesis, pubSub, sns, sqs } from './envelopes/queue.ts';

/** Envelopes that alerts of many vendors come in, by name. */
const ENVELOPES = { cloudEvents, eventBridge, sns, sqs, pubSub, kinesis, firehose } satisfies Record<string, Envelope>;
export type EnvelopeKind = keyof typeof ENVELOPES;
export const ENVELOPE_KINDS = Object.keys(ENVELOPES) as EnvelopeKind[];

/** How many envelopes may lie in one another, and how many alerts in one body. */
const MOST_LAYERS = 5;
export const MOST_ALERTS = 5_000;

/** A peeled body: what its envelopes said from the outside in; where one could not be opened, what is the matter. */
export type Peeled = { body: unknown; said: Said[] } & Pick<Opened, 'unreadable'>;

/**
 * Takes the envelopes of these kinds off a body, in any order. `left` counts what was beyond the most alerts that one
 * body may carry.
 */
export function peel(
  body: unknown,
  kinds: readonly EnvelopeKind[],
  headers: Headers = {},
): Peeled[] & { left?: number } {
  const peeled: Peeled[] = [];
  let left = 0;
  const open = (layer: Peeled, layers: number): void => {
    const opened = layers < MOST_LAYERS && layer.unreadable === undefined ? openOne(layer, kinds, headers) : null;
    if (opened !== null) for (const inner of opened) open(inner, layers + 1);
    else if (peeled.length < MOST_ALERTS) peeled.push(layer);
    else left += 1;
  };
  open({ body, said: [] }, 0);
  return left === 0 ? peeled : Object.assign(peeled, { left });
}

function openOne({ body, said }: Peeled, kinds: readonly EnvelopeKind[], headers: Headers): Peeled[] | null {
  for (const kind of kinds) {
    // Headers speak of the body as it came, not of what lay within it.
    const opened: Opened[] | null = ENVELOPES[kind](body, said.length === 0 ? headers : {});
    if (opened === null) continue;
    return opened.map(({ inner, unreadable, ...of }) => ({
      body: inner,
      said: [...said, { kind, ...{ id: null, time: null, from: null }, ...of }],
      ...(unreadable === undefined ? {} : { unreadable }),
    }));
  }
  return null;
}
