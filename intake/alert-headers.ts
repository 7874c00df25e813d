/** Headers that say what an alert's bytes are, and which one it is; never what proves who sent it. */
const KEPT =
  /^(?:content-(?:type|encoding)|user-agent|date|ce-[a-z0-9-]+|x-amz-sns-(?:message-type|message-id|topic-arn)|x-github-(?:event|delivery)|webhook-(?:id|timestamp))$/;
const MOST_HEADERS = 32;
const MOST_LENGTH = 500;

/** Those of a request that are kept with an alert. */
export function keptHeaders(headers: Readonly<Record<string, unknown>>): Record<string, string> {
  const kept = Object.entries(headers).flatMap(([name, value]): [string, string][] =>
    KEPT.test(name) && typeof value === 'string' ? [[name, value.slice(0, MOST_LENGTH).toWellFormed()]] : [],
  );
  return Object.fromEntries(kept.slice(0, MOST_HEADERS));
}
