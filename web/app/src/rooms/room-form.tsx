import { useApolloClient } from '@apollo/client/react';
import { useChat } from '@wireside/apollo/react';
import { useState, type FormEvent } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { conversationPath } from '../conversation-list/conversation-path.js';
import {
  CreateRoomDocument,
  UpdateRoomDocument,
  type PersonFieldsFragment,
  type RoomProfileFragment,
} from '../generated/documents.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { Field, Select, TextArea } from '../ui/field.js';
import { toast } from '../ui/toast.js';
import { useAttempt } from '../ui/use-attempt.js';
import { AvatarField, type AvatarChange } from './avatar-field.js';
import { PeoplePicker } from './people-picker.js';
import styles from './room-form.module.css';
import { skippedText } from './skipped-text.js';

interface RoomFormProps {
  /** The room to be changed; without it one is made. */
  readonly room?: RoomProfileFragment;
  readonly onClose: () => void;
}

const NAME_MAX = 100;
const DESCRIPTION_MAX = 2000;

/** The profile of a room, to make one or to change it. */
export function RoomForm({ room, onClose }: RoomFormProps) {
  const { t } = useTranslation();
  const apollo = useApolloClient();
  const chat = useChat();
  const attempt = useAttempt();
  const [, navigate] = useLocation();
  const [name, setName] = useState(room?.name ?? '');
  const [description, setDescription] = useState(room?.description ?? '');
  const [visibility, setVisibility] = useState(room?.visibility ?? 'PUBLIC');
  const [history, setHistory] = useState(room?.history ?? 'ALL');
  const [avatar, setAvatar] = useState<AvatarChange>(undefined);
  const [people, setPeople] = useState<readonly PersonFieldsFragment[]>([]);
  const [busy, setBusy] = useState(false);
  const [isNameMissing, setIsNameMissing] = useState(false);

  const profile = () => ({
    name: name.trim(),
    description: description.trim() || null,
    visibility,
    history,
    ...(avatar === undefined ? {} : { avatarAttachmentId: avatar }),
  });
  const create = () =>
    attempt(async () => {
      const input = { ...profile(), memberIds: people.map(({ id }) => id) };
      const { data } = await apollo.mutate({ mutation: CreateRoomDocument, variables: { input } });
      if (!data) return;
      const { room: made, skipped } = data.createRoom;
      const missed = skippedText(t, skipped);
      if (missed) toast(missed);
      if (!made.conversation) return;
      chat?.state.takeSummary(made.conversation);
      chat?.state.publish();
      navigate(conversationPath(made.conversation.id));
    });
  const change = (roomId: string) =>
    attempt(async () => {
      await apollo.mutate({ mutation: UpdateRoomDocument, variables: { input: { roomId, ...profile() } } });
      toast(t('rooms.did.saved'));
    });
  const save = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    setIsNameMissing(name.trim() === '');
    if (name.trim() === '' || busy) return;
    setBusy(true);
    const done = await (room ? change(room.id) : create());
    setBusy(false);
    if (done) onClose();
  };

  return (
    <Dialog
      title={t(room ? 'rooms.form.editTitle' : 'rooms.form.createTitle')}
      onClose={onClose}
      footer={
        <>
          <Button onClick={onClose}>{t('common.cancel')}</Button>
          <Button type="submit" form="room-form" variant="primary" busy={busy}>
            {t(room ? 'rooms.form.save' : 'rooms.form.create')}
          </Button>
        </>
      }
    >
      <form id="room-form" className={styles.form} noValidate onSubmit={(event) => void save(event)}>
        <AvatarField name={name || '#'} id={room?.id ?? name} url={room?.avatarUrl ?? null} onChange={setAvatar} />
        <Field
          label={t('rooms.form.name')}
          placeholder={t('rooms.form.namePlaceholder')}
          error={isNameMissing ? t('rooms.form.nameMissing') : null}
          value={name}
          maxLength={NAME_MAX}
          required
          data-autofocus=""
          autoComplete="off"
          onChange={(event) => {
            setName(event.target.value);
            setIsNameMissing(false);
          }}
        />
        <TextArea
          label={t('rooms.form.description')}
          placeholder={t('rooms.form.descriptionPlaceholder')}
          value={description}
          maxLength={DESCRIPTION_MAX}
          rows={2}
          onChange={(event) => setDescription(event.target.value)}
        />
        <Select
          label={t('rooms.form.visibility')}
          hint={t(visibility === 'PUBLIC' ? 'rooms.visibility.publicHint' : 'rooms.visibility.privateHint')}
          value={visibility}
          onChange={({ target }) => setVisibility(target.value === 'PRIVATE' ? 'PRIVATE' : 'PUBLIC')}
        >
          <option value="PUBLIC">{t('rooms.visibility.PUBLIC')}</option>
          <option value="PRIVATE">{t('rooms.visibility.PRIVATE')}</option>
        </Select>
        <Select
          label={t('rooms.form.history')}
          value={history}
          onChange={({ target }) => setHistory(target.value === 'SINCE_JOINING' ? 'SINCE_JOINING' : 'ALL')}
        >
          <option value="ALL">{t('rooms.history.ALL')}</option>
          <option value="SINCE_JOINING">{t('rooms.history.SINCE_JOINING')}</option>
        </Select>
        {!room && (
          <fieldset className={styles.people}>
            <legend>{t('rooms.form.people')}</legend>
            <PeoplePicker chosen={people} onChange={setPeople} />
          </fieldset>
        )}
      </form>
    </Dialog>
  );
}
