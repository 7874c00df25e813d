import { filterOf, RegisterQuerySchema } from '../../../../api/register/query.ts';
import { countedInstant } from '../../../../cli/counted-instant.ts';
import { ZoneName } from '../../../../domain/clock/zone-name.ts';
import { atClockTime, clockTimeOf, localDay } from '../../../../domain/clock/zones.ts';
import { InstantInput } from '../../../../domain/instant-input.ts';
import { readLocalTime } from '../../../../domain/local-time.ts';
import { toMs } from '../../../../domain/time.ts';
import { mutateText, oddText } from '../mutate.ts';
import { holds, read, type Target } from '../target.ts';
import { oddTime, strictMs } from '../times.ts';

/** Instants, local times and days as people and programs write them, and the zones that they are meant in. */

const ZONES = [
  'Europe/Berlin',
  'America/New_York',
  'UTC',
  'Asia/Kathmandu',
  'Pacific/Apia',
  'Africa/Monrovia',
  'CST',
  '+02:00',
];
const INSTANT = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

export const target: Target = {
  make(random) {
    const zone = random.oneIn(6) ? mutateText(random, random.pick(ZONES)) : random.pick(ZONES);
    const local = oddTime(random).replace(/([zZ]|[+-]\d\d:?\d\d| UTC)$/, '');
    const text = random.pick([oddTime(random), oddTime(random), local, local.slice(0, 10), oddText(random)]);
    return `${random.pick(['instant', 'local', 'days'])} ${zone.replaceAll(' ', '_')} ${text}`;
  },

  async check(input) {
    const [kind, zone = '', ...rest] = input.split(' ');
    const text = rest.join(' ');
    if (kind === 'instant') return checkInstant(text);
    if (!ZoneName.safeParse(zone).success) return 'refused';
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return kind === 'local' ? checkLocal(text, zone) : checkDays(text, zone);
  },
};

async function checkInstant(text: string) {
  const parsed = InstantInput.safeParse(text);
  const counted = await read(() => countedInstant('at', text));
  if (!parsed.success) {
    holds(counted === null, 'The command takes an instant that the API refuses.');
    return 'refused' as const;
  }
  holds(INSTANT.test(parsed.data), `${parsed.data} is no instant.`);
  holds(strictMs(text) === toMs(parsed.data), `'${text}' was read as ${parsed.data}.`);
  holds(InstantInput.parse(parsed.data) === parsed.data, 'An instant does not read again as itself.');
  return 'accepted' as const;
}

function checkLocal(text: string, zone: string) {
  const reading = readLocalTime(text, zone);
  if (reading.kind === 'malformed' || reading.kind === 'skipped') return 'refused' as const;
  const written = strictMs(text, true);
  holds(written !== null, `'${text}' is no time of any day.`);
  for (const at of reading.kind === 'twice' ? reading.choices : [reading.at]) {
    holds(INSTANT.test(at), `'${text}' was read as ${at}.`);
    const day = localDay(at, zone);
    const shown = new Date(written);
    holds(day === Math.floor(written / 86_400_000), `${at} is another day in ${zone} than '${text}'.`);
    holds(localClock(at, zone) === shown.toISOString().slice(11, 19), `${at} is not '${text}' in ${zone}.`);
    holds(INSTANT.test(atClockTime(day, clockTimeOf(at, zone), zone)), 'Its clock time is no instant.');
  }
  return 'accepted' as const;
}

function localClock(at: string, zone: string): string {
  const options = { timeZone: zone, hourCycle: 'h23', hour: '2-digit', minute: '2-digit', second: '2-digit' } as const;
  return new Intl.DateTimeFormat('en-GB', options).format(new Date(at));
}

/** A filter by days becomes two instants, the first before the second. */
function checkDays(text: string, zone: string) {
  const parsed = RegisterQuerySchema.safeParse({ from: text, to: text });
  if (!parsed.success) return 'refused' as const;
  const { from, before } = filterOf(parsed.data, zone);
  if (text === '') return 'accepted' as const;
  holds(from !== undefined && INSTANT.test(from), `The day '${text}' begins at ${from}.`);
  holds(before !== undefined && INSTANT.test(before) && from < before, `The day '${text}' ends at ${before}.`);
  return 'accepted' as const;
}
