export const connection = {
  offline: 'You are offline',
  offlineHint: 'What you write leaves as soon as you are back.',
  connecting: 'Reconnecting…',
  waiting_one: 'Reconnecting in {{count}} second',
  waiting_other: 'Reconnecting in {{count}} seconds',
  retryNow: 'Retry now',
  newBuild: 'There is a new version.',
} as const;
