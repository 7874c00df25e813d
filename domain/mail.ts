/** Where mail is handed in, and how it is signed: the same for the worker and for the letters of the sign-in. */

export type MailServer = {
  host: string;
  port: number;
  /** TLS from the first byte. */
  secure: boolean;
  /** Without TLS by STARTTLS (RFC 3207) nothing is sent: no password, no address, no mail. */
  requireTLS: boolean;
  user: string;
  password: string;
};

/** A key whose public half stands in the DNS at `<keySelector>._domainkey.<domainName>` (RFC 6376); in PEM. */
export type DkimKey = { domainName: string; keySelector: string; privateKey: string };

/**
 * Reads `smtp://user:password@host:port` or `smtps://…`. STARTTLS is used wherever a server offers it. With a password
 * or `?requireTLS=true` it must be: whoever sits between could take the offer away and read what comes after it.
 *
 * @throws TypeError for what is no URL; the environment is checked before
 */
export function parseMailServer(text: string): MailServer {
  const url = new URL(text);
  const secure = url.protocol === 'smtps:';
  const user = decodeURIComponent(url.username);
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    requireTLS: user !== '' || url.searchParams.get('requireTLS') === 'true',
    user,
    password: decodeURIComponent(url.password),
  };
}

/** The address alone of `Name <name@host>`. */
export function addressOf(from: string): string {
  return /<([^<>]+)>\s*$/.exec(from)?.[1] ?? from;
}
