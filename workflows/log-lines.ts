/**
 * Everything a workflow says in the log. The worker writes a line of a workflow only with one of these texts: any other
 * may have been put together from what it was told.
 */
export const LINES = {
  refused: 'a relayed command was refused',
  unsealed: 'a signal that was not sealed for this workflow was ignored',
  held: 'the breach holds still until somebody mends what is wrong',
  brokenLedger: 'a ledger cannot be worked; somebody must mend it',
  noPauseWarning: 'a warning about a communication was given up',
  noDeadlineWarning: 'a deadline warning was given up',
  endedBeforeLedger: 'the breach has ended; its ledger goes on without it',
  endedBeforeClocks: 'the breach has ended before its clocks',
  endedBeforeChild: 'the breach has ended before its child',
  notBroughtBack: 'a child that was lost could not be started again yet',
  clocksUntold: 'the breach could not be told of its clocks',
} as const;

export const WORKFLOW_LINES: ReadonlySet<string> = new Set(Object.values(LINES));
