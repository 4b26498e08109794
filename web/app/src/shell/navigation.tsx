import { useTotalUnread } from '@wireside/apollo/react';
import { CircleUserRound, MessagesSquare, Settings, UsersRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useProfile } from '../profile/use-profile.js';
import { Avatar } from '../ui/avatar.js';
import { Badge } from '../ui/badge.js';
import logo from '../favicon.svg';
import styles from './navigation.module.css';

/** The way to the main pages: a rail at the side, a bar at the foot of a phone. */
export function Navigation() {
  const { t } = useTranslation();
  const [path] = useLocation();
  const unread = useTotalUnread() ?? 0;
  const me = useProfile();
  return (
    <nav className={styles.rail} aria-label={t('common.nav.label')} data-open={path.startsWith('/c/')}>
      <img src={logo} alt="" width="32" height="32" className={styles.logo} />
      <ul>
        <Entry
          to="/"
          here={path === '/' || path.startsWith('/c/')}
          label={t('common.nav.chats')}
          icon={<MessagesSquare />}
        >
          <Badge count={unread} label={t('common.nav.unread', { count: unread })} />
        </Entry>
        <Entry to="/contacts" here={path === '/contacts'} label={t('common.nav.contacts')} icon={<CircleUserRound />} />
        <Entry to="/rooms" here={path === '/rooms'} label={t('common.nav.rooms')} icon={<UsersRound />} />
        <Entry
          to="/settings"
          here={path.startsWith('/settings')}
          label={t('common.nav.settings')}
          icon={<Settings />}
        />
      </ul>
      {me && (
        <Link
          to={`/people/${encodeURIComponent(me.id)}`}
          className={styles.me ?? ''}
          aria-label={t('common.nav.profile')}
          title={t('common.nav.profile')}
        >
          <Avatar name={me.nickname} id={me.id} url={me.avatarUrl} size={40} />
        </Link>
      )}
    </nav>
  );
}

interface EntryProps {
  readonly to: string;
  readonly here: boolean;
  readonly label: string;
  readonly icon: ReactNode;
  readonly children?: ReactNode;
}

const Entry = ({ to, here, label, icon, children }: EntryProps) => (
  <li>
    <Link to={to} className={styles.entry ?? ''} aria-current={here ? 'page' : undefined}>
      <span className={styles.icon} aria-hidden>
        {icon}
      </span>
      <span className={styles.label}>{label}</span>
      {children && <span className={styles.badge}>{children}</span>}
    </Link>
  </li>
);
