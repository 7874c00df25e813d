import { once } from 'node:events';
import { connect } from 'node:net';
import { describe, expect, it } from '@jest/globals';
import fastify from 'fastify';
import type { TocsinError } from '../../domain/errors.ts';
import type { Server } from '../http/route.ts';
import { acceptUploads, readUploads, type Upload } from './multipart.ts';

const TYPE = 'multipart/form-data; boundary=----x';
const LIMIT_BYTES = 20_000;
const part = (disposition: string, value: string, type = 'text/csv') =>
  `------x\r\nContent-Disposition: form-data; ${disposition}\r\nContent-Type: ${type}\r\n\r\n${value}\r\n`;

/** A server whose one form gives back its fields, or the code, field and text of the refusal. */
function serverOfForm() {
  const server = fastify();
  readUploads(server);
  server.setErrorHandler((error: TocsinError, _request, reply) => {
    const { code, field, message } = error;
    return reply.status(400).send({ code, field, message });
  });
  void server.register(async (scope) => {
    acceptUploads(scope as unknown as Server);
    scope.post('/', { bodyLimit: LIMIT_BYTES }, async (request) => request.body);
    const config = { fileField: 'kept' };
    scope.post('/kept', { bodyLimit: LIMIT_BYTES, config }, async (request) => {
      const { kept, ...rest } = request.body as { kept?: Upload };
      return { ...rest, name: kept?.name ?? null, hex: kept?.bytes.toString('hex') ?? null };
    });
  });
  return server;
}

async function read(body: string | Buffer, type = TYPE, url = '/'): Promise<Record<string, unknown>> {
  const headers = { 'content-type': type };
  return (await serverOfForm().inject({ method: 'POST', url, headers, payload: body })).json();
}

describe('a form with a file', () => {
  it('gives fields and the text of files by name, line ends and dashes as they are', async () => {
    const file = 'name,email\r\n--Ada--,a@x.example\r\n';
    const body = `${part('name="subject"', 'Ünder')}${part('name="file"; filename="a;b.csv"', file)}------x--\r\n`;
    expect(await read(body)).toEqual({ subject: 'Ünder', file });
    expect(await read(`${part('name="a"', '1')}${part('name="a"', '2')}------x--`)).toEqual({ a: ['1', '2'] });
  });

  it('takes a part for text, whatever type and character set it claims', async () => {
    const json = part('name="a"', '{"__proto__":1', 'application/json');
    const latin = part('name="b"', 'Ü', 'text/plain; charset=latin1');
    expect(await read(`${json}${latin}------x--`)).toEqual({ a: '{"__proto__":1', b: 'Ü' });
  });

  it.each([
    ['without its end', part('name="a"', '1')],
    ['with a part without a name', `${part('filename="a"', '1')}------x--`],
    ['with a name that is no field', `${part('name="__proto__"', '1')}------x--`],
    ['with a name with a line break in it', `${part('name="a\nb"', '1')}------x--`],
    ['without any boundary in it', 'hello'],
    ['with a part that is damaged', `${part('name="a"', '1')}------x\r\nContent-Disp\r\n\r\n2\r\n------x--`],
    [
      'with a part behind a damaged boundary',
      `${part('name="a"', '1')}${part('name="b"', '2').replace('x', 'xy')}------x--`,
    ],
    ['without anything in it', ''],
    ['with too many parts', `${part('name="a"', '1').repeat(41)}------x--`],
  ])('refuses one %s', async (_what, body) => {
    expect(await read(body)).toMatchObject({ code: 'bad-input', message: expect.stringContaining('cannot be read: ') });
  });

  it('refuses one whose type names no boundary', async () => {
    expect(await read(`${part('name="a"', '1')}------x--`, 'multipart/form-data')).toMatchObject({ code: 'bad-input' });
  });

  it('refuses a file that is no list by its name, whatever is in it, and takes a field without a file', async () => {
    const list = 'name,email\r\n';
    for (const name of ['people.xlsx', 'people.csv.exe', 'people', '.csv/x']) {
      const refused = await read(`${part(`name="file"; filename="${name}"`, list)}------x--`);
      expect(refused).toMatchObject({ code: 'content-refused', field: 'file' });
      expect(refused.message).toContain('its name does not end with .csv');
    }
    for (const name of ['people.csv', 'PEOPLE.CSV', 'Ünder uns.csv']) {
      expect(await read(`${part(`name="file"; filename="${name}"`, list)}------x--`)).toEqual({ file: list });
    }
    expect(await read(`${part('name="file"; filename=""', '')}------x--`)).toEqual({ file: '' });
  });

  it('refuses a file in another encoding, naming its field', async () => {
    const head = `------x\r\nContent-Disposition: form-data; name="file"; filename="x.csv"\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(head), Buffer.from([0xfc, 0x6e]), Buffer.from('\r\n------x--')]);
    expect(await read(body)).toMatchObject({ code: 'bad-input', field: 'file' });
  });

  it('refuses one that is larger than its route takes, in one part or in all, also of a length not said', async () => {
    const server = serverOfForm();
    const { port } = new URL(await server.listen({ host: '127.0.0.1', port: 0 }));
    const big = part('name="a"', 'x'.repeat(LIMIT_BYTES + 1));
    const several = part('name="a"', 'x'.repeat(LIMIT_BYTES / 2)).repeat(3);
    for (const body of [big, several].map((parts) => `${parts}------x--`)) {
      const socket = connect(Number(port), '127.0.0.1');
      const head = `POST / HTTP/1.1\r\nHost: x\r\nContent-Type: ${TYPE}\r\nTransfer-Encoding: chunked\r\n\r\n`;
      socket.end(`${head}${Buffer.byteLength(body).toString(16)}\r\n${body}\r\n0\r\n\r\n`);
      let answer = '';
      socket.on('data', (chunk) => {
        answer += chunk;
      });
      await once(socket, 'close');
      expect(answer).toContain('"code":"too-large"');
    }
    await server.close();
  });
});

describe('a form whose file is kept as it is', () => {
  const sent = (disposition: string, hex: string) =>
    Buffer.concat([
      Buffer.from(`------x\r\nContent-Disposition: form-data; ${disposition}\r\n\r\n`),
      Buffer.from(hex, 'hex'),
      Buffer.from('\r\n'),
    ]);
  const end = Buffer.from('------x--\r\n');
  const keep = (...parts: Buffer[]) => read(Buffer.concat([...parts, end]), TYPE, '/kept');
  const bytes = '00ff0d0a2d2d2d2dfe';

  it('gives its bytes, and its name without a path and without what hides its ending', async () => {
    const about = sent('name="about"', '61');
    const named = sent('name="kept"; filename="..\\\\Übersicht\u202egpj.exe"', bytes);
    expect(await keep(about, named)).toEqual({
      about: 'a',
      name: expect.stringMatching(/^[^\\]*Übersichtgpj\.exe$/),
      hex: bytes,
    });
  });
  it('has none where a browser sends an empty part, and takes no second one', async () => {
    expect(await keep(sent('name="kept"; filename=""', ''))).toMatchObject({ name: null, hex: null });
    const one = sent('name="kept"; filename="a"', bytes);
    expect(await keep(one, one)).toMatchObject({ code: 'bad-input', field: 'kept' });
  });
  it('is refused by its length before it is read', async () => {
    expect(await keep(sent('name="kept"; filename="a"', '00'.repeat(LIMIT_BYTES)))).toMatchObject({
      ...{ code: 'too-large', field: 'kept' },
    });
  });
});
