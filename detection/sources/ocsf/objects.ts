import type { FoundResource } from '../../make-finding.ts';
import type { Reader } from '../../reader.ts';
import { kindOfResource } from '../../resource-words.ts';

/** What OCSF's objects name: resources, evidences, devices and data. */

type Place = { account: string | null; region: string | null };

/** Every thing that a finding names as touched, in `resources` as in its evidences and profiles. */
export function ocsfResources(at: Reader): FoundResource[] {
  const place = { account: at.text('cloud.account.uid'), region: at.text('cloud.region') };
  const evidences = [at, ...at.objects('evidences')];
  const found = [
    ...[...at.objects('resources'), ...at.objects('resource')].map((each) => resourceOf(each, place)),
    ...at.objects('device').map((device) => hostOf(device, place)),
    ...evidences.slice(1).flatMap((each) => each.objects('device').map((device) => hostOf(device, place))),
    ...evidences.flatMap((each) => dataStoresOf(each, place)),
    ...at.objects('evidences').flatMap((each) => each.objects('resources').map((own) => resourceOf(own, place))),
  ].filter(({ names, tags = [] }) => names.some((name) => name) || tags.length > 0);
  if (found.length > 0 || place.account === null) return found;
  return [{ kind: 'account', names: [place.account, at.text('cloud.account.name')], ...place }];
}

function resourceOf(each: Reader, place: Place): FoundResource {
  const [uid, name, type] = [each.text('uid'), each.text('name'), each.text('type')];
  const classified = [...each.objects('data_classification'), ...each.objects('data_classifications')];
  return {
    kind: kindOfResource(type, uid ?? name),
    names: [uid, name, each.text('uid_alt'), each.text('hostname'), each.text('ip')],
    tags: tagsOf(each),
    dataClasses: classified.flatMap(classesIn),
    region: each.text('region') ?? place.region,
    account: each.text('owner.account.uid') ?? place.account,
  };
}

function hostOf(device: Reader, place: Place): FoundResource {
  const keys = ['hostname', 'name', 'uid', 'uid_alt', 'instance_uid', 'ip'];
  const interfaces = device.objects('network_interfaces').flatMap((each) => [each.text('hostname'), each.text('ip')]);
  return { kind: 'host', names: [...keys.map((key) => device.text(key)), ...interfaces], ...place };
}

function dataStoresOf(at: Reader, place: Place): FoundResource[] {
  const named = (key: string, kind: FoundResource['kind'], ...names: string[]): FoundResource[] =>
    at.objects(key).map((each) => ({ kind, names: names.map((name) => each.text(name)), ...place }));
  const container = at
    .objects('container')
    .map((each): FoundResource => ({ kind: 'container', names: [each.text('uid'), each.text('name')], ...place }));
  return [
    ...named('databucket', 'bucket', 'name', 'uid'),
    ...named('database', 'database', 'name', 'uid'),
    ...named('table', 'database', 'name', 'uid'),
    ...named('file', 'document', 'path', 'name', 'uid'),
    ...named('dst_endpoint', 'host', 'hostname', 'name', 'ip', 'uid'),
    ...container,
  ];
}

/** Labels are `key=value` or `key:value` texts; tags have a name and a value. */
function tagsOf(each: Reader): string[] {
  const tags = each.objects('tags').flatMap((tag) => {
    const key = tag.text('name') ?? tag.text('key');
    return key === null ? [] : [`${key}=${tag.text('value') ?? tag.texts('values')[0] ?? ''}`];
  });
  return [...tags, ...each.texts('labels').map((label) => label.replace(/^([^=:]+):/, '$1='))];
}

/** What tools say of the data: classes of a profile, and the patterns that a data security finding found. */
export function dataClassesOf(at: Reader): (string | null)[] {
  const profiles = [
    at,
    ...at.objects('evidences'),
    at.at('databucket'),
    at.at('file'),
    at.at('table'),
    at.at('database'),
  ];
  const classified = profiles.flatMap((each) => [
    ...each.objects('data_classification'),
    ...each.objects('data_classifications'),
    ...each.objects('data_security'),
  ]);
  return classified.flatMap(classesIn);
}

function classesIn(each: Reader): (string | null)[] {
  const details = each.objects('discovery_details').map((detail) => detail.text('type'));
  const classified = each.objects('classifier_details').map((detail) => detail.text('name'));
  return [each.text('category'), each.text('detection_pattern'), ...details, ...classified];
}

/** Who acted, of the finding and of each of its evidences. */
export function actorOf(at: Reader) {
  const parts = [at, ...at.objects('evidences')];
  const users = parts.flatMap((part) => [part.at('actor.user'), part.at('user')]);
  const processes = parts.flatMap((part) => [part.at('actor.process'), part.at('process')]);
  return {
    users: users.map((user) => user.text('name') ?? user.text('email_addr') ?? user.text('uid')),
    ips: parts.map((part) => part.text('src_endpoint.ip')),
    processes: processes.map((process) => process.text('file.path') ?? process.text('name')),
  };
}
