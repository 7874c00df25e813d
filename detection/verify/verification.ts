import type { Instant } from '../../domain/time.ts';

/** How a sender proves itself, as data. Header names are lower-case. */
export type Verification = Hmac | FixedHeader | Basic | BodyToken | Sns | Jwt;

/** A keyed hash over what is sent. `signed` and `key` are texts with `{timestamp}`, `{id}`, `{body}` and `{secret}`. */
export type Hmac = {
  kind: 'hmac';
  /** Carries the signature, or several between `separator`s. */
  header: string;
  separator?: ' ' | ',';
  /** What stands before a signature that counts, such as `sha256=`; others in the header are passed over. */
  prefix?: string;
  algorithm: 'sha1' | 'sha256' | 'sha512';
  encoding: 'hex' | 'base64';
  signed: string;
  /** What the key is made of; the secret alone where it is left out. */
  key?: string;
  /** `whsec`: base64 after `whsec_`, as in Standard Webhooks. Texts otherwise. */
  secret?: 'whsec';
  /** Where the sender's time stands, and how far it may lie from now; the time must be part of what is signed. */
  timestamp?: { header: string; part?: string; unit: 's' | 'ms' | 'iso'; windowSeconds: number };
  id?: { header: string };
};

/** The secret itself, in a header of its own or as `Bearer`. */
export type FixedHeader = { kind: 'header'; header: string; prefix?: string };

/** HTTP Basic: the secret is the password. */
export type Basic = { kind: 'basic'; user: string };

/** The secret in the body, in every entry of a list: `clientState` of Microsoft Graph. */
export type BodyToken = { kind: 'body'; list: string; member: string };

/** The signature of Amazon SNS, by a certificate of Amazon; only from topics that are trusted. */
export type Sns = { kind: 'sns'; windowSeconds: number };

/** A token of an identity provider in `authorization`, for an audience and a sender that are trusted. */
export type Jwt = { kind: 'jwt'; issuers: readonly string[]; jwksUrl: string };

/** What an address answers before a vendor sends to it. */
export type Challenge =
  /** A GET whose header is given back as a member of a JSON object: Okta. */
  | { kind: 'get-header'; header: string; member: string }
  /** A POST whose query is given back as plain text: Microsoft Graph. */
  | { kind: 'post-query'; parameter: string };

/** A request as it came, with the names of its headers lower-case. */
export type SentRequest = {
  headers: Readonly<Record<string, string | string[] | undefined>>;
  body: Uint8Array;
};

/** What one installation trusts a sender by. Any of the secrets is taken, so that they can be changed one by one. */
export type Trust = {
  now: Instant;
  secrets: readonly string[];
  /** ARNs of SNS topics. */
  topics?: readonly string[];
  /** Fetches the certificate at an address that was found to be Amazon's, as PEM. */
  fetchCertificate?: (url: string) => Promise<string>;
  audience?: string;
  /** E-mail addresses of the service accounts whose tokens are taken. */
  senders?: readonly string[];
  /** Keys that an identity provider publishes, by their address. */
  keySet?: (jwksUrl: string) => KeySet;
};

/** What `jose` looks a key up by, such as `createRemoteJWKSet`. */
export type KeySet = import('jose').JWTVerifyGetKey;

/** Tocsin's own signature, for what sends alerts on: `t=<unix seconds>,v1=<hex>` over `<t>.<body>`. */
export const TOCSIN_SIGNATURE: Hmac = {
  kind: 'hmac',
  header: 'x-tocsin-signature',
  separator: ',',
  prefix: 'v1=',
  algorithm: 'sha256',
  encoding: 'hex',
  signed: '{timestamp}.{body}',
  timestamp: { header: 'x-tocsin-signature', part: 't=', unit: 's', windowSeconds: 300 },
};

/** The secret in a header, for tools that can send a header and sign nothing. */
export const TOCSIN_SECRET: FixedHeader = { kind: 'header', header: 'x-tocsin-secret' };

/** What SNS sends to addresses. It tries again for an hour, under the time of the first try. */
export const SNS_SIGNATURE: Sns = { kind: 'sns', windowSeconds: 7_200 };

/** standardwebhooks.com; svix and many vendors sign by it. */
export const STANDARD_WEBHOOKS: Hmac = {
  kind: 'hmac',
  header: 'webhook-signature',
  separator: ' ',
  prefix: 'v1,',
  algorithm: 'sha256',
  encoding: 'base64',
  signed: '{id}.{timestamp}.{body}',
  secret: 'whsec',
  timestamp: { header: 'webhook-timestamp', unit: 's', windowSeconds: 300 },
  id: { header: 'webhook-id' },
};

/** GitHub signs no time: what is sent again is known by its content. */
export const GITHUB_SIGNATURE: Hmac = {
  kind: 'hmac',
  header: 'x-hub-signature-256',
  prefix: 'sha256=',
  algorithm: 'sha256',
  encoding: 'hex',
  signed: '{body}',
};
