import { EyeOff, LogOut, ShieldCheck, SlidersHorizontal, UserRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'wouter';
import { useProfile } from '../profile/use-profile.js';
import { NotFound } from '../shell/not-found.js';
import { Page } from '../shell/page.js';
import { Avatar } from '../ui/avatar.js';
import { Preferences } from './preferences.js';
import { PrivacySection } from './privacy-section.js';
import { ProfileSection } from './profile-section.js';
import { Security } from './security.js';
import styles from './settings-page.module.css';
import { SignOut } from './sign-out.js';

const SECTIONS = {
  profile: { icon: <UserRound />, content: <ProfileSection /> },
  preferences: { icon: <SlidersHorizontal />, content: <Preferences /> },
  privacy: { icon: <EyeOff />, content: <PrivacySection /> },
  security: { icon: <ShieldCheck />, content: <Security /> },
} as const;

type SectionName = keyof typeof SECTIONS;
const NAMES = Object.keys(SECTIONS) as SectionName[];

/** Settings: what there is, and one part of it; on a phone one of the two. */
export function SettingsPage({ section }: { readonly section: string | null }) {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [signingOut, setSigningOut] = useState(false);
  const name = NAMES.find((one) => one === (section ?? 'profile'));
  if (!name) return <NotFound />;
  return (
    <div className={styles.settings} data-open={section !== null}>
      <nav className={styles.list} aria-label={t('settings.title')}>
        <h1>{t('settings.title')}</h1>
        <Who />
        <ul>
          {NAMES.map((one) => (
            <li key={one}>
              <Link
                to={`/settings/${one}`}
                className={styles.entry ?? ''}
                aria-current={one === name ? 'page' : undefined}
              >
                <span className={styles.icon} aria-hidden>
                  {SECTIONS[one].icon}
                </span>
                <span className={styles.text}>
                  <span>{t(`settings.sections.${one}`)}</span>
                  <span className={styles.hint}>{t(`settings.sections.${one}Hint`)}</span>
                </span>
              </Link>
            </li>
          ))}
          <li>
            <button type="button" className={styles.entry} onClick={() => setSigningOut(true)}>
              <span className={styles.icon} aria-hidden>
                <LogOut />
              </span>
              {t('settings.signOut')}
            </button>
          </li>
        </ul>
      </nav>
      <div className={styles.main}>
        <Page title={t(`settings.sections.${name}`)} onBack={() => navigate('/settings')} backOnPhonesOnly>
          <div className={styles.sections}>{SECTIONS[name].content}</div>
        </Page>
      </div>
      {signingOut && <SignOut onClose={() => setSigningOut(false)} />}
    </div>
  );
}

function Who() {
  const { t } = useTranslation();
  const me = useProfile();
  if (!me) return <div className={styles.who} />;
  return (
    <Link to={`/people/${encodeURIComponent(me.id)}`} className={styles.who ?? ''}>
      <Avatar name={me.nickname} id={me.id} url={me.avatarUrl} size={56} />
      <span className={styles.text}>
        <strong dir="auto">{me.nickname}</strong>
        <span className={styles.hint}>{t('settings.accountNumber', { number: me.accountNumber })}</span>
      </span>
    </Link>
  );
}
