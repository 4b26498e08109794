import type { notices as english } from '../en/notices.js';
import type { Translation } from '../translation.js';

export const notices = {
  somebody: '有人',
  inRoom: '{{sender}}（{{room}}）',
  attachment: '发来一个文件',
  many_other: '{{count}} 条新消息',
} as const satisfies Translation<typeof english>;
