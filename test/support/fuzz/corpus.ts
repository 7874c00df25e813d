import { PACKS } from './packs.ts';
import { asInput } from './target.ts';

/**
 * Every input that once broke its parser's contract, by parser, as `node test/fuzz/main.ts` prints it: read again in
 * every run. Those that were long are written here as what was done to something good.
 */

const FINDING = {
  ...{ accountId: '210987654321', arn: 'arn:x', id: 'a1', region: 'eu', type: 'Exfiltration:S3/X', title: 'A title' },
  ...{ severity: 8, createdAt: '2026-02-25 20:40:06.721', updatedAt: '2026-02-25T20:41:00Z' },
};
const alert = (patch: object) => asInput(JSON.stringify({ ...FINDING, ...patch }));

const { earlier, sealed } = PACKS;
const pack = (name: string, value: object) => `${name}\n${asInput(JSON.stringify(value))}`;
const [ledger] = earlier.ledgers ?? [];
const text = JSON.stringify(sealed);

const PART = 'Content-Disposition: form-data; name=';
const multipart = (...parts: string[]) =>
  `multipart/form-data; boundary=x\n--x\r\n${parts.join('\r\n--x')}\r\n--x--\r\n`;

export const CORPUS: Readonly<Record<string, readonly string[]>> = {
  alerts: [
    alert({ service: { eventFirstSeen: '2026-11-24T24:00:00Z' } }),
    alert({ createdAt: '0000-01-01T00:00:00+23:59' }),
    alert({ title: `x${'💥'.repeat(150)}` }),
    alert({ title: 'xxx' }).replace('xxx', '\\ud83d x'),
    alert({}).replace('{', '{"title":"Another",'),
    alert({ title: 'İ', type: 'é' }),
    alert({ title: ' ', type: '  x  ' }),
  ],
  files: [
    'veris\n{"incident_id": "A-1", "action": {"error": {"variety": ["\\udca5"]}}}',
    'veris\n{"action": {}, "attribute": {"confidentiality": {"data": [{"variety": "constructor", "amount": 2}]}}}',
    'veris\n{"action": {}, "attribute": {"confidentiality": {"data": [{"variety": "toString"}]}}}',
    'filing\n{"fields": [{"when": {"stage": {"toString": 1}}}]}',
  ],
  forms: [
    multipart(`${PART}"a"\r\n\r\n1`, `y\r\n${PART}"b"\r\n\r\n2`),
    multipart(`${PART}"a"\r\n\r\n1`, `\r\n${PART}"\n-b"\r\n\r\n2`),
    multipart(`${PART}"a"\r\n\r\n1`, `\r\nContent-Disposition: form-daaata; name="b"\r\n\r\n2`),
    multipart(`${PART}"a"\r\n\r\n1`, `\r\n${PART}"b"\rdata; name="b"\r\n\r\n2`),
    multipart(`${PART}"a"\r\n\r\n1`, `${PART}"b"\r\n\r\n2`),
  ],
  headers: [
    'webhook\nhttps://localhost./',
    'webhook\nhttps://a.localhost/',
    'reference\nTOC-2026-00010001000100010001000100010001000100010001',
  ],
  json: ['{"summary":1,"summary":"x"}', '{"a\\ud800":1}', '["\\udfff"]', '{"a":[[{"\\u0062":1,"b":2}]]}', '[1e999]'],
  pack: [
    pack('earlier alone', { ...earlier, opened: [...(earlier.opened ?? []), earlier.opened?.[0]] }),
    pack('earlier alone', { ...earlier, ledgers: [{ ...ledger, pages: ledger?.pages.slice(0, 3) }] }),
    pack('earlier alone', { ...earlier, ledgers: [ledger, ledger] }),
    `sealed alone\n${asInput(text.replace('{', '{"breachId":"TOC-2026-0002",'))}`,
    `sealed alone\n${asInput(text.replace('"data":{', '"data":{"__proto__":{"a":1},'))}`,
    `sealed alone\n${asInput(text.replace('"data":{', '"data":{"a":1e999,'))}`,
    `sealed alone\n${asInput(text.replace('"data":{', '"data":{"a":"\\ud83d",'))}`,
    `sealed alone\n${asInput(text.replace('"data":{', `"data":{"a":${'['.repeat(9_000)}${']'.repeat(9_000)},`))}`,
    `sealed alone\n${asInput(text).replace('dpo', '\xff')}`,
  ],
  recipients: ['name,email\nM\xfcller,a@x.example\n', 'name,email\nAda,a@x.example\n\xc3', 'name,email\r\n\n'],
  times: ['local Pacific/Apia 0001-02-15T02:01', 'days Asia/Kathmandu 0000-01-01', 'days UTC 9999-12-31'],
  yaml: [
    '? '.repeat(500),
    '[['.repeat(5_000),
    '- - '.repeat(20_000),
    'a: &a {b: *a}',
    '!!set {a}',
    '"\\ud83d": "\\udca5"',
    Array.from({ length: 20_000 }, (_, i) => `k${i}: 1`).join('\n'),
  ],
};
