import { useApolloClient } from '@apollo/client/react';
import { useTranslation } from 'react-i18next';
import { useAction } from '../forms/use-action.js';
import { ProfileDocument, SetPresenceVisibilityDocument, UpdateSettingsDocument } from '../generated/documents.js';
import { useProfile } from '../profile/use-profile.js';
import { PageLoading } from '../shell/page-loading.js';
import { Section } from '../shell/section.js';
import { Choice } from '../ui/choice.js';
import { Switch } from '../ui/switch.js';

/** What holds on all devices. */
export function PrivacySection() {
  const { t } = useTranslation();
  const apollo = useApolloClient();
  const me = useProfile();
  const [busy, run] = useAction();
  if (!me) return <PageLoading />;
  const { directConversationsFrom, presenceVisible } = me.settings;
  const showPresence = async (visible: boolean): Promise<void> => {
    await apollo.mutate({ mutation: SetPresenceVisibilityDocument, variables: { input: { visible } } });
    await apollo.query({ query: ProfileDocument, fetchPolicy: 'network-only' });
  };
  return (
    <Section title={t('settings.privacy')}>
      <Choice
        label={t('settings.directFrom')}
        hint={t('settings.directFromHint')}
        value={directConversationsFrom}
        options={(['EVERYONE', 'CONTACTS'] as const).map((value) => ({
          value,
          label: t(`settings.directFroms.${value}`),
        }))}
        onChange={(value) =>
          run(async () => {
            await apollo.mutate({
              mutation: UpdateSettingsDocument,
              variables: { input: { directConversationsFrom: value } },
            });
          })
        }
      />
      <Switch
        label={t('settings.presence')}
        hint={t('settings.presenceHint')}
        checked={presenceVisible}
        disabled={busy}
        onChange={(visible) => run(() => showPresence(visible))}
      />
    </Section>
  );
}
