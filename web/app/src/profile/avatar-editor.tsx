import { useApolloClient } from '@apollo/client/react';
import { Camera, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { mayBePicture, PICTURE_TYPES } from '../files/file-types.js';
import { useFileUpload } from '../files/use-file-upload.js';
import { useAction } from '../forms/use-action.js';
import { UpdateProfileDocument, type ProfileFieldsFragment } from '../generated/documents.js';
import { Avatar } from '../ui/avatar.js';
import { Button } from '../ui/button.js';
import { toastError } from '../ui/toast.js';
import styles from './avatar-editor.module.css';

/** The viewer's picture: another one, or none. */
export function AvatarEditor({ me }: { readonly me: ProfileFieldsFragment }) {
  const { t } = useTranslation();
  const apollo = useApolloClient();
  const upload = useFileUpload();
  const input = useRef<HTMLInputElement>(null);
  const [busy, run] = useAction();

  const save = async (avatarAttachmentId: string | null): Promise<void> => {
    await apollo.mutate({ mutation: UpdateProfileDocument, variables: { input: { avatarAttachmentId } } });
  };
  const choose = (file: File | undefined): void => {
    if (!file) return;
    if (!mayBePicture(file)) return toastError(t('profile.notImage'));
    run(async () => {
      const { id, kind } = await upload(file);
      if (kind === 'IMAGE') await save(id);
      else toastError(t('profile.notImage'));
    });
  };
  return (
    <div className={styles.editor}>
      <Avatar name={me.nickname} id={me.id} url={me.avatarUrl} size={96} />
      <div className={styles.actions}>
        <Button icon={<Camera aria-hidden />} busy={busy} onClick={() => input.current?.click()}>
          {t('profile.changeAvatar')}
        </Button>
        {me.avatarUrl !== null && (
          <Button variant="ghost" icon={<Trash2 aria-hidden />} disabled={busy} onClick={() => run(() => save(null))}>
            {t('profile.removeAvatar')}
          </Button>
        )}
      </div>
      <input
        ref={input}
        type="file"
        hidden
        accept={PICTURE_TYPES}
        aria-label={t('profile.avatar')}
        onChange={({ target }) => {
          choose(target.files?.[0]);
          target.value = '';
        }}
      />
    </div>
  );
}
