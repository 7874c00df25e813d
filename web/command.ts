/**
 * The `tocsin` command as it can be copied in the project's folder. Not `npx tocsin`: anywhere else npx would offer to
 * fetch a stranger's package of that name.
 */
export const TOCSIN = 'bin/tocsin';
