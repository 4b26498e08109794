import { useTranslation } from 'react-i18next';
import { AvatarEditor } from '../profile/avatar-editor.js';
import { MOST_PHOTOS, PhotosEditor } from '../profile/photos-editor.js';
import { ProfileForm } from '../profile/profile-form.js';
import { useProfile } from '../profile/use-profile.js';
import { PageLoading } from '../shell/page-loading.js';
import { Section } from '../shell/section.js';

export function ProfileSection() {
  const { t } = useTranslation();
  const me = useProfile();
  if (!me) return <PageLoading />;
  return (
    <>
      <Section>
        <AvatarEditor me={me} />
        <ProfileForm me={me} />
      </Section>
      <Section title={t('profile.photos')} hint={t('profile.photosHint', { most: MOST_PHOTOS })}>
        <PhotosEditor me={me} />
      </Section>
    </>
  );
}
