import { describe, expect, it } from 'vitest';
import { matches, searchKey, selectConversations, type Facts } from './filter.js';

const facts = (id: string, rest: Partial<Facts> = {}): Facts => ({
  id,
  unreadCount: 0,
  archivedAt: null,
  peerId: null,
  faceId: id,
  avatarUrl: null,
  names: [id],
  ...rest,
});

describe('finding conversations', () => {
  it('regards neither case nor marks nor the width of letters', () => {
    expect(searchKey('  Zoë  ＡＢＣ ')).toBe('zoe abc');
    expect(matches(['Zoë Ångström'], 'ang zo')).toBe(true);
    expect(matches(['Zoë'], 'zoa')).toBe(false);
  });

  it('finds Chinese names by any part, and people by any of their names', () => {
    expect(matches(['王小明'], '小明')).toBe(true);
    expect(matches(['Ben', 'benjamin', '10001'], '1000')).toBe(true);
  });

  const all = [
    facts('team', { unreadCount: 2 }),
    facts('ann'),
    facts('old', { archivedAt: '2026-01-01T00:00:00.000Z', unreadCount: 1 }),
  ];

  it('keeps archived ones apart', () => {
    expect(selectConversations(all, 'all', '', null)).toEqual(['team', 'ann']);
    expect(selectConversations(all, 'archived', '', null)).toEqual(['old']);
  });

  it('shows unread ones, and the one that is being read', () => {
    expect(selectConversations(all, 'unread', '', null)).toEqual(['team']);
    expect(selectConversations(all, 'unread', '', 'ann')).toEqual(['team', 'ann']);
  });

  it('searches all of them, archived ones too', () => {
    expect(selectConversations(all, 'unread', 'o', null)).toEqual(['old']);
  });
});
