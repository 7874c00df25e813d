import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import type { Mapping } from '../../domain/people/columns.ts';
import type { Person } from '../../domain/people/person.ts';
import { formatOf, readRecipients } from './read.ts';

async function rowsOf(...pieces: (string | number[])[]): Promise<Person[]> {
  const rows: Person[] = [];
  const source = Readable.from(pieces.map((piece) => Buffer.from(piece as string)));
  await readRecipients(
    source,
    { limitBytes: 10_000, language: 'en', format: 'csv', mapping: {} } as const,
    async (batch) => void rows.push(...batch.map(({ person }) => person)),
  );
  return rows;
}

const HEAD = 'name,email\n';

describe('a list of recipients', () => {
  it('is read as UTF-8, also where a character arrives in two pieces', async () => {
    const bytes = [...Buffer.from('Müller,a@x.example')];
    expect(await rowsOf(HEAD, bytes.slice(0, 2), bytes.slice(2))).toEqual([
      { name: 'Müller', email: 'a@x.example', language: 'en' },
    ]);
  });

  it.each([
    ['in the middle', [0x4d, 0xfc, 0x6c, ...Buffer.from(',a@x.example\n')]],
    ['cut off at the end', [...Buffer.from('Ada,a@x.example\n'), 0xc3]],
  ])('in another encoding is refused, %s', async (_, bytes) => {
    await expect(rowsOf(HEAD, bytes)).rejects.toMatchObject({
      code: 'bad-input',
      message: expect.stringMatching(/not text in UTF-8/),
    });
  });
});

/** Whom a text names, and what was understood; lists of NDJSON begin with a brace. */
async function listOf(text: string, mapping: Mapping = {}) {
  const people: Person[] = [];
  const options = { limitBytes: 100_000, language: 'en', format: formatOf(text), mapping };
  const understood = await readRecipients(Readable.from([Buffer.from(text)]), options, async (batch) => {
    people.push(...batch.map(({ person }) => person));
  });
  return { people, understood };
}
const refusalOf = (text: string, mapping?: Mapping) => listOf(text, mapping).then(String, (error) => error);

describe('the columns of a list', () => {
  it('are told by what people call them, and what says nothing of a person is named', async () => {
    const { people, understood } = await listOf(
      'Full Name,E-Mail,Wohnsitz,locale,customer_no,plan\nAda,ada@x.example,Österreich,de_AT.UTF-8,17,gold\n',
    );
    expect(people).toEqual([
      { name: 'Ada', email: 'ada@x.example', language: 'de', countries: ['AT'], ids: ['customerno=17'] },
    ]);
    expect(understood).toMatchObject({
      columns: { name: ['Full Name'], email: ['E-Mail'], country: ['Wohnsitz'], language: ['locale'] },
      ...{ ignored: ['plan'], lines: 1, nobody: 0 },
    });
  });

  it('are those that somebody named, and an empty name leaves one out', async () => {
    const text = 'contact,mail,country\nada@x.example,old@x.example,Atlantis\n';
    const { people } = await listOf(text, { email: 'Contact', country: '' });
    expect(people).toEqual([{ name: '', email: 'ada@x.example', language: 'en' }]);
  });

  it.each([
    ['two that can be the address', 'mail,user_email\na@x.example,b@x.example\n', {}, 'email'],
    ['one that is not there', 'mail\na@x.example\n', { name: 'wer' }, 'name'],
    ['one that is not there, in NDJSON', '{"mail":"a@x.example"}\n', { id: 'uid' }, 'id'],
    ['none that says who somebody is', 'plan,size\ngold,3\n', {}, 'line 1'],
  ])('are refused where there are %s', async (_, text, mapping, field) => {
    expect(await refusalOf(text, mapping)).toMatchObject({ code: 'bad-input', field });
  });
});

