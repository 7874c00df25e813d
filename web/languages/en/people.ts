/** Who is concerned: lists of people, and how many they hold together. */
export const people = {
  title: 'People concerned',
  lede:
    'Attach a list, the result of a query or an access log. Who stands on several lines or lists counts once. ' +
    'Nothing is sent from here, and no fact changes by itself.',
  closed: 'No list can be attached here: the incident is closed, or your role only reads.',
  attach: 'Attach a list of people',
  file: 'A file, CSV or NDJSON',
  fileHint: (mib: number): string =>
    `In UTF-8, at most ${mib} MiB; the name ends with .csv, .ndjson or .jsonl. A log may name people on many lines.`,
  paste: 'Or the lines themselves',
  pasteHint: 'With the first line of a table, or one JSON object a line.',
  columns: 'The columns have other names',
  columnsHint:
    'Columns are told by what they are called, such as e-mail, user_id, residence or locale. Name one here where ' +
    'that goes wrong; a key within an object is written user.mail.',
  fields: {
    email: 'Address',
    name: 'Name',
    id: 'Account or customer number',
    country: 'Residence',
    language: 'Language',
  },
  large: 'For more than that, send the list through the API, which reads it as a stream of up to 256 MiB:',
  read: 'Read it and show what was understood',
  held: 'Look at this list before it counts',
  heldLede: 'It was read whole, and nothing follows from it until somebody keeps it.',
  inNone: 'no column',
  ignored: 'Not used',
  lines: 'Lines',
  linesRead: (lines: string, nobody: string): string =>
    nobody === '0' ? `${lines} read` : `${lines} read; ${nobody} name nobody`,
  people: 'People',
  count: (n: string): string => (n === '1' ? '1 person' : `${n} people`),
  unreached: (n: string): string => `${n} without an address for mail, who cannot be written to`,
  byName: (n: string): string => `${n} known by the name alone, by which two of one name count as one`,
  livesIn: 'Where they live',
  unhoused: (n: string): string => `unknown for ${n}`,
  several: (n: string): string => `${n} with two countries, counted in each`,
  nameless: (n: string): string =>
    `${n} of them have no name on this list: a letter to it cannot call people by name ({{recipient}}).`,
  otherNames: (n: string, lines: string): string =>
    `${n} ${n === '1' ? 'line has' : 'lines have'} the address or account of an earlier line and another name ` +
    `(line ${lines}): they count as one person, who gets one letter. If these are other people, each of them has to ` +
    'be told: give them an address of their own in the list, or tell them another way.',
  keep: 'Keep it: it counts from now on',
  discard: 'Discard it',
  lists: 'Lists',
  none: 'No list yet.',
  write: 'Prepare a letter',
  imported: 'Attached',
  written: 'Can be written to',
  notReached: 'Not reached by mail',
  notReachedLede:
    'These people are concerned, and this list has no address for mail of them. Tell them by a letter by post, or, ' +
    'where that takes a disproportionate effort, by a public communication (Art. 34(3)(c) GDPR). Somebody with an ' +
    'account may have an address on another list. Who opens this page is on record.',
  whoThatIs: 'who they are',
  unaddressed: (n: string, isOne: boolean): string =>
    `${n} of the list ${isOne ? 'has' : 'have'} no address for mail: no letter reaches them. Tell them in another way:`,
  allReached: 'Everybody on this list has an address for mail.',
  more: 'More of them',
  together: (lists: string, n: number): string => (n === 1 ? 'In the list' : `In ${lists} lists together`),
  howCounted:
    'One person is who has the same address, or the same account in a column of the same name. Who shares an ' +
    'address with somebody else counts once with them.',
  unhousedNote: (n: string): string =>
    `Of ${n} the lists do not say where they live: duties of more countries may apply. State those that you know of.`,
  onRecord: 'On record',
  allOnRecord: 'The facts on record say this, or more.',
  takeOver: 'Show what these facts would change',
  reasons: 'Reasons',
  reasonsHint: 'They go into the record with the facts. The next page shows the duties before anything is recorded.',
  reasonsGiven: 'Counted over the attached lists of people, each person once.',
  facts: (n: string): string => `The attached lists hold ${n}.`,
  link: 'Attach a list of people',
  see: 'Lists of people',
};
