import { describe, expect, it } from '@jest/globals';
import { parseMultipart } from './multipart.ts';

const TYPE = 'multipart/form-data; boundary=----x';
const part = (disposition: string, value: string) =>
  `------x\r\nContent-Disposition: form-data; ${disposition}\r\nContent-Type: text/csv\r\n\r\n${value}\r\n`;
const read = (text: string | Buffer, type = TYPE) => parseMultipart(Buffer.from(text), type);

describe('a form with a file', () => {
  it('gives fields and the text of files by name, line ends and dashes as they are', () => {
    const file = 'name,email\r\n--Ada--,a@x.example\r\n';
    const body = `${part('name="subject"', 'Ünder')}${part('name="file"; filename="a;b.csv"', file)}------x--\r\n`;
    expect(read(body)).toEqual({ subject: 'Ünder', file });
    expect(read(`${part('name="a"', '1')}${part('name="a"', '2')}------x--`)).toEqual({ a: ['1', '2'] });
  });

  it.each([
    ['without its end', part('name="a"', '1')],
    ['with a part without a name', `${part('filename="a"', '1')}------x--`],
    ['with a name that is no field', `${part('name="__proto__"', '1')}------x--`],
    ['without any boundary in it', 'hello'],
    ['with too many parts', `${part('name="a"', '1').repeat(41)}------x--`],
  ])('refuses one %s', (_what, body) => {
    expect(() => read(body)).toThrow(expect.objectContaining({ code: 'bad-input' }));
  });

  it('refuses a file in another encoding, naming its field', () => {
    const head = `------x\r\nContent-Disposition: form-data; name="file"; filename="x"\r\n\r\n`;
    const body = Buffer.concat([Buffer.from(head), Buffer.from([0xfc, 0x6e]), Buffer.from('\r\n------x--')]);
    expect(() => read(body)).toThrow(expect.objectContaining({ field: 'file' }));
  });
});
