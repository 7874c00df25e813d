/**
 * What a workflow is given in place of a payload that nobody who holds a key has sealed for it: one in clear, one that
 * was changed, or one that was copied from another workflow.
 */
export const UNSEALED = 'tocsin:unsealed';
