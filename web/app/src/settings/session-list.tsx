import { useApolloClient, useQuery } from '@apollo/client/react';
import type { TFunction } from 'i18next';
import { LogOut, Monitor, Smartphone } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../forms/use-action.js';
import {
  LogoutEverywhereDocument,
  RevokeSessionDocument,
  SessionsDocument,
  type SessionsQuery,
} from '../generated/documents.js';
import { ago, dayAndTime, useNow } from '../i18n/times.js';
import { Section } from '../shell/section.js';
import { Button } from '../ui/button.js';
import { IconButton } from '../ui/icon-button.js';
import { SkeletonRows } from '../ui/skeleton.js';
import { toast } from '../ui/toast.js';
import { deviceOf } from './devices.js';
import styles from './settings-form.module.css';

/** The name of a device, in words. */
export function deviceName(t: TFunction, userAgent: string): string {
  const device = deviceOf(userAgent);
  if (device) return t('settings.deviceOn', { browser: device.browser, system: device.system });
  return userAgent || t('settings.unknownDevice');
}

/** Where the viewer is signed in; each can be signed out from here. */
export function SessionList() {
  const { t } = useTranslation();
  const apollo = useApolloClient();
  const [busy, run] = useAction();
  const { data } = useQuery(SessionsDocument, { fetchPolicy: 'cache-and-network' });
  const sessions = data?.sessions;
  const end = async (sessionId: string): Promise<void> => {
    await apollo.mutate({
      mutation: RevokeSessionDocument,
      variables: { input: { sessionId } },
      refetchQueries: [SessionsDocument],
    });
    toast(t('settings.ended'));
  };
  const endOthers = async (): Promise<void> => {
    await apollo.mutate({
      mutation: LogoutEverywhereDocument,
      variables: { input: { exceptCurrent: true } },
      refetchQueries: [SessionsDocument],
    });
    toast(t('settings.ended'));
  };
  return (
    <Section title={t('settings.sessions')}>
      {sessions ? (
        <ul className={styles.rows}>
          {sessions.map((session) => (
            <Row key={session.id} session={session} busy={busy} onEnd={() => run(() => end(session.id))} />
          ))}
        </ul>
      ) : (
        <SkeletonRows count={2} />
      )}
      {(sessions?.length ?? 0) > 1 && (
        <Button busy={busy} className={styles.submit} onClick={() => run(endOthers)}>
          {t('settings.endOthers')}
        </Button>
      )}
    </Section>
  );
}

interface RowProps {
  readonly session: SessionsQuery['sessions'][number];
  readonly busy: boolean;
  readonly onEnd: () => void;
}

function Row({ session: { current, userAgent, address, lastUsedAt }, busy, onEnd }: RowProps) {
  const { t } = useTranslation();
  const now = useNow();
  const name = deviceName(t, userAgent);
  return (
    <li>
      {deviceOf(userAgent)?.isPhone ? <Smartphone aria-hidden /> : <Monitor aria-hidden />}
      <span className={styles.what}>
        <span>{name}</span>
        <span className={styles.muted}>
          {current ? (
            <span className={styles.here}>{t('settings.thisDevice')}</span>
          ) : (
            <time dateTime={lastUsedAt} title={dayAndTime(lastUsedAt)}>
              {t('settings.lastUsed', { when: ago(lastUsedAt, now) })}
            </time>
          )}{' '}
          · <bdi>{address}</bdi>
        </span>
      </span>
      {!current && (
        <IconButton label={t('settings.endSession', { device: name })} disabled={busy} onClick={onEnd}>
          <LogOut aria-hidden />
        </IconButton>
      )}
    </li>
  );
}
