/** How a sign-in ended: signed in, owing a code, or not let in. */
export type Entry = 'in' | 'code' | 'refused';
