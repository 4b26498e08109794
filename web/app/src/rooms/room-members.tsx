import { useQuery } from '@apollo/client/react';
import { useChat, usePresence } from '@wireside/apollo/react';
import { UserPlus } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { matches } from '../conversation-list/filter.js';
import { SearchField } from '../conversation-list/search-field.js';
import { RoomMembersDocument, type MemberFieldsFragment, type PersonFieldsFragment } from '../generated/documents.js';
import { errorText } from '../i18n/error-text.js';
import { Button } from '../ui/button.js';
import { Dialog } from '../ui/dialog.js';
import { focusIfLost } from '../ui/focus-if-lost.js';
import { SkeletonRows } from '../ui/skeleton.js';
import { MemberLine } from './member-line.js';
import { MemberQuestions, type MemberQuestion } from './member-questions.js';
import { PeoplePicker } from './people-picker.js';
import styles from './room-details.module.css';
import { inRankOrder, mayManage, type Role } from './room-rights.js';
import type { RoomActions } from './use-room-actions.js';

interface RoomMembersProps {
  readonly roomId: string;
  readonly conversationId: string;
  readonly viewer: { readonly id: string | null; readonly role: Role | null };
  readonly actions: RoomActions;
}

const PAGE = 50;
const MOST_WATCHED = 200;
/** So many can be overlooked without searching. */
const FEW = 10;

/** The members of a room, by rank. */
export function RoomMembers({ roomId, conversationId, viewer, actions }: RoomMembersProps) {
  const { t } = useTranslation();
  const [query, setQuery] = useState('');
  const [isAdding, setIsAdding] = useState(false);
  const [question, setQuestion] = useState<MemberQuestion | null>(null);
  const section = useRef<HTMLElement>(null);
  const answered = (): void => {
    setQuestion(null);
    // The member may be gone by now, with the button that led here.
    const line = `[data-user-id="${CSS.escape(question?.member.userId ?? '')}"] button`;
    focusIfLost(() => section.current?.querySelector<HTMLElement>(line) ?? section.current);
  };
  const { data, loading, error, fetchMore, refetch } = useQuery(RoomMembersDocument, {
    variables: { id: roomId, first: PAGE, after: null },
    fetchPolicy: 'cache-and-network',
    notifyOnNetworkStatusChange: true,
  });
  const chat = useChat();
  useEffect(
    () =>
      chat?.onMembers((changed) => {
        if (changed === conversationId) void refetch().catch(() => undefined);
      }),
    [chat, conversationId, refetch],
  );
  const page = data?.room?.members;
  const members = useMemo(() => inRankOrder(page?.edges.map(({ node }) => node) ?? []), [page]);
  // Whoever was removed takes along the button that had the focus.
  useEffect(() => {
    focusIfLost(() => section.current);
  }, [members.length]);
  const presence = usePresence(members.slice(0, MOST_WATCHED).map(({ userId }) => userId));
  const shown = members.filter(({ user }) => matches([user?.nickname ?? '', user?.username ?? ''], query));
  const more = (): void => {
    void fetchMore({
      variables: { after: page?.pageInfo.endCursor ?? null },
      updateQuery: (present, { fetchMoreResult: { room } }) => {
        if (!present.room?.members || !room?.members) return present;
        const edges = [...present.room.members.edges, ...room.members.edges];
        return { ...present, room: { ...room, members: { ...room.members, edges } } };
      },
    }).catch(() => undefined);
  };
  return (
    <section ref={section} tabIndex={-1} className={styles.section} aria-label={t('rooms.details.members')}>
      <div className={styles.title}>
        <h3>{t('rooms.members', { count: data?.room?.memberCount ?? members.length })}</h3>
        {mayManage(viewer.role) && (
          <Button size="s" icon={<UserPlus aria-hidden />} onClick={() => setIsAdding(true)}>
            {t('rooms.details.addMembers')}
          </Button>
        )}
      </div>
      {members.length > FEW && (
        <SearchField
          label={t('rooms.details.findMember')}
          placeholder={t('rooms.details.findMember')}
          clearLabel={t('rooms.search.clear')}
          value={query}
          onChange={setQuery}
        />
      )}
      <ul>
        {shown.map((member) => (
          <MemberLine
            key={member.id}
            member={member}
            viewer={viewer}
            isOnline={presence.get(member.userId)?.isOnline ?? false}
            actions={actions}
            onAsk={setQuestion}
          />
        ))}
      </ul>
      {!page && loading && <SkeletonRows count={3} />}
      {!page && error && <p role="alert">{errorText(t, error)}</p>}
      {page?.pageInfo.hasNextPage && (
        <Button variant="ghost" busy={loading} onClick={more}>
          {t('rooms.details.moreMembers')}
        </Button>
      )}
      {isAdding && <AddMembers members={members} actions={actions} onClose={() => setIsAdding(false)} />}
      {question && <MemberQuestions question={question} actions={actions} onClose={answered} />}
    </section>
  );
}

interface AddMembersProps {
  readonly members: readonly MemberFieldsFragment[];
  readonly actions: RoomActions;
  readonly onClose: () => void;
}

function AddMembers({ members, actions, onClose }: AddMembersProps) {
  const { t } = useTranslation();
  const [chosen, setChosen] = useState<readonly PersonFieldsFragment[]>([]);
  const [busy, setBusy] = useState(false);
  const memberIds = useMemo(() => new Set(members.map(({ userId }) => userId)), [members]);
  const add = async (): Promise<void> => {
    setBusy(true);
    const done = await actions.add(chosen.map(({ id }) => id));
    setBusy(false);
    if (done) onClose();
  };
  return (
    <Dialog
      title={t('rooms.adding.title')}
      onClose={onClose}
      footer={
        <Button variant="primary" busy={busy} disabled={chosen.length === 0} onClick={() => void add()}>
          {chosen.length === 0 ? t('rooms.adding.addNone') : t('rooms.adding.add', { count: chosen.length })}
        </Button>
      }
    >
      <PeoplePicker chosen={chosen} onChange={setChosen} memberIds={memberIds} />
    </Dialog>
  );
}
