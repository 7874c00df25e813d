import type { EntityKind } from '../entities.ts';
import { covers } from '../jurisdictions.ts';

/** What a victim is in the eyes of the law, as far as its industry (NAICS) and its place say so. */

export type Industry = { industries: readonly string[]; places: readonly string[]; sizes: readonly string[] };

/** Kinds of party that come with an industry, in the place whose law defines them. */
type Row = { codes: string; in: string; kinds: readonly EntityKind[] };

const HEALTH = '621 622 623';
const TELECOMS = '517';
const FINANCE = '521 522 523 524 525';
const ENERGY_AND_WATER = '221';
/** Annex I of Directive (EU) 2022/2555: energy, water, transport, finance, health, digital, public administration. */
const ESSENTIAL = '211 221 481 482 483 486 488 5182 5192 521 522 523 622 621 517 921 923 924 925 926';
/** Its Annex II: post, waste, chemicals, food, devices, machines, vehicles, digital providers, research. */
const IMPORTANT = '491 492 562 325 311 312 333 334 335 336 3391 519 5417';

const ROWS: readonly Row[] = [
  // 45 CFR 160.103: providers, health plans and pharmacies.
  { codes: `${HEALTH} 524114 44611 45611`, in: 'US', kinds: ['hipaa-covered-entity'] },
  // Cal. Health & Safety Code 1280.15: clinics, health facilities, home health agencies and hospices.
  { codes: '622 6214 6216 623', in: 'US-CA', kinds: ['california-health-facility'] },
  { codes: TELECOMS, in: 'EU', kinds: ['eu-telecom-provider'] },
  { codes: TELECOMS, in: 'GB', kinds: ['uk-telecom-provider'] },
  { codes: TELECOMS, in: 'US', kinds: ['us-telecom-carrier'] },
  { codes: FINANCE, in: 'EU', kinds: ['financial-entity'] },
  { codes: '5221', in: 'EU', kinds: ['credit-institution'] },
  { codes: '52321', in: 'EU', kinds: ['trading-venue'] },
  { codes: '5221', in: 'US', kinds: ['us-bank'] },
  { codes: '52213', in: 'US', kinds: ['us-credit-union'] },
  { codes: '52232', in: 'US', kinds: ['us-bank-service-provider'] },
  // 16 CFR 314.1(b), 314.2(h): what is financial and is no bank, such as lenders, brokers of loans, tax preparers.
  { codes: '5222 5223 5239 541213', in: 'US', kinds: ['us-non-bank-financial-institution'] },
  { codes: '5231 5239', in: 'US', kinds: ['broker-dealer-or-adviser'] },
  { codes: '522 524', in: 'US-NY', kinds: ['nydfs-covered-entity'] },
  { codes: '521 522 523 524', in: 'CH', kinds: ['ch-financial-institution'] },
  { codes: `${ENERGY_AND_WATER} ${TELECOMS} 522 524 622 481 482 92`, in: 'CH', kinds: ['ch-critical-infrastructure'] },
  { codes: `${ENERGY_AND_WATER} ${TELECOMS} 522 524 622 481 488`, in: 'AU', kinds: ['au-critical-infrastructure'] },
  { codes: `${ENERGY_AND_WATER} 622 481 482 483`, in: 'GB', kinds: ['uk-essential-service-operator'] },
  { codes: '5182 519', in: 'GB', kinds: ['uk-digital-service-provider'] },
  { codes: '92211 92212 92213 92214', in: 'EU', kinds: ['law-enforcement-authority'] },
];

/** What the victim is; empty where neither its industry nor its place says anything. */
export function profileOf({ industries, places, sizes }: Industry): {
  profile: EntityKind[];
  read: string[];
  unknown: string[];
} {
  const codes = industries.map(naics).filter((code) => code !== null);
  if (codes.length === 0 || places.length === 0) return { profile: [], read: [], unknown: [NOT_KNOWN] };
  const rows = [...ROWS, ...sizedRows(sizes)];
  const held = rows.filter(
    (row) => places.some((place) => covers(row.in, place)) && codes.some((code) => isOf(code, row.codes)),
  );
  const profile = [...new Set(held.flatMap(({ kinds }) => kinds))];
  const list = codes.join(', ');
  return profile.length === 0
    ? { profile, read: [`Industry ${list}: no law here is made for it in ${places.join(', ')}.`], unknown: [FURTHER] }
    : { profile, read: [`Industry ${list}: the victim counts as ${profile.join(', ')}.`], unknown: [FURTHER] };
}

const NOT_KNOWN =
  'Which further laws bind the victim by what it is: its industry is not known; only those that follow the data count.';
const FURTHER =
  'Whether the victim is anything else that a law binds, such as listed, a supplier of defence or a trust service.';

/** Directive (EU) 2022/2555 leaves out who has fewer than 50 people; a record gives their number in steps. */
function sizedRows(sizes: readonly string[]): Row[] {
  const isSmall = sizes.length > 0 && sizes.every((size) => size === '1 to 10');
  const isMedium = sizes.length > 0 && sizes.every((size) => size === '1 to 10' || size === '11 to 100');
  if (isSmall) return [];
  return [
    { codes: ESSENTIAL, in: 'EU', kinds: [isMedium ? 'important-entity' : 'essential-entity'] },
    { codes: IMPORTANT, in: 'EU', kinds: ['important-entity'] },
  ];
}

/** The digits of a NAICS code that say something; null where there are fewer than two. */
function naics(written: string): string | null {
  const digits = /^\d{2,6}/.exec(written)?.[0].replace(/0+$/, '') ?? '';
  return digits.length < 2 ? null : digits;
}

/** Whether a code is one of those listed, or a part of one. One that is a digit too short may be any of its parts. */
function isOf(code: string, listed: string): boolean {
  return listed
    .split(' ')
    .some((each) => code.startsWith(each) || (each.startsWith(code) && each.length === code.length + 1));
}
