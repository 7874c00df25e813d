import type { Finding } from '../../finding.ts';
import { type FoundResource, makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';

const SOURCE = 'have-i-been-pwned';
const EXPECTED = { expected: true } as const;
/** The service keeps this domain, with made-up accounts, for tests of those who use its API. */
const TEST_DOMAIN = 'hibp-integration-tests.com';
/** More would be no list that anybody reads. */
const MOST_ACCOUNTS = 1_900;

/** One breach at somebody else's, with the accounts of our domain in it. */
export function readBreach(entry: unknown): Finding {
  const at = new Reader(entry);
  const breach = at.at('breach');
  const name = requireId(at.text('name', EXPECTED), SOURCE, 'name');
  const domain = at.text('domain', EXPECTED)?.toLowerCase() ?? null;
  const aliases = at.texts('aliases', MOST_ACCOUNTS);
  const count = at.number('count') ?? aliases.length;
  const isStealer = name === 'StealerLogs' || breach.flag('IsStealerLog') === true;
  const isDescribed = at.has('breach') || name === 'StealerLogs';
  if (!isDescribed)
    at.note('breach', 'is missing: what was in the breach and since when it is known has to be looked up');
  const addedAt = isDescribed && name !== 'StealerLogs' ? breach.instant('AddedDate', EXPECTED) : null;
  const title = breach.text('Title') ?? name;
  const classes = breach.texts('DataClasses');
  return makeFinding(
    {
      ...{ source: SOURCE, vendor: 'Have I Been Pwned', product: 'Have I Been Pwned' },
      findingId: `${domain ?? 'unknown-domain'}/${name}`,
      // The day of the breach is a day without a time, and often a guess: it stands in the description.
      ...{ firstSeenAt: null, lastSeenAt: null, observedAt: addedAt },
      updatedAt: breach.instant('ModifiedDate') ?? addedAt,
      severity: severityOf(breach, classes, isStealer, isDescribed),
      type: typeOf(breach, isStealer),
      title: `${count} accounts of ${domain ?? 'your domain'} in ${title}`,
      description: descriptionOf(breach),
      resources: [...accountsOf(aliases, domain), ...servicesOf(breach, at.texts('sites'))],
      count,
      dataClasses: classes,
      status: 'new',
      sample: domain === TEST_DOMAIN,
    },
    at,
  );
}

/**
 * The service gives no severity. Ours: what a stealer took comes from a computer of one of your people, and works;
 * passwords are tried everywhere else; addresses alone bring spam. Made-up breaches and lists of spam are low.
 */
function severityOf(breach: Reader, classes: string[], isStealer: boolean, isDescribed: boolean): number | null {
  if (breach.flag('IsFabricated') === true || breach.flag('IsSpamList') === true) return 2;
  if (isStealer) return 8;
  if (!isDescribed) return null;
  return classes.some((word) => /password|credential|security question|auth token/i.test(word)) ? 6 : 4;
}

function typeOf(breach: Reader, isStealer: boolean): string {
  if (isStealer) return 'StealerLog';
  return breach.flag('IsSpamList') === true ? 'SpamList' : 'Breach';
}

function accountsOf(aliases: string[], domain: string | null): FoundResource[] {
  return aliases.map((alias) => ({
    kind: 'identity',
    names: [alias.includes('@') || domain === null ? alias : `${alias}@${domain}`],
  }));
}

/** Whose breach it was: that may be a supplier of yours. */
function servicesOf(breach: Reader, sites: string[]): FoundResource[] {
  return [
    { kind: 'saas', names: ['Domain', 'Title', 'Name'].map((path) => breach.text(path)) },
    ...sites.map((site) => ({ kind: 'saas' as const, names: [site] })),
  ];
}

/** Its description is HTML. */
function descriptionOf(breach: Reader): string {
  const day = breach.text('BreachDate');
  const text = breach.text('Description', { most: 4_000 })?.replaceAll(/<[^<>]*>/g, '');
  const unsure = breach.flag('IsVerified') === false ? 'Have I Been Pwned could not verify it.' : null;
  return [day === null ? null : `Day of the breach: ${day}.`, unsure, text].filter(Boolean).join(' ');
}
