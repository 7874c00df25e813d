import { describe, expect, it } from '@jest/globals';
import { exportedFinding, exportedSuspicion } from '../../test/support/exported.ts';
import { stixBundle } from './stix.ts';
import type { ExportedSuspicion } from './suspicion.ts';
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
});
