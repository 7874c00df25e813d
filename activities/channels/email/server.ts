export type SmtpServer = {
  host: string;
  port: number;
  secure: boolean;
  requireTLS: boolean;
  user: string;
  password: string;
};

/**
 * Reads `smtp://user:password@host:port` or `smtps://…`; with `?requireTLS=true` nothing goes over a clear connection.
 */
export function parseSmtpUrl(text: string): SmtpServer {
  const url = new URL(text);
  const secure = url.protocol === 'smtps:';
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: Number(url.port || (secure ? 465 : 587)),
    secure,
    requireTLS: url.searchParams.get('requireTLS')?.toLowerCase() === 'true',
    user: decodeURIComponent(url.username),
    password: decodeURIComponent(url.password),
  };
}
