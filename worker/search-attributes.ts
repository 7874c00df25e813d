import type { OperatorService } from '@temporalio/client';
import proto from '@temporalio/proto';
import type { Log } from '../config/logger.ts';
import { TocsinError } from '../domain/errors.ts';
import { SEARCH_ATTRIBUTES } from '../workflows/search-attributes.ts';

const { INDEXED_VALUE_TYPE_KEYWORD: KEYWORD, INDEXED_VALUE_TYPE_BOOL: BOOL } =
  proto.temporal.api.enums.v1.IndexedValueType;
const TYPES = { KEYWORD, BOOL };

/**
 * Makes the namespace know the search attributes that workflows set; those it knows already stay as they are. Where the
 * server does not let this process do that, as Temporal Cloud does not, they must have been made known otherwise; that
 * it could not be checked is a warning.
 *
 * @throws TocsinError `unavailable` where the namespace is seen to lack one: every breach would stand still
 */
export async function registerSearchAttributes(
  { operatorService }: { operatorService: OperatorService },
  namespace: string,
  log: Pick<Log, 'warn'>,
): Promise<void> {
  const known = await namesKnown(operatorService, namespace);
  // One call each: a server refuses the whole call for one that is there already.
  const missing = Object.values(SEARCH_ATTRIBUTES).filter(({ name }) => known?.includes(name) !== true);
  const added = await Promise.all(missing.map((key) => add(operatorService, namespace, key)));
  if (added.every((isAdded) => isAdded)) return;
  if (known === null) return log.warn({ namespace }, 'whether Temporal knows the search attributes cannot be checked');
  const names = missing.map(({ name, type }) => `${name} (${type})`).join(', ');
  throw new TocsinError(
    'unavailable',
    `Temporal's namespace ${namespace} lacks search attributes, and does not let this worker add them: ${names}. ` +
      'Add them with the temporal command (operator search-attribute create) or in Temporal Cloud, then start again.',
  );
}

async function namesKnown(service: OperatorService, namespace: string): Promise<string[] | null> {
  const answer = await service.listSearchAttributes({ namespace }).catch(() => null);
  return answer === null ? null : Object.keys(answer.customAttributes);
}

type Key = (typeof SEARCH_ATTRIBUTES)[keyof typeof SEARCH_ATTRIBUTES];

const ALREADY_EXISTS = 6;

/** Whether the server knows it now; another worker may have been faster. */
async function add(service: OperatorService, namespace: string, { name, type }: Key): Promise<boolean> {
  try {
    await service.addSearchAttributes({ namespace, searchAttributes: { [name]: TYPES[type] } });
    return true;
  } catch (error) {
    return typeof error === 'object' && error !== null && Reflect.get(error, 'code') === ALREADY_EXISTS;
  }
}
