import { useQuery } from '@apollo/client/react';
import { useChat, useConversation } from '@wireside/apollo/react';
import { DoorOpen, Globe, Lock, Pencil, Trash2 } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { FOREVER, isMuted } from '../conversation-list/mute.js';
import { dateFormat } from '../conversation-list/list-time.js';
import { RoomDetailsDocument, type RoomProfileFragment } from '../generated/documents.js';
import { errorText } from '../i18n/error-text.js';
import { localeTag } from '../i18n/i18n.js';
import { Avatar } from '../ui/avatar.js';
import { Button } from '../ui/button.js';
import { Confirm } from '../ui/confirm.js';
import { Dialog } from '../ui/dialog.js';
import { SkeletonRows } from '../ui/skeleton.js';
import { Switch } from '../ui/switch.js';
import { RoomBans } from './room-bans.js';
import styles from './room-details.module.css';
import { RoomForm } from './room-form.js';
import { RoomMembers } from './room-members.js';
import { RoomPresence } from './room-presence.js';
import { mayManage, type Role } from './room-rights.js';
import { useRoomActions } from './use-room-actions.js';

interface RoomDetailsProps {
  readonly conversationId: string;
  readonly onClose: () => void;
}

/** What a room is, who is in it, and what may be done about that. */
export function RoomDetails({ conversationId, onClose }: RoomDetailsProps) {
  const { t } = useTranslation();
  const conversation = useConversation(conversationId);
  const roomId = conversation?.room?.id ?? null;
  const { data, error, refetch } = useQuery(RoomDetailsDocument, {
    variables: { id: roomId ?? '' },
    skip: roomId === null,
    fetchPolicy: 'cache-and-network',
  });
  // Whoever is removed, or deletes the room, has nothing to look at.
  useEffect(() => {
    if (roomId === null) onClose();
  }, [roomId, onClose]);
  const room = data?.room;
  return (
    <Dialog title={t('rooms.details.title')} size="side" onClose={onClose}>
      {room && (
        <>
          <Profile room={room} />
          <RoomPresence room={room} onChange={() => void refetch().catch(() => undefined)} />
          <Governance
            room={room}
            conversationId={conversationId}
            viewerRole={conversation?.viewerRole ?? null}
            onClose={onClose}
          />
        </>
      )}
      {!room && error && <p role="alert">{errorText(t, error)}</p>}
      {!room && data && <p>{t('rooms.details.gone')}</p>}
      {!room && !error && !data && (
        <div role="status" aria-label={t('rooms.details.loading')}>
          <SkeletonRows count={5} />
        </div>
      )}
    </Dialog>
  );
}

function Profile({ room }: { readonly room: RoomProfileFragment }) {
  const { t } = useTranslation();
  const Icon = room.visibility === 'PRIVATE' ? Lock : Globe;
  return (
    <section className={styles.profile}>
      <Avatar name={room.name} id={room.id} url={room.avatarUrl} size={88} square />
      <h3 dir="auto">{room.name}</h3>
      <p className={styles.facts}>
        <Icon aria-hidden /> {t(`rooms.visibility.${room.visibility}`)} ·{' '}
        {t('rooms.members', { count: room.memberCount })}
      </p>
      {room.description !== '' && (
        <p className={styles.about} dir="auto">
          {room.description}
        </p>
      )}
      <p className={styles.facts}>
        {t('rooms.details.created', {
          date: dateFormat(localeTag(), { dateStyle: 'medium' }).format(new Date(room.createdAt)),
        })}
      </p>
    </section>
  );
}

interface GovernanceProps {
  readonly room: RoomProfileFragment;
  readonly conversationId: string;
  readonly viewerRole: Role | null;
  readonly onClose: () => void;
}

function Governance({ room, conversationId, viewerRole, onClose }: GovernanceProps) {
  const { t } = useTranslation();
  const viewerId = useChat()?.userId ?? null;
  const [, navigate] = useLocation();
  const actions = useRoomActions(room.id, conversationId);
  const [asked, setAsked] = useState<'edit' | 'leave' | 'delete' | null>(null);
  const [isMuting, setIsMuting] = useState(false);
  const close = (): void => setAsked(null);
  const manages = mayManage(viewerRole);
  const isSilent = isMuted(room.mutedUntil, new Date());
  const silence = async (silent: boolean): Promise<void> => {
    setIsMuting(true);
    await actions.muteRoom(silent ? FOREVER : null);
    setIsMuting(false);
  };
  const end = async (work: Promise<boolean>): Promise<void> => {
    if (!(await work)) return;
    onClose();
    navigate('/');
  };
  return (
    <>
      {manages ? (
        <section className={styles.section}>
          <Button icon={<Pencil aria-hidden />} onClick={() => setAsked('edit')}>
            {t('rooms.details.edit')}
          </Button>
          <Switch
            label={t('rooms.details.roomMuted')}
            checked={isSilent}
            disabled={isMuting}
            onChange={(silent) => void silence(silent)}
          />
        </section>
      ) : (
        isSilent && <p className={styles.notice}>{t('rooms.details.roomMuted')}</p>
      )}
      <RoomMembers
        roomId={room.id}
        conversationId={conversationId}
        viewer={{ id: viewerId, role: viewerRole }}
        actions={actions}
      />
      {manages && <RoomBans roomId={room.id} actions={actions} />}
      <section className={styles.section}>
        <Button variant="ghost" icon={<DoorOpen aria-hidden />} onClick={() => setAsked('leave')}>
          {t('rooms.details.leave')}
        </Button>
        {viewerRole === 'OWNER' && (
          <Button
            variant="ghost"
            className={styles.danger}
            icon={<Trash2 aria-hidden />}
            onClick={() => setAsked('delete')}
          >
            {t('rooms.details.delete')}
          </Button>
        )}
      </section>
      {asked === 'edit' && <RoomForm room={room} onClose={close} />}
      {asked === 'leave' && (
        <Confirm
          title={t('conversations.confirm.leaveTitle')}
          action={t('conversations.confirm.leave')}
          danger
          onConfirm={() => end(actions.leave(room.name))}
          onClose={close}
        >
          {t(viewerRole === 'OWNER' ? 'conversations.confirm.leaveOwnerText' : 'conversations.confirm.leaveText', {
            title: room.name,
          })}
        </Confirm>
      )}
      {asked === 'delete' && (
        <Confirm
          title={t('rooms.confirm.deleteTitle')}
          action={t('rooms.confirm.delete')}
          danger
          onConfirm={() => end(actions.destroy(room.name))}
          onClose={close}
        >
          {t('rooms.confirm.deleteText', { name: room.name })}
        </Confirm>
      )}
    </>
  );
}
