import { useApolloClient } from '@apollo/client/react';
import { ArrowLeft, ArrowRight, EllipsisVertical, ImagePlus, Trash2 } from 'lucide-react';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { mayBePicture, PICTURE_TYPES } from '../files/file-types.js';
import { useFileUpload } from '../files/use-file-upload.js';
import { useAction } from '../forms/use-action.js';
import { UpdateProfileDocument, type ProfileFieldsFragment } from '../generated/documents.js';
import { Menu } from '../ui/menu.js';
import { Spinner } from '../ui/spinner.js';
import { toastError } from '../ui/toast.js';
import { PhotoWall } from './photo-wall.js';
import styles from './photos-editor.module.css';

/** As many as the server takes. */
export const MOST_PHOTOS = 30;

/** The viewer's photo wall: add, move, remove. */
export function PhotosEditor({ me }: { readonly me: ProfileFieldsFragment }) {
  const { t } = useTranslation();
  const apollo = useApolloClient();
  const upload = useFileUpload();
  const input = useRef<HTMLInputElement>(null);
  const [busy, run] = useAction();
  const ids = me.photoWall.map(({ id }) => id);

  const save = async (photoWallAttachmentIds: readonly string[]): Promise<void> => {
    await apollo.mutate({ mutation: UpdateProfileDocument, variables: { input: { photoWallAttachmentIds } } });
  };
  const add = (files: readonly File[]): void =>
    run(async () => {
      const added: string[] = [];
      for (const file of files.slice(0, MOST_PHOTOS - ids.length)) {
        const uploaded = mayBePicture(file) ? await upload(file) : null;
        if (uploaded?.kind === 'IMAGE') added.push(uploaded.id);
        else toastError(t('profile.notImage'));
      }
      if (added.length > 0) await save([...ids, ...added]);
    });
  const move = (from: number, to: number): void => {
    const moved = [...ids];
    moved.splice(to, 0, ...moved.splice(from, 1));
    run(() => save(moved));
  };

  return (
    <PhotoWall
      photos={me.photoWall}
      renderActions={(index) => (
        <Menu
          label={t('profile.photoOptions', { number: index + 1 })}
          icon={<EllipsisVertical aria-hidden />}
          items={[
            index > 0 && {
              label: t('profile.moveEarlier'),
              icon: <ArrowLeft />,
              onSelect: () => move(index, index - 1),
            },
            index < ids.length - 1 && {
              label: t('profile.moveLater'),
              icon: <ArrowRight />,
              onSelect: () => move(index, index + 1),
            },
            {
              label: t('profile.removePhoto'),
              icon: <Trash2 />,
              danger: true,
              onSelect: () => run(() => save(ids.filter((_, at) => at !== index))),
            },
          ]}
        />
      )}
    >
      {ids.length < MOST_PHOTOS && (
        <>
          <button type="button" className={styles.add} disabled={busy} onClick={() => input.current?.click()}>
            {busy ? <Spinner /> : <ImagePlus aria-hidden />}
            {busy ? t('profile.uploading') : t('profile.addPhotos')}
          </button>
          <input
            ref={input}
            type="file"
            hidden
            multiple
            accept={PICTURE_TYPES}
            aria-label={t('profile.addPhotos')}
            onChange={({ target }) => {
              add([...(target.files ?? [])]);
              target.value = '';
            }}
          />
        </>
      )}
    </PhotoWall>
  );
}