describe('a list as spreadsheets save it', () => {
  const ada = { name: 'Ada', email: 'ada@x.example', language: 'de' };

  it.each([
    [
      'with semicolons, a mark before them, capitals and rows of nothing',
      '\ufeffName;E-Mail;Sprache\r\nAda;ada@x.example;DE\r\n;;\r\n',
    ],
    ['with tabs', 'name\temail\tlanguage\nAda\tada@x.example\tde\n'],
    ['that says what stands between columns', 'sep=;\nname;email;language\nAda;ada@x.example;de\n'],
    ['with commas, and semicolons in a heading', '"name;vorname",email,name,language\nx,ada@x.example,Ada,de\n'],
    ['with empty rows of commas', 'name,email,language\nAda,ada@x.example,de\n,,\n"","",\n'],
  ])('is read %s', async (_, text) => {
    const { people, understood } = await listOf(text);
    expect([people, understood.nobody]).toEqual([[ada], 0]);
  });

  it('takes addresses that there are, and says of others what is the matter', async () => {
    const { people } = await listOf(
      'email\nanna@müller.example\nben@xn--e1afmkfd.xn--p1ai\nr&d@example.org\nfirst/last@example.org\n',
    );
    expect(people.map(({ email }) => email)).toEqual([
      ...['anna@xn--mller-kva.example', 'ben@xn--e1afmkfd.xn--p1ai', 'r&d@example.org', 'first/last@example.org'],
    ]);
    for (const wrong of [
      'jörg@example.org',
      'a..b@example.org',
      'a@b',
      'a@-b.example',
      `${'a'.repeat(65)}@x.example`,
    ]) {
      expect((await refusalOf(`email\n${wrong}\n`)).message).toMatch(/not an e-mail address/);
    }
    expect((await refusalOf('email\njörg@example.org\n')).message).toMatch(/SMTPUTF8/);
  });
});

describe('an access log as NDJSON', () => {
  it('names people by the keys within its objects, and lines without anybody are counted', async () => {
    const { people, understood } = await listOf(
      [
        '{"at":"2026-11-24T08:00:00Z","user":{"email":"ada@x.example","country":"de"},"tags":["a"]}',
        '',
        '{"at":"2026-11-24T08:00:01Z","user":{"email":null},"path":"/"}',
        '{"user":"-","path":"/"}\r',
        '{"user":{"id":17}}',
        '{"user":"bo@x.example"}',
      ].join('\n'),
    );
    expect(people).toEqual([
      { name: '', email: 'ada@x.example', language: 'en', countries: ['DE'] },
      { name: '', email: '', language: 'en', ids: ['userid=17'] },
      { name: '', email: 'bo@x.example', language: 'en' },
    ]);
    expect(understood).toMatchObject({ format: 'ndjson', lines: 5, nobody: 2, ignored: ['at', 'path'] });
  });

  it('knows an account by the same name, in whatever object it stands, and takes no country of a server', async () => {
    const { people } = await listOf(
      '{"actor":{"primary":{"mail":"ada@x.example"},"customer_no":7},"server":{"country":"US"}}',
      { id: 'actor.customer_no' },
    );
    expect(people).toEqual([{ name: '', email: 'ada@x.example', language: 'en', ids: ['customerno=7'] }]);
  });

  it('is refused with every line and field at fault, never with what stands there', async () => {
    const text = [
      '{"email":"ada@x.example"}',
      '{"email":"nowhere","country":"Atlantis"}',
      '{"email":',
      '["bo@x.example"]',
      '{"email":"cy@x.example","locale":"zz"}',
      `{"email":"${'x'.repeat(9_000)}"}`,
    ].join('\n');
    const refusal = await refusalOf(text);
    expect(refusal.members.rows).toEqual([
      { line: 2, fault: 'email' },
      { line: 2, fault: 'country' },
      { line: 3, fault: 'json' },
      { line: 4, fault: 'json' },
      { line: 5, fault: 'language' },
      { line: 6, fault: 'json' },
    ]);
    expect(refusal.message).not.toMatch(/nowhere|Atlantis|example/);
  });

  it('ends at a line that is longer than is taken, also where it never ends', async () => {
    const refusal = await refusalOf(`{"email":"ada@x.example"}\n{${' '.repeat(50_000)}`);
    expect(refusal.members.rows).toEqual([{ line: 2, fault: 'json' }]);
  });
});

describe('where somebody lives', () => {
  it.each(['EU', 'ZZ', 'US-ZZ', 'CS'])('%s is no place, and its line is told', async (written) => {
    const refusal = await refusalOf(`email,country\na@x.example,${written}\n`);
    expect(refusal.members.rows).toEqual([{ line: 2, fault: 'country' }]);
  });

  it.each([
    ['de', 'DE'],
    ['UK', 'GB'],
    ['EL', 'GR'],
    ['US-TEX', 'US-TX'],
    ['DEU', 'DE'],
    ['Georgia', 'GE'],
    ['PR', 'US-PR'],
    ['us-ca', 'US-CA'],
    ['Deutschland', 'DE'],
    ['france', 'FR'],
  ])('%s is read as %s', async (written, country) => {
    expect((await listOf(`email,country\na@x.example,${written}\n`)).people[0]?.countries).toEqual([country]);
  });
});
