const CERTIFICATE = /-----BEGIN CERTIFICATE-----[\s\S]+?-----END CERTIFICATE-----/g;

/** The certificates of a PEM file, each by itself, in their order; what else stands there is left out. */
export function splitCertificates(pem: string): string[] {
  return pem.match(CERTIFICATE) ?? [];
}
