export const notices = {
  somebody: 'Somebody',
  inRoom: '{{sender}} in {{room}}',
  attachment: 'sent a file',
  many_one: '{{count}} new message',
  many_other: '{{count}} new messages',
} as const;
