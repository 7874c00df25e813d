import type { AccountDoc, PasskeyDoc, SecondFactorDoc, SessionDoc, UserDoc } from './auth/collections.ts';
import type { EnrolmentDoc } from './auth/enrolment.ts';
import { type Granting, isGenuine, rightOfRow } from './auth/grants.ts';
import { collectionOf } from './driver.ts';
import { chainOf, headIn, headsOf } from './heads.ts';
import type { CheckedJournal } from './journal.ts';
import type { Store } from './store.ts';
import { isGenuineToken, rightOf, type TokenDoc } from './tokens.ts';

type Row = (UserDoc | SessionDoc | AccountDoc | SecondFactorDoc | EnrolmentDoc | PasskeyDoc) & {
  _id: string;
  userId?: string;
};

/** The rows that grant rights, by what they are: their collection, and what one is called. */
const KINDS: Record<Granting, { collection: string; name: string }> = {
  user: { collection: 'users', name: 'The user' },
  session: { collection: 'sessions', name: 'A session of the user' },
  account: { collection: 'accounts', name: 'The single sign-on of the user' },
  twoFactor: { collection: 'secondFactors', name: 'The second factor of the user' },
  enrolment: { collection: 'enrolments', name: 'The enrolment of the user' },
  passkey: { collection: 'passkeys', name: 'A passkey of the user' },
};

/**
 * Rows that grant rights and that Tocsin did not write as they stand, which grant nothing; and tokens, users and
 * passkeys that were put back as they were before, past Tocsin.
 */
export async function checkRights(store: Store, journal: CheckedJournal): Promise<string[]> {
  const problems: string[] = [];
  const rights = new Map<string, { name: string; mac: string }>();
  for await (const doc of collectionOf<TokenDoc>(store, 'tokens').find().sort({ _id: 1 })) {
    const name = `The token ${doc._id}`;
    if (isGenuineToken(store.keyring, doc)) rights.set(rightOf(doc._id), { name, mac: doc.mac ?? '' });
    else problems.push(`${name} ${FOREIGN}`);
  }
  for (const [kind, { collection, name: what }] of Object.entries(KINDS)) {
    for await (const doc of collectionOf<Row>(store, collection).find().sort({ _id: 1 })) {
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
  { heads }: CheckedJournal,
  rights: ReadonlyMap<string, { name: string; mac: string }>,
): Promise<string[]> {
  const problems: string[] = [];
  for (const [row, { name, mac }] of rights) {
    const of = chainOf.right(row);
    const journaled = heads.get(of);
    if (journaled?.hash === mac) continue;
    // It may have been changed since the journal was read: then its note says so.
    const noted = await headsOf(store).findOne({ _id: of });
    const head = noted === null ? null : headIn(store.keyring, noted);
    const isNewer = head !== null && head.seq > (journaled?.seq ?? 0);
    if (!isNewer) problems.push(`${name} was put back as it was before, past Tocsin. End it, or give it anew.`);
  }
  return problems;
}

const FOREIGN = 'was not written by Tocsin, or was changed. It grants nothing.';
