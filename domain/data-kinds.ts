/** Kinds of data that laws name one by one. */

/** The kinds that every report can name; each but the last has finer ones, which single laws tell apart. */
export const DATA_KINDS = [
  'health',
  'biometric',
  'government-id',
  'financial-account',
  'payment-card',
  'credentials',
  'communications',
] as const;
type BroadKind = (typeof DATA_KINDS)[number];

/** Finer kinds, each with the broad kinds it is one of; those without one were no kind of data before. */
export const FINER_KINDS = {
  'medical-record': ['health'],
  'health-insurance': ['health'],
  genetic: ['health', 'biometric'],
  'social-security-number': ['government-id'],
  'tax-number': ['government-id'],
  'driving-licence': ['government-id'],
  passport: ['government-id'],
  'military-id': ['government-id'],
  'tribal-id': ['government-id'],
  'voter-id': ['government-id'],
  'student-id': ['government-id'],
  'other-official-id': ['government-id'],
  'tax-records': ['government-id'],
  'civil-certificate': ['government-id'],
  'account-number': ['financial-account'],
  'account-with-code': ['financial-account'],
  'financial-access-code': ['financial-account'],
  'card-number': ['payment-card'],
  'card-with-code': ['payment-card'],
  'online-login': ['credentials'],
  'email-login': ['credentials'],
  'signing-key': ['credentials'],
  'electronic-signature': ['credentials'],
  'security-token': ['credentials'],
  'employee-id-with-code': ['credentials'],
  'birth-date': [],
  'mothers-maiden-name': [],
  'licence-plate-scans': [],
  location: [],
  'work-evaluation': [],
} as const satisfies Record<string, readonly BroadKind[]>;
type FinerKind = keyof typeof FINER_KINDS;

export type DataKind = BroadKind | FinerKind;
export const FINER_KIND_NAMES = Object.keys(FINER_KINDS) as FinerKind[];
export const ALL_DATA_KINDS: readonly DataKind[] = [...DATA_KINDS, ...FINER_KIND_NAMES];

/** Kinds by which somebody passes for a person; whether they are there, `identityDetails` of the facts says too. */
const IDENTITY_DETAILS: readonly DataKind[] = ['birth-date', 'mothers-maiden-name'];

const broadOf = (kind: DataKind): readonly DataKind[] => (kind in FINER_KINDS ? FINER_KINDS[kind as FinerKind] : []);

/** A broad kind may be each of its finer kinds, until they are named in its place. */
export function withFiner(kinds: readonly DataKind[]): DataKind[] {
  return [...kinds, ...FINER_KIND_NAMES.filter((kind) => broadOf(kind).some((broad) => kinds.includes(broad)))];
}

/** A finer kind is one of its broad kinds. */
export function withBroader(kinds: readonly DataKind[]): DataKind[] {
  return [...new Set([...kinds, ...kinds.flatMap(broadOf)])];
}

/**
 * Whether data of these kinds may be data that a law names.
 * @param identityDetails whether the data may help to pass for a person
 */
export function mayBeOneOf(named: readonly DataKind[], kinds: readonly DataKind[], identityDetails: boolean): boolean {
  const found = withFiner(kinds);
  return named.some((kind) => found.includes(kind) || (identityDetails && IDENTITY_DETAILS.includes(kind)));
}
