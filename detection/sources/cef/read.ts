import type { Instant } from '../../../domain/time.ts';
import type { Finding } from '../../finding.ts';
import { derivedId, makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import { addressOf } from '../../systems/names.ts';
import { parseLine } from './line.ts';
import { customFields, resourcesOf } from './resources.ts';

/** CEF's words of severity; numbers are from 0 to 10 as a finding's. */
const WORDS: Record<string, number> = { low: 2, medium: 5, high: 8, 'very-high': 9.5, veryhigh: 9.5 };

/** One line of CEF. */
export function read(alert: unknown): Finding {
  const line = typeof alert === 'string' ? parseLine(alert) : null;
  const at = new Reader(line?.extension ?? {});
  const header = new Reader(line ?? {});
  const from = [line?.deviceVendor, line?.deviceProduct].filter((part) => part).join('/');
  const given = at.text('externalId');
  // Ids count within a product; without one, the line stays the same however it is delivered.
  const id = given === null ? derivedId([line === null ? null : JSON.stringify(line)]) : `${from}/${given}`;
  const findingId = requireId(id, 'cef', 'CEF:0|');
  const receivedAt = timeAt(at, 'rt') ?? timeAt(at, 'deviceReceiptTime') ?? timeAt(at, 'art');
  const startedAt = timeAt(at, 'start') ?? receivedAt;
  const word = header.text('severity', { expected: true });
  const number = /^\d+(\.\d+)?$/.test(word ?? '') ? Number(word) : (WORDS[word?.toLowerCase() ?? ''] ?? null);
  const custom = customFields(at);
  return makeFinding(
    {
      source: 'cef',
      vendor: line?.deviceVendor || 'unknown',
      product: line?.deviceProduct || 'unknown',
      findingId,
      group: groupOf(at, from, line?.signatureId),
      firstSeenAt: startedAt,
      lastSeenAt: timeAt(at, 'end') ?? startedAt,
      observedAt: receivedAt ?? startedAt,
      updatedAt: receivedAt ?? startedAt,
      severity: number,
      severityWord: word,
      type: `${from}/${line?.signatureId ?? ''}`,
      title: line?.name || null,
      description: at.text('msg', { most: 4_000 }) ?? at.text('reason', { most: 4_000 }),
      actor: {
        users: [at.text('suser') ?? at.text('suid'), at.text('duser')],
        ips: [at.text('src'), at.text('c6a2'), at.text('sourceTranslatedAddress')].filter(
          (ip) => addressOf(ip ?? '') !== null,
        ),
        processes: [at.text('sproc'), at.text('dproc'), at.text('deviceProcessName')],
      },
      resources: resourcesOf(at),
      tactics: custom.flatMap(({ label, value }) => (/mitre|tactic|technique/i.test(label) ? [value] : [])),
      count: at.number('cnt'),
      dataClasses: custom.flatMap(({ label, value }) =>
        /classif|sensitiv/i.test(label) ? value.split(/[,;]\s*/) : [],
      ),
      sample: false,
    },
    at,
  );
}

/** Events of one class about one pair of machines, or one file, belong together. */
function groupOf(at: Reader, from: string, signatureId = ''): string | null {
  const target = at.text('dhost') ?? at.text('dst') ?? at.text('filePath') ?? at.text('dvchost');
  return derivedId([from, signatureId, target, at.text('shost') ?? at.text('src'), at.text('suser')]);
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const WRITTEN = /^([A-Z][a-z]{2}) +(\d{1,2}) (\d{4}) (\d\d:\d\d:\d\d(?:\.\d{1,9})?)(?: (\S+))?$/;

/** Milliseconds since 1970, or `Nov 20 2026 21:14:05.123 UTC`; one without year or zone is named and not guessed. */
function timeAt(at: Reader, path: string): Instant | null {
  return at.instantAs(path, isoOf, { epoch: 'ms' });
}

function isoOf(text: string): string {
  const [, month = '', day = '', year, clock = '', zone = ''] = WRITTEN.exec(text) ?? [];
  const number = String(MONTHS.indexOf(month.toLowerCase()) + 1).padStart(2, '0');
  const written = year === undefined ? text : `${year}-${number}-${day.padStart(2, '0')} ${clock} ${zone}`;
  return written.trim();
}
