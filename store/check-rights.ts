import { type AlertSourceDoc, isGenuineSource, rightOfSource, sourcesOnceSet } from './alert-sources.ts';
import type { AccountDoc, PasskeyDoc, SecondFactorDoc, SessionDoc, UserDoc } from './auth/collections.ts';
import type { EnrolmentDoc } from './auth/enrolment.ts';
import { GRANTING_COLLECTIONS, type Granting, isGenuine, rightOfRow } from './auth/grants.ts';
import type { CalendarDoc } from './calendars.ts';
import { collectionOf } from './driver.ts';
import { chainOf } from './heads.ts';
import type { InvitationDoc } from './invitations.ts';
import { type CheckedJournal, isAsJournaled } from './journal.ts';
import type { Store } from './store.ts';
import { isGenuineToken, rightOf, type TokenDoc } from './tokens.ts';

type Row = (
  | UserDoc
  | SessionDoc
  | AccountDoc
  | SecondFactorDoc
  | EnrolmentDoc
  | InvitationDoc
  | PasskeyDoc
  | CalendarDoc
) & {
  _id: string;
  userId?: string;
};

/** What a row that grants rights is called. */
const NAMES: Record<Granting, string> = {
  user: 'The user',
  session: 'A session of the user',
  account: 'The single sign-on of the user',
  twoFactor: 'The second factor of the user',
  enrolment: 'The enrolment of the user',
  invitation: 'The invitation of the user',
  passkey: 'A passkey of the user',
  calendar: 'The calendar link of the user',
};

/**
 * Rows that grant rights and that Tocsin did not write as they stand, which grant nothing; and tokens, users, passkeys,
 * links of calendars and what alert sources are trusted by that were put back as they were before, past Tocsin.
 */
export async function checkRights(store: Store, journal: CheckedJournal): Promise<string[]> {
  const problems: string[] = [];
  const rights = new Map<string, { name: string; mac: string }>();
  for await (const doc of collectionOf<TokenDoc>(store, 'tokens').find().sort({ _id: 1 })) {
    const name = `The token ${doc._id}`;
    if (isGenuineToken(store.keyring, doc)) rights.set(rightOf(doc._id), { name, mac: doc.mac ?? '' });
    else problems.push(`${name} ${FOREIGN}`);
  }
  const trustOf = (source: string) => `What the alert source ${source} is trusted by`;
  const removed = await sourcesOnceSet(store);
  for await (const doc of collectionOf<AlertSourceDoc>(store, 'alertSources').find().sort({ _id: 1 })) {
    const name = trustOf(doc._id);
    if (doc.sealed !== null || doc.mac !== null) removed.delete(doc._id);
    if (!isGenuineSource(store.keyring, doc)) problems.push(`${name} ${FOREIGN}`);
    else if (doc.mac !== null) rights.set(rightOfSource(doc._id), { name, mac: doc.mac });
  }
  for (const source of removed) problems.push(`${trustOf(source)} was removed, past Tocsin. It grants nothing.`);
  for (const [kind, what] of Object.entries(NAMES)) {
    const rows = collectionOf<Row>(store, GRANTING_COLLECTIONS[kind as Granting]);
    for await (const doc of rows.find().sort({ _id: 1 })) {
      const name = `${what} ${doc.userId ?? doc._id}`;
      const right = rightOfRow(kind as Granting, doc._id);
      if (!isGenuine(store.keyring, kind as Granting, doc)) problems.push(`${name} ${FOREIGN}`);
      else if (right !== null) rights.set(right, { name, mac: doc.mac ?? '' });
    }
  }
  return [...problems, ...(await earlierRights(store, journal, rights))];
}

/** Rights that are other than the journal and the notes for it say. */
async function earlierRights(
  store: Store,
  journal: CheckedJournal,
  rights: ReadonlyMap<string, { name: string; mac: string }>,
): Promise<string[]> {
  const problems: string[] = [];
  for (const [row, { name, mac }] of rights) {
    if (await isAsJournaled(store, journal, chainOf.right(row), mac)) continue;
    problems.push(`${name} was put back as it was before, past Tocsin. End it, or give it anew.`);
  }
  return problems;
}

const FOREIGN = 'was not written by Tocsin, or was changed. It grants nothing.';
