import { isRecord } from '../../json-text.ts';
import type { AlertSource } from '../../source.ts';
import { TOCSIN_SECRET, TOCSIN_SIGNATURE } from '../../verify/verification.ts';
import { readEvent } from './read.ts';

/** Okta: events of the System Log, by event hooks, log streams or the API. */
export const okta: AlertSource = {
  name: 'okta',
  vendor: 'Okta',
  title: 'Okta',
  verify: [{ kind: 'header', header: 'authorization' }, TOCSIN_SECRET, TOCSIN_SIGNATURE],
  challenge: { kind: 'get-header', header: 'x-okta-verification-challenge', member: 'verification' },
  envelopes: ['eventBridge', 'cloudEvents'],
  /** An event hook carries several events under `data.events`. */
  split(body) {
    const data = isRecord(body) ? body.data : null;
    const list = Array.isArray(body) ? body : isRecord(data) ? data.events : null;
    return Array.isArray(list) ? list : [body];
  },
  read: readEvent,
};
