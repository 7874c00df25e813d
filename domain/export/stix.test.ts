import { describe, expect, it } from '@jest/globals';
import { exportedFinding, exportedSuspicion } from '../../test/support/exported.ts';
import { someTouched } from '../../test/support/some-finding.ts';
import { stixBundle } from './stix.ts';
import type { ExportedFinding, ExportedSuspicion } from './suspicion.ts';
import { MARKINGS, TLPS, type Tlp } from './tlp.ts';

type Made = { id: string; type: string; object_refs?: string[]; created?: string; modified?: string } & Record<
  string,
  unknown
>;
const objectsOf = (suspicion: ExportedSuspicion, tlp: Tlp = 'amber') => stixBundle(suspicion, tlp).objects as Made[];
const ofType = (objects: Made[], type: string) => objects.filter((each) => each.type === type);

describe('a STIX bundle', () => {
  const objects = objectsOf(exportedSuspicion());

  it('has what the finding names as observables, under the ids that the specification gives them', () => {
    const ids = new Map(objects.map(({ id, value, user_id }) => [value ?? user_id, id]));
    // Made by another implementation of UUIDs of version 5.
    expect(ids.get('198.51.100.7')).toBe('ipv4-addr--12592121-be4c-5a93-a813-5a5af16e50db');
    expect([...ids.keys()].filter((value) => value !== undefined)).toEqual([
      ...['198.51.100.7', '2001:db8::7', 'anna@example.org', 'arn:aws:iam::123456789012:user/anna'],
      ...['web-1.example.org', '198.51.100.9'],
    ]);
  });

  it('refers to nothing that is not in it, and holds each object once', () => {
    const ids = objects.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    const referred = objects.flatMap(({ object_refs = [], object_marking_refs = [], created_by_ref = [] }) => [
      ...object_refs,
      ...[object_marking_refs, created_by_ref].flat().map(String),
    ]);
    expect(referred.filter((id) => !ids.includes(id))).toEqual([]);
    const [report] = ofType(objects, 'report');
    expect(report?.object_refs).toEqual(expect.arrayContaining(ofType(objects, 'note').map(({ id }) => id)));
  });

  it('made again is a newer version of the same objects, whatever has come in', () => {
    const at = '2026-12-01T08:00:00.000Z';
    const findings = [exportedFinding({ findingId: 'f2' }), exportedFinding({ count: 9 })];
    const again = objectsOf(exportedSuspicion({ at, findings }));
    const versions = new Map(again.map(({ id, modified, created }) => [id, { modified, created }]));
    const kept = objects.filter(({ modified }) => modified !== undefined);
    expect(kept.length).toBeGreaterThan(4);
    for (const { id, created } of kept) expect(versions.get(id)).toEqual({ created, modified: at });
    expect(again.length).toBeGreaterThan(objects.length);
  });

  it('of another incident, or of another installation with the same reference, is another', () => {
    const suspicion = exportedSuspicion();
    for (const change of [{ breachId: 'TOC-2026-0002' }, { reportedAt: '2026-11-20T00:00:00.000Z' }]) {
      const other = objectsOf({ ...suspicion, state: { ...suspicion.state, ...change } });
      const ids = new Set(other.map(({ id }) => id));
      expect(objects.filter(({ id, type }) => ids.has(id) && /report|incident|note|observed/.test(type))).toEqual([]);
    }
  });

  it('names nobody in an id', () => {
    for (const { id } of objects) expect(id).toMatch(/^[a-z0-9-]+--[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
    expect(JSON.stringify(objects.map(({ id }) => id))).not.toMatch(/anna/);
  });

  it.each(TLPS)('may be passed on as %s says', (tlp) => {
    const all = objectsOf(exportedSuspicion(), tlp);
    expect(all.filter(({ type }) => type === 'marking-definition')).toEqual([MARKINGS[tlp]]);
    for (const each of all.filter(({ type }) => type !== 'marking-definition')) {
      expect(each.object_marking_refs).toEqual([MARKINGS[tlp].id]);
    }
  });

  it('has a note for a finding that names nothing of these, and no observed data', () => {
    const findings = [exportedFinding({ detail: null })];
    const without = objectsOf(exportedSuspicion({ findings, moreFindings: 12 }));
    expect(ofType(without, 'observed-data')).toEqual([]);
    const said = ofType(without, 'note').map(({ content }) => content);
    expect(said).toEqual([
      expect.stringContaining('say more is not in this export'),
      expect.stringContaining('12 more findings'),
    ]);
  });

  it('never ends before it begins', () => {
    const { detail } = exportedFinding();
    const findings = [exportedFinding({ detail: detail && { ...detail, lastSeenAt: '2026-11-01T00:00:00.000Z' } })];
    const [observed] = ofType(objectsOf(exportedSuspicion({ findings })), 'observed-data');
    expect(observed).toMatchObject({ first_observed: detail?.firstSeenAt, last_observed: detail?.firstSeenAt });
  });

  it('takes when it was seen from the tool, else when its alerts came in', () => {
    const { detail } = exportedFinding();
    const seen = (change: Partial<NonNullable<typeof detail>>) => {
      const findings = [exportedFinding({ detail: detail && { ...detail, ...change } })];
      const [observed] = ofType(objectsOf(exportedSuspicion({ findings })), 'observed-data');
      return [observed?.first_observed, observed?.last_observed];
    };
    const { firstAt, lastAt } = exportedFinding();
    const updatedAt = '2026-11-21T11:50:00.000Z';
    expect(seen({ updatedAt })).toEqual([detail?.firstSeenAt, detail?.lastSeenAt]);
    expect(seen({ firstSeenAt: null, lastSeenAt: null, updatedAt })).toEqual([detail?.observedAt, updatedAt]);
    expect(seen({ firstSeenAt: null, lastSeenAt: null, observedAt: null })).toEqual([firstAt, lastAt]);
  });

  it('is labelled where it is an exercise, and nowhere else', () => {
    const { state } = exportedSuspicion();
    const labelled = objectsOf(exportedSuspicion({ state: { ...state, exercise: { scale: 60 } } }));
    const labels = labelled.flatMap(({ type, labels: own }) => (own === undefined ? [] : [[type, own]]));
    expect(labels.map(([type]) => type)).toEqual(['report', 'incident', 'observed-data', 'note', 'note']);
    for (const [, own] of labels) expect(own).toEqual(['exercise']);
    expect(objects.filter((each) => 'labels' in each)).toEqual([]);
  });

  it('leads back to the incident, and describes it where somebody did', () => {
    const suspicion = exportedSuspicion();
    const { state, url } = suspicion;
    const [incident] = ofType(objects, 'incident');
    expect(incident).toMatchObject({
      ...{ name: state.narrative.title, description: state.narrative.summary },
      external_references: [{ source_name: 'tocsin', external_id: state.breachId, url }],
    });
    const untold = { ...state, narrative: { ...state.narrative, summary: '' } };
    const [bare] = ofType(objectsOf({ ...suspicion, state: untold }), 'incident');
    expect(bare).not.toHaveProperty('description');
  });

  it('is a report of what was observed where there are findings, else of a threat', () => {
    const reportOf = (all: Made[]) => ofType(all, 'report')[0];
    expect(reportOf(objects)?.report_types).toEqual(['observed-data']);
    const without = objectsOf(exportedSuspicion({ findings: [] }));
    expect(reportOf(without)?.report_types).toEqual(['threat-report']);
    expect(without.map(({ type }) => type)).toEqual([
      ...['marking-definition', 'identity', 'report', 'incident', 'note'],
    ]);
  });
});

describe('the note of a finding', () => {
  const { detail } = exportedFinding();
  if (detail === null) throw new Error('no detail');
  const noteOf = (finding: Partial<ExportedFinding>) => {
    const all = objectsOf(exportedSuspicion({ findings: [exportedFinding(finding)] }));
    const [note] = ofType(all, 'note');
    const ids = new Map(all.map(({ id, type }) => [id, type]));
    return { ...note, about: note?.object_refs?.map((id) => ids.get(id)), lines: String(note?.content).split('\n') };
  };

  it('says in lines what the tool said and what rule judged it', () => {
    expect(noteOf({})).toMatchObject({ abstract: 'Odd reads', about: ['incident', 'observed-data'] });
    expect(noteOf({}).lines).toEqual([
      'Exfiltration:S3/A, severity 8 of 10, of aws-guardduty; judged by rule exfiltration',
      '3 alerts from 2026-11-21T12:00:00.000Z to 2026-11-21T13:00:00.000Z',
      'Systems: tickets',
      'Tool: AWS GuardDuty',
      'ATT&CK: TA0010 Exfiltration, T1530, T1078.004',
      'Resources: bucket arn:aws:s3:::nordlys-tickets / nordlys.tickets, host Web-1.example.org / web-1 / 198.51.100.9',
      'Tactics in the tool’s words: Brute Force',
      'Users: anna@example.org, arn:aws:iam::123456789012:user/anna',
      'Addresses: 198.51.100.7, 2001:db8::7, not an address',
      'Processes: curl',
      'Description: Somebody read more than ever.',
    ]);
  });

  it('leaves out what is not known, and is about the incident alone where nothing was observed', () => {
    const empty = { attacks: [], otherTactics: [], users: [], ips: [], processes: [], resources: [], dataClasses: [] };
    const note = noteOf({ title: '', systems: [], count: 1, detail: { ...detail, ...empty, description: '' } });
    expect(note).toMatchObject({ abstract: 'Exfiltration:S3/A' });
    expect(note.about).toStrictEqual(['incident']);
    expect(note.lines.slice(1)).toEqual([
      '1 alert from 2026-11-21T12:00:00.000Z to 2026-11-21T13:00:00.000Z',
      'Tool: AWS GuardDuty',
    ]);
    expect(noteOf({ detail: null }).lines.slice(2)).toEqual([
      ...['Systems: tickets', 'What its alerts say more is not in this export.'],
    ]);
  });

  it('names a hundred of each, and says how many more there are', () => {
    const users = Array.from({ length: 101 }, (_, n) => `u${n + 1}`);
    const usersOf = (named: string[]) =>
      noteOf({ detail: { ...detail, users: named } }).lines.find((line) => line.startsWith('Users'));
    expect(usersOf(users)).toMatch(/, u99, u100 and 1 more$/);
    expect(usersOf(users.slice(0, 100))).toMatch(/, u99, u100$/);
  });
});

describe('the note of how it stands', () => {
  const said = (patch: Partial<ExportedSuspicion>) =>
    String(ofType(objectsOf(exportedSuspicion(patch)), 'note').at(-1)?.content).split('\n');
  const { state } = exportedSuspicion();

  it('says what people have found it to be, since when they are aware, and what it touches', () => {
    const { id, name } = someTouched().system;
    expect(said({ moreFindings: 3 })).toEqual([
      'Confirmed as a personal data breach.',
      `Aware of it since ${state.awareness[0]?.awareAt}.`,
      `Systems: ${name} (${id})`,
      '3 more findings belong to it that are not listed here.',
    ]);
  });

  it('says no more than is known', () => {
    const suspected = { ...state, status: 'suspected' as const, awareness: [] };
    expect(said({ state: suspected, systems: [] })).toEqual([
      'Suspected: nobody is certain yet that personal data was compromised.',
    ]);
  });
});
