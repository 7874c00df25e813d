/**
 * Who we are for one data set (GDPR Art. 4(7) and 4(8), Art. 26, Art. 28(4)). Decided per system, never per incident.
 */
export const DATA_ROLES = ['controller', 'joint-controller', 'processor', 'sub-processor'] as const;

/**
 * The kinds of regulated party a regime can bind. The data roles follow the touched data; every other kind is a
 * property of the organisation and is held or not, whatever the breach.
 */
export const ENTITY_KINDS = [
  ...DATA_ROLES,
  'adgm-entity',
  'ai-provider',
  'au-critical-infrastructure',
  'au-reporting-business',
  'broker-dealer-or-adviser',
  'broker-service-provider',
  'california-health-facility',
  'central-counterparty',
  'ch-critical-infrastructure',
  'ch-financial-institution',
  'cn-central-state-organ',
  'cn-critical-infrastructure',
  'cn-network-operator',
  'credit-institution',
  'critical-entity',
  'difc-entity',
  'essential-entity',
  'eu-institution',
  'eu-telecom-provider',
  'eu-telecom-subcontractor',
  'financial-entity',
  // Beside one of the others: its authority has decided against weekend relief (RTS (EU) 2025/301, Art. 5(6)).
  'financial-entity-without-relief',
  'general-purpose-ai-provider',
  'gh-critical-infrastructure',
  'hipaa-business-associate',
  'hipaa-covered-entity',
  'hk-critical-infrastructure',
  'ict-third-party-provider',
  'important-entity',
  'in-service-provider',
  'kw-citra-licensee',
  'law-enforcement-authority',
  'ma-digital-operator',
  'ma-public-or-vital-body',
  'manufacturer',
  // Beside one of the others: neither an information broker nor a public data collector (Ga. Code 10-1-911).
  'no-information-broker',
  'mo-critical-infrastructure',
  'no-essential-service-provider',
  'nydfs-covered-entity',
  'part-2-program',
  'phr-vendor',
  'qfc-entity',
  'qualified-trust-service-provider',
  'tn-public-or-critical-body',
  'tr-bank',
  'tr-cyber-service-provider',
  'trading-venue',
  'trust-service-provider',
  'tw-digital-business',
  'tw-financial-institution',
  'uk-digital-service-provider',
  'uk-essential-service-operator',
  'uk-regulated-entity',
  'uk-telecom-provider',
  'us-bank',
  'us-bank-service-provider',
  'us-credit-union',
  'us-critical-infrastructure',
  'us-data-broker',
  'us-defense-contractor',
  'us-issuer',
  'us-non-bank-financial-institution',
  'us-public-agency',
  'us-telecom-carrier',
  'zm-critical-information-controller',
] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

/** Centres with a data protection law of their own, which binds whoever is established there, as this kind. */
const KIND_IN_CENTRE: Readonly<Record<string, EntityKind>> = {
  'AE-ADGM': 'adgm-entity',
  'AE-DIFC': 'difc-entity',
  'QA-QFC': 'qfc-entity',
};

/** The kind of party that an establishment in a place makes us; null where it makes us none. */
export function kindInCentre(place: string): EntityKind | null {
  return KIND_IN_CENTRE[place] ?? null;
}

type Whose = {
  profile: readonly EntityKind[];
  establishment: { main: string | null; others: readonly string[]; sector: string };
};
type Stated = { profile?: readonly EntityKind[] | null; establishment?: string | null };

/**
 * What we are: by the facts of a breach, else by the policy, whose sector makes us a body of the Union as well; and by
 * either what an establishment in a centre makes us.
 */
export function profileOf({ profile, establishment }: Whose, facts: Stated): EntityKind[] {
  const { main, others, sector } = establishment;
  const ofSector: EntityKind[] = sector === 'eu-institution' ? ['eu-institution'] : [];
  const ofPlaces = [facts.establishment ?? main, ...others].flatMap((place) => kindInCentre(place ?? '') ?? []);
  return [...new Set([...(facts.profile ?? [...profile, ...ofSector]), ...ofPlaces])];
}

/** Whether Regulation (EU) 2018/1725 binds in place of the GDPR (GDPR Art. 2(3)). */
export function isUnionBody(profile: readonly EntityKind[]): boolean {
  return profile.includes('eu-institution');
}

/** Whether a kind is decided by the touched data rather than by what the organisation is. */
export function isDataRole(kind: EntityKind): kind is (typeof DATA_ROLES)[number] {
  return (DATA_ROLES as readonly string[]).includes(kind);
}
