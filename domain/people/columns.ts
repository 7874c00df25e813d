/** By which column of a file, or key of a line, a person is known; what nobody said is told by what it is called. */

export const PERSON_FIELDS = ['email', 'name', 'id', 'country', 'language'] as const;
export type PersonField = (typeof PERSON_FIELDS)[number];

/** Columns as somebody said them; an empty one says that the list has none for it. */
export type Mapping = Partial<Record<PersonField, string>>;

/** What people and programs call them, without case, blanks and punctuation. */
const CALLED: Readonly<Record<PersonField, string>> = {
  email:
    'email mail emailaddress mailaddress useremail usermail customeremail contactemail accountemail actoremail ' +
    'emailadresse mailadresse upn userprincipalname',
  name: 'name fullname displayname realname customername personname contactname vollername kundenname',
  id:
    'id userid user uid username login account accountid customer customerid customernumber customerno personid ' +
    'memberid sub subject principal principalid actor actorid clientid kundennummer kundennr kundenid nutzer ' +
    'benutzer benutzername',
  country:
    'country countrycode residence countryofresidence residencecountry residencecountrycode usercountry ' +
    'customercountry addresscountry land wohnsitz wohnsitzland wohnland landeskennung',
  language:
    'language languagecode lang locale userlocale userlanguage preferredlanguage preferredlocale sprache ' +
    'bevorzugtesprache',
};

const FIELD_OF = new Map(
  PERSON_FIELDS.flatMap((field) => CALLED[field].split(' ').map((name) => [name, field] as const)),
);

/** A name without what spellings differ in: `E-Mail`, `e_mail` and `email` are one. */
export function plainColumn(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
}

/** What a column holds, for a list with this mapping; null for one that says nothing of who somebody is. */
export function fieldOfColumn(name: string, mapping: Mapping): PersonField | null {
  const column = name.trim().toLowerCase();
  const said = PERSON_FIELDS.find((field) => mapping[field]?.trim().toLowerCase() === column && column !== '');
  if (said !== undefined) return said;
  const called = FIELD_OF.get(plainColumn(name)) ?? addressWithin(name);
  return called !== null && mapping[called] === undefined ? called : null;
}

/** An address is one in whatever object it stands; a country may be that of a server. */
function addressWithin(path: string): PersonField | null {
  return FIELD_OF.get(plainColumn(path.slice(path.lastIndexOf('.') + 1))) === 'email' ? 'email' : null;
}

/** By which accounts of different lists are told apart: `user.customer` is `customer`, and `user.id` is `userid`. */
export function accountSpace(column: string): string {
  const [last = '', parent = ''] = column.split('.').reverse();
  return plainColumn(last) === 'id' ? plainColumn(`${parent}${last}`) : plainColumn(last);
}
