/** What a call does to data, as far as its name says. */
export type Effect = 'opens' | 'shares' | 'exports' | 'destroys' | 'blinds' | 'rights' | 'root';

/** Calls that are read, by service; all others tell of nothing by themselves. */
const CALLS: Record<string, Partial<Record<Effect, readonly string[]>>> = {
  s3: {
    opens: ['DeletePublicAccessBlock', 'DeleteBucketPublicAccessBlock', 'DeleteAccountPublicAccessBlock'],
    shares: ['PutBucketPolicy', 'PutBucketAcl', 'PutObjectAcl', 'PutAccessPointPolicy', 'PutBucketPublicAccessBlock'],
    exports: ['PutBucketReplication'],
    destroys: ['DeleteBucket', 'PutBucketLifecycle', 'PutBucketLifecycleConfiguration'],
    blinds: ['PutBucketLogging'],
  },
  rds: {
    shares: ['ModifyDBSnapshotAttribute', 'ModifyDBClusterSnapshotAttribute', 'ModifyDBInstance', 'CreateDBInstance'],
    exports: ['StartExportTask', 'CopyDBSnapshot', 'CopyDBClusterSnapshot'],
    destroys: ['DeleteDBInstance', 'DeleteDBCluster', 'DeleteDBSnapshot', 'DeleteDBClusterSnapshot'],
  },
  redshift: { shares: ['AuthorizeSnapshotAccess', 'AuthorizeDataShare'], destroys: ['DeleteCluster'] },
  ec2: {
    shares: ['ModifySnapshotAttribute', 'ModifyImageAttribute'],
    exports: ['SharedSnapshotCopyInitiated', 'CreateInstanceExportTask', 'GetPasswordData'],
    destroys: ['DeleteSnapshot', 'DeleteVolume'],
    blinds: ['DeleteFlowLogs'],
  },
  dynamodb: {
    shares: ['PutResourcePolicy'],
    exports: ['ExportTableToPointInTime'],
    destroys: ['DeleteTable', 'DeleteBackup'],
  },
  backup: { shares: ['PutBackupVaultAccessPolicy'], destroys: ['DeleteRecoveryPoint', 'DeleteBackupVault'] },
  secretsmanager: { shares: ['PutResourcePolicy'], destroys: ['DeleteSecret'] },
  kms: { shares: ['PutKeyPolicy', 'CreateGrant'], destroys: ['ScheduleKeyDeletion', 'DisableKey'] },
  lambda: { shares: ['AddPermission20150331v2', 'AddPermission', 'CreateFunctionUrlConfig'] },
  ecr: { shares: ['SetRepositoryPolicy'], destroys: ['DeleteRepository'] },
  sqs: { shares: ['SetQueueAttributes', 'AddPermission'] },
  sns: { shares: ['SetTopicAttributes', 'AddPermission'] },
  iam: {
    rights: ['UpdateAssumeRolePolicy', 'CreateLoginProfile', 'DeactivateMFADevice', 'DeleteAccountPasswordPolicy'],
  },
  cloudtrail: { blinds: ['StopLogging', 'DeleteTrail', 'PutEventSelectors', 'DeleteEventDataStore'] },
  guardduty: { blinds: ['DeleteDetector', 'DisassociateFromMasterAccount', 'StopMonitoringMembers'] },
  macie2: { blinds: ['DisableMacie'] },
  securityhub: { blinds: ['DisableSecurityHub'] },
  config: { blinds: ['StopConfigurationRecorder', 'DeleteConfigurationRecorder'] },
  signin: { root: ['ConsoleLogin'] },
};

/** What a call of a service (`s3.amazonaws.com`) does; null for one that tells of nothing. */
export function effectOf(eventSource: string, eventName: string): Effect | null {
  const service = eventSource.replace(/\.amazonaws\.com(\.cn)?$/, '');
  const calls = Object.hasOwn(CALLS, service) ? (CALLS[service] ?? {}) : {};
  const found = Object.entries(calls).find(([, names]) => names.includes(eventName));
  return found === undefined ? null : (found[0] as Effect);
}

/** Tactics of ATT&CK that the effect is one of. */
export const TACTICS: Record<Effect, string> = {
  opens: 'Defense Evasion',
  shares: 'Exfiltration',
  exports: 'Exfiltration',
  destroys: 'Impact',
  blinds: 'Defense Evasion',
  rights: 'Privilege Escalation',
  root: 'Initial Access',
};

const MEANS: Record<Effect, string> = {
  opens: 'takes a guard against the public away',
  shares: 'changes who has access',
  exports: 'copies data out',
  destroys: 'deletes data, or what it needs to be read',
  blinds: 'ends the watching',
  rights: 'changes the rights of an identity',
  root: 'is a sign-in as the root user',
};

/** What an effect means, as the end of a sentence that begins with the call. */
export function meaningOf(effect: Effect): string {
  return MEANS[effect];
}
