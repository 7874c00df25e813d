import type { Said } from '../../envelopes/envelope.ts';
import type { Finding } from '../../finding.ts';
import { isRecord } from '../../json-text.ts';
import { type FoundResource, makeFinding, requireId } from '../../make-finding.ts';
import { Reader } from '../../reader.ts';
import { kindOfResource } from '../../resource-words.ts';
import type { NotForUs } from '../../source.ts';
import { readOcsf } from '../ocsf/read.ts';

const SOURCE = 'cloudevents';

/** The data of an event, by the attributes that were around it. An event is known by `source` and `id` together. */
export function readCloudEvent(data: unknown, said: readonly Said[] = []): Finding | NotForUs {
  if (isRecord(data) && Object.hasOwn(data, 'finding_info')) return readOcsf(SOURCE, data);
  const event = said.find(({ kind }) => kind === 'cloudEvents');
  const around = new Reader({ id: event?.id, time: event?.time, type: event?.from, source: event?.origin });
  const at = new Reader(data, 'data');
  const id = around.text('id', { expected: true });
  const origin = around.text('source', { expected: true });
  const findingId = requireId(id === null ? null : [origin, id].filter(Boolean).join(' '), SOURCE, 'id');
  const time = around.instant('time') ?? at.instant('time', { expected: true });
  const severityWord = typeof Object(data).severity === 'string' ? at.text('severity') : null;
  const severity = severityWord === null ? at.number('severity') : numberIn(severityWord);
  const finding = makeFinding(
    {
      source: SOURCE,
      vendor: origin ?? 'unknown',
      product: at.text('product') ?? origin ?? 'unknown',
      findingId,
      group: at.text('correlation') ?? findingId,
      firstSeenAt: at.instant('firstSeenAt') ?? time,
      lastSeenAt: at.instant('lastSeenAt'),
      ...{ observedAt: time, updatedAt: at.instant('updatedAt') ?? time },
      ...{ severity, severityWord },
      type: around.text('type', { expected: true }),
      title: at.text('title') ?? at.text('message') ?? around.text('type'),
      description: at.text('description'),
      actor: { users: at.texts('user'), ips: at.texts('ip'), processes: at.texts('process') },
      resources: resourcesOf(at, event?.subject ?? null),
      tactics: at.texts('tactics'),
      count: at.number('count'),
      dataClasses: at.texts('dataClasses'),
      status: at.text('status') === 'resolved' ? 'resolved' : 'new',
      sample: at.flag('sample') === true,
    },
    at,
  );
  return { ...finding, unread: [...around.unread, ...finding.unread] };
}

/** A number that stands as text. */
function numberIn(word: string): number | null {
  return /^\d+(\.\d+)?$/.test(word) ? Number(word) : null;
}

/** Each a name, or an object with type, names, tags, account and region; else the subject of the event. */
function resourcesOf(at: Reader, subject: string | null): FoundResource[] {
  const listed = at.list('resources').map((each): FoundResource => {
    if (!isRecord(each.value)) return { kind: kindOfResource(null, each.text('')), names: each.texts('') };
    const names = [each.text('name'), each.text('id'), each.text('arn'), ...each.texts('names')];
    return {
      kind: kindOfResource(each.text('kind') ?? each.text('type'), names.find(Boolean)),
      names,
      tags: each.texts('tags'),
      account: each.text('account'),
      region: each.text('region'),
    };
  });
  const isNamed = listed.some(({ names }) => names.some((name) => name));
  return isNamed || subject === null ? listed : [{ kind: 'other', names: [subject] }];
}
