import { describe, expect, it } from '@jest/globals';
import { eachSample, expectTolerance, findingOf, findingsOf, fixturesOf } from '../../../test/support/alert-sources.ts';
import { Finding } from '../../finding.ts';
import { readAlerts } from '../../read-alerts.ts';
import { cef } from './index.ts';
import { linesOf, parseLine } from './line.ts';

const fixtures = fixturesOf('cef');
const alert = fixtures.alert as string;
const shipped = fixtures.shipped as unknown[];
const read = (body: unknown) => findingOf(cef, body);
const line = (extension: string, severity = '5') => `CEF:0|V|P|1|c|n|${severity}|${extension}`;

describe('lines of CEF', () => {
  it('takes off every escape of the header and of the extension', () => {
    expect(parseLine(alert)).toMatchObject({
      version: '0',
      name: 'Unusual reads of | many files',
      extension: {
        suser: 'CORP\\j.doe',
        filePath: '\\\\files-01\\HR\\Salaries = 2026.xlsx',
        msg: 'Many files were read.\nLook at a=b first.',
      },
    });
    expect(parseLine('CEF:0|A\\\\|P|1|c|n|5|')?.deviceVendor).toBe('A\\');
  });

  it.each<[string, Record<string, string>]>([
    ['a=1 b=two words  c=', { a: '1', b: 'two words', c: '' }],
    ['request=https://x.example.com/?a=b&c=d act=x', { request: 'https://x.example.com/?a=b&c=d', act: 'x' }],
    ['msg=x\\=y z ad.field[0]=1', { msg: 'x=y z', 'ad.field[0]': '1' }],
    ['a=1 a=2', { a: '1' }],
    ['nothing here', {}],
  ])('splits %s', (extension, expected) => {
    expect(parseLine(line(extension))?.extension).toEqual(expected);
  });

  it.each(['', 'x', 'CEF:0|V|P|1|c|n', 'CEF:x|V|P|1|c|n|5|a=1', 'LEEF:2.0|V|P|1|c|a=1'])(
    'knows no CEF in %p',
    (text) => {
      expect(parseLine(text)).toBeNull();
    },
  );

  it('takes as long for a hostile line as for another one of its length', () => {
    expect(parseLine(line(`${'a'.repeat(50_000)} ${'\\'.repeat(40_000)}`))?.extension).toEqual({});
  });

  it('finds the lines of a text, of a list, and of what log shippers make of them', () => {
    const [first, second] = [line('a=1'), line('a=2')];
    expect(linesOf(`${first}\r\n\n${second}\n`)).toEqual([first, second]);
    expect(linesOf([first, { message: `x ${second}` }, { log: first, other: 1 }])).toEqual([
      first,
      `x ${second}`,
      first,
    ]);
  });
});

describe('cef', () => {
  it('reads an alert', () => {
    expect(read(alert)).toMatchObject({
      vendor: 'Varonis Inc.',
      product: 'DatAdvantage',
      findingId: 'Varonis Inc./DatAdvantage/A-4711',
      firstSeenAt: '2026-11-20T21:10:00.000Z',
      lastSeenAt: '2026-11-20T21:14:00.000Z',
      observedAt: '2026-11-20T21:14:05.123Z',
      severity: 8,
      type: 'Varonis Inc./DatAdvantage/5000',
      title: 'Unusual reads of | many files',
      description: 'Many files were read.\nLook at a=b first.',
      actor: { users: ['CORP\\j.doe'], ips: ['10.0.4.14'] },
      count: 412,
      dataClasses: ['Bank accounts', 'Health'],
      sample: false,
      unread: [],
    });
    expect(read(alert).resources.map(({ kind, names }) => [kind, ...names])).toEqual([
      ['host', 'pc-17'],
      ['host', 'files-01.corp.example.com', '192.0.2.61'],
      ['document', '\\\\files-01\\HR\\Salaries = 2026.xlsx'],
    ]);
  });

  it('reads several lines of log shippers, each by itself', () => {
    const [upload, scan] = findingsOf(cef, shipped);
    expect(upload).toMatchObject({
      observedAt: '2026-11-20T21:14:05.123Z',
      severity: 9.5,
      severityWord: 'Very-High',
      type: 'Example/Firewall/upload',
      actor: { users: ['svc-crm'], ips: ['198.51.100.9'] },
      unread: [],
    });
    expect(upload?.resources[0]).toMatchObject({ kind: 'host', names: ['crm', 'crm.example.com', '192.0.2.80'] });
    expect(scan).toMatchObject({ severity: 2, type: 'Example/Firewall/scan', unread: [] });
  });

  it('is the same finding with and without what syslog puts before it', () => {
    const bare = line('rt=1795209245123 src=198.51.100.9');
    expect(read(`<134>1 2026-11-20T21:14:05Z host app - - - ${bare}`)).toEqual(read(bare));
    expect(read(line('rt=1795209245124 src=198.51.100.9')).findingId).not.toBe(read(bare).findingId);
  });

  it.each<[string, string | null]>([
    ['1795209245123', '2026-11-20T21:14:05.123Z'],
    ['Nov 20 2026 21:14:05 GMT', '2026-11-20T21:14:05.000Z'],
    ['Nov  2 2026 21:14:05 +01:00', '2026-11-02T20:14:05.000Z'],
    ['2026-11-20T21:14:05Z', '2026-11-20T21:14:05.000Z'],
    ['Nov 20 2026 21:14:05', null],
    ['Nov 20 21:14:05', null],
    ['Nov 20 2026 21:14:05 CET', null],
  ])('reads the time %s as %s, and guesses none', (rt, expected) => {
    const finding = read(line(`rt=${rt}`));
    expect(finding.observedAt).toBe(expected);
    expect(finding.unread.some(({ field }) => field === 'rt')).toBe(expected === null);
  });

  it('takes a text with half a character', () => {
    expect(read(line(`rt=1795209245123 msg=a${String.fromCharCode(0xd83d)}b`)).description).toBe('a\ufffdb');
  });

  it('takes a severity that is none as high', () => {
    expect(read(line('rt=1795209245123', 'Unknown'))).toMatchObject({ severity: 7, unread: [{ field: 'severity' }] });
    expect(read(line('rt=1795209245123', '10')).severity).toBe(10);
  });

  it.each([null, 1, {}, 'x', { message: 'x' }])('refuses what is no line of CEF: %j', (body) => {
    expect(() => read(body)).toThrow(expect.objectContaining({ code: 'content-refused' }) as unknown as Error);
  });

  it.each(shipped)('loses neither id nor time silently, whatever is changed in what a shipper sends: %j', (each) => {
    expectTolerance(cef, each);
  });

  it('reads or refuses a line that was cut or spoilt anywhere, and does nothing else', () => {
    const places = [...alert].flatMap((_sign, at) => (at % 3 === 0 ? [at] : []));
    const spoilt = places.flatMap((at) => [
      alert.slice(0, at),
      ...['|', '\\', '='].map((sign) => alert.slice(0, at) + sign + alert.slice(at + 1)),
    ]);
    for (const text of spoilt) {
      for (const each of readAlerts(cef, text)) {
        if ('refused' in each) expect(each.refused.code).toBe('content-refused');
        else if ('finding' in each) expect(Finding.safeParse(each.finding).error).toBeUndefined();
      }
    }
  });

  eachSample('cef')('reads the sample %s', (_name, body) => {
    expect(findingsOf(cef, body).flatMap(({ unread }) => unread)).toEqual([]);
  });
});
