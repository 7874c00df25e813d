import { TocsinError } from '../errors.ts';
import type { Instant } from '../time.ts';

/** What an installation trusts an alert source by, and how that may change. */

/** A secret that Tocsin made. A retired one keeps who made and who ended it, and nothing by which it could be used. */
export type SourceSecret = {
  id: string;
  secret: string | null;
  madeAt: Instant;
  madeBy: string;
  retired: Act | null;
};

/** By whom something was made, changed or retired, and when. */
export type Act = { at: Instant; by: string };

export type SourceTrust = {
  /** One that is switched off takes no alert, whoever sends it, and answers no challenge. */
  isOn: boolean;
  secrets: readonly SourceSecret[];
  /** Since when the secrets from the settings are taken no more; null as long as they are. */
  settings: Act | null;
  /** ARNs of SNS topics. */
  topics: readonly string[];
  /** For whom tokens of an identity provider have to be, and the service accounts whose tokens are taken. */
  audience: string | null;
  senders: readonly string[];
  /** The last change of any of it; absent where that was before version 0.10. */
  changed?: Act;
};

/** A source of which nothing is kept: it takes what the secrets from the settings prove. */
export const NEW_TRUST: SourceTrust = {
  ...{ isOn: true, secrets: [], settings: null, topics: [], audience: null, senders: [] },
};

/**
 * What is begun with where nothing is known any more that was set: nothing is taken, also not what the secrets from the
 * settings prove, as they may have been retired.
 */
export function beginAnew(act: Act): SourceTrust {
  return { ...NEW_TRUST, isOn: false, settings: act };
}

/** By what the secrets from the settings are known. */
export const FROM_SETTINGS = 'settings';

/** Secrets that hold at once: enough to change senders one after the other. */
export const MOST_SECRETS = 5;
/** Retired ones that stay listed. */
const MOST_RETIRED = 20;

/** The secrets that hold. */
export function liveSecrets({ secrets }: SourceTrust): { id: string; secret: string }[] {
  return secrets.flatMap(({ id, secret, retired }) => (secret === null || retired !== null ? [] : [{ id, secret }]));
}

/** With one more secret. @throws TocsinError `conflict` where as many hold as may */
export function withSecret(trust: SourceTrust, secret: string, { at, by }: Act): SourceTrust {
  if (liveSecrets(trust).length >= MOST_SECRETS) {
    const message = `This source has ${MOST_SECRETS} secrets that hold; retire one before you make another.`;
    throw new TocsinError('conflict', message, 'secret', { why: 'secrets-full', most: MOST_SECRETS });
  }
  const last = Math.max(0, ...trust.secrets.map(({ id }) => Number(id)));
  const made: SourceSecret = { id: String(last + 1), secret, madeAt: at, madeBy: by, retired: null };
  const retired = trust.secrets.filter((each) => each.retired !== null).slice(-MOST_RETIRED);
  const isListed = (each: SourceSecret) => each.retired === null || retired.includes(each);
  return { ...trust, secrets: [...trust.secrets.filter(isListed), made] };
}

/**
 * Without a secret, or those from the settings.
 *
 * @throws TocsinError `not-found` for an unknown one, `conflict` for one that was retired before
 */
export function withoutSecret(trust: SourceTrust, id: string, retired: Act): SourceTrust {
  if (id === FROM_SETTINGS) {
    if (trust.settings !== null) throw alreadyRetired();
    return { ...trust, settings: retired };
  }
  const known = trust.secrets.find((each) => each.id === id);
  if (known === undefined) throw new TocsinError('not-found', 'This source has no secret of this number.', 'secret');
  if (known.retired !== null) throw alreadyRetired();
  const secrets = trust.secrets.map((each) => (each === known ? { ...each, secret: null, retired } : each));
  return { ...trust, secrets };
}

function alreadyRetired(): TocsinError {
  const message = 'This secret was retired before; nothing was changed.';
  return new TocsinError('conflict', message, 'secret', { why: 'secret-retired' });
}
