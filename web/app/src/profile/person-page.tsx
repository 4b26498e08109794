import { useQuery } from '@apollo/client/react';
import { usePresence, useSession } from '@wireside/apollo/react';
import { UserRoundX } from 'lucide-react';
import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { PersonDocument, type PersonQuery } from '../generated/documents.js';
import { ago, day, useNow } from '../i18n/times.js';
import { Page } from '../shell/page.js';
import { PageLoading } from '../shell/page-loading.js';
import { Section } from '../shell/section.js';
import { Avatar } from '../ui/avatar.js';
import { EmptyState } from '../ui/empty-state.js';
import { PersonActions } from './person-actions.js';
import styles from './person-page.module.css';
import { PhotoWall } from './photo-wall.js';

/** What somebody shows of themselves. */
export function PersonPage({ userId }: { readonly userId: string }) {
  const { t } = useTranslation();
  const { data, loading } = useQuery(PersonDocument, {
    variables: { id: userId },
    fetchPolicy: 'cache-and-network',
  });
  const back = (): void => history.back();
  const person = data?.user;
  if (!person)
    return (
      <Page title={t('profile.person.title')} onBack={back}>
        {loading ? (
          <PageLoading />
        ) : (
          <EmptyState icon={<UserRoundX />} title={t('common.notFound.title')}>
            {t('profile.person.none')}
          </EmptyState>
        )}
      </Page>
    );
  return (
    <Page title={person.nickname} onBack={back}>
      <div className={styles.sections}>
        <Section>
          <Head person={person} contact={data.contact} />
        </Section>
        {person.photoWall.length > 0 && (
          <Section title={t('profile.photos')}>
            <PhotoWall photos={person.photoWall} />
          </Section>
        )}
      </div>
    </Page>
  );
}

interface HeadProps {
  readonly person: NonNullable<PersonQuery['user']>;
  readonly contact: PersonQuery['contact'];
}

function Head({ person, contact }: HeadProps) {
  const { t } = useTranslation();
  const session = useSession();
  const now = useNow();
  const isViewer = session.status !== 'signed-out' && session.userId === person.id;
  const asked = useMemo(() => (isViewer ? [] : [person.id]), [isViewer, person.id]);
  const presence = usePresence(asked).get(person.id);
  return (
    <>
      <div className={styles.head}>
        <Avatar
          name={person.nickname}
          id={person.id}
          url={person.avatarUrl}
          size={96}
          online={presence?.isOnline === true}
        />
        <div className={styles.names}>
          <h2 dir="auto">{contact?.alias ?? person.nickname}</h2>
          {person.username !== null && <p>@{person.username}</p>}
          {presence?.isOnline && <p className={styles.online}>{t('profile.person.online')}</p>}
          {presence?.lastSeenAt && <p>{t('profile.person.lastSeen', { when: ago(presence.lastSeenAt, now) })}</p>}
        </div>
      </div>
      {person.signature !== '' && (
        <p className={styles.signature} dir="auto">
          {person.signature}
        </p>
      )}
      <PersonActions person={person} contact={contact} isViewer={isViewer} />
      <dl className={styles.facts}>
        <Fact label={t('profile.person.accountNumber')}>{person.accountNumber}</Fact>
        {person.age > 0 && <Fact label={t('profile.person.age')}>{person.age}</Fact>}
        {person.sex !== 'UNKNOWN' && <Fact label={t('profile.sex')}>{t(`profile.sexes.${person.sex}`)}</Fact>}
        <Fact label={t('profile.person.since')}>
          <time dateTime={person.registeredAt}>{day(person.registeredAt)}</time>
        </Fact>
      </dl>
    </>
  );
}

const Fact = ({ label, children }: { readonly label: string; readonly children: ReactNode }) => (
  <div>
    <dt>{label}</dt>
    <dd>{children}</dd>
  </div>
);
