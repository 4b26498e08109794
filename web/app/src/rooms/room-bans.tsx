import { useQuery } from '@apollo/client/react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { dateFormat } from '../conversation-list/list-time.js';
import { RoomBansDocument, type RoomBansQuery } from '../generated/documents.js';
import { localeTag } from '../i18n/i18n.js';
import { Avatar } from '../ui/avatar.js';
import { Button } from '../ui/button.js';
import styles from './room-details.module.css';
import type { RoomActions } from './use-room-actions.js';

type Ban = RoomBansQuery['roomBans']['edges'][number]['node'];

/** Who may not come back, and the way to let them. Nothing while nobody is banned. */
export function RoomBans({ roomId, actions }: { readonly roomId: string; readonly actions: RoomActions }) {
  const { t } = useTranslation();
  const [busy, setBusy] = useState<string | null>(null);
  const { data } = useQuery(RoomBansDocument, {
    variables: { roomId, first: 100, after: null },
    fetchPolicy: 'cache-and-network',
  });
  const bans = data?.roomBans.edges.map(({ node }) => node) ?? [];
  if (bans.length === 0) return null;
  const nameOf = ({ user }: Ban): string => user?.nickname ?? t('rooms.details.nobody');
  const lift = async (ban: Ban): Promise<void> => {
    setBusy(ban.userId);
    await actions.unban(ban.userId, nameOf(ban));
    setBusy(null);
  };
  const wordsOf = ({ until, bannedBy, reason }: Ban): string =>
    [
      until === null
        ? t('rooms.details.bannedForever')
        : t('rooms.details.bannedUntil', {
            date: dateFormat(localeTag(), { dateStyle: 'short', timeStyle: 'short' }).format(new Date(until)),
          }),
      bannedBy && t('rooms.details.bannedBy', { name: bannedBy.nickname }),
      reason,
    ]
      .filter(Boolean)
      .join(' · ');
  return (
    <section className={styles.section} aria-label={t('rooms.details.bans')}>
      <h3>{t('rooms.details.bans')}</h3>
      <ul>
        {bans.map((ban) => (
          <li key={ban.userId} className={styles.member}>
            <Avatar name={nameOf(ban)} id={ban.userId} url={ban.user?.avatarUrl} />
            <span className={styles.who}>
              <span dir="auto">{nameOf(ban)}</span>
              <small dir="auto">{wordsOf(ban)}</small>
            </span>
            <Button
              size="s"
              busy={busy === ban.userId}
              aria-label={t('rooms.details.unbanName', { name: nameOf(ban) })}
              onClick={() => void lift(ban)}
            >
              {t('rooms.details.unban')}
            </Button>
          </li>
        ))}
      </ul>
    </section>
  );
}
