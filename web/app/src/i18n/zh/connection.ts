import type { connection as english } from '../en/connection.js';
import type { Translation } from '../translation.js';

export const connection = {
  offline: '网络已断开',
  offlineHint: '你写的内容会在恢复连接后立即发送。',
  connecting: '正在重新连接…',
  waiting_other: '{{count}} 秒后重新连接',
  retryNow: '立即重试',
  newBuild: '有新版本可用。',
} as const satisfies Translation<typeof english>;
