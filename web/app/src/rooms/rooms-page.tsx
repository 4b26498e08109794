import { Plus, SearchX, UsersRound } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import { ChoiceBar } from '../conversation-list/choice-bar.js';
import { conversationPath } from '../conversation-list/conversation-path.js';
import { SearchField } from '../conversation-list/search-field.js';
import { VirtualList } from '../conversation-list/virtual-list.js';
import { errorText } from '../i18n/error-text.js';
import { Button } from '../ui/button.js';
import { EmptyState } from '../ui/empty-state.js';
import { ListPage } from '../ui/list-page.js';
import { SkeletonRows } from '../ui/skeleton.js';
import { RoomForm } from './room-form.js';
import { RoomLine } from './room-line.js';
import { useFoundRooms } from './use-found-rooms.js';
import { useJoinRoom } from './use-join-room.js';

const SCOPES = { discover: 'DISCOVERABLE', mine: 'MINE' } as const;
type Scope = keyof typeof SCOPES;

/** Rooms to find, to join and to make. */
export function RoomsPage() {
  const { t } = useTranslation();
  const [, navigate] = useLocation();
  const [scope, setScope] = useState<Scope>('discover');
  const [query, setQuery] = useState('');
  const [isMaking, setIsMaking] = useState(false);
  const { rooms, isLoading, error, more, again } = useFoundRooms(SCOPES[scope], query);
  const [join, joining] = useJoinRoom();
  const make = (
    <Button variant="primary" icon={<Plus aria-hidden />} onClick={() => setIsMaking(true)}>
      {t('rooms.create')}
    </Button>
  );

  const nothing = () => {
    if (isLoading)
      return (
        <div role="status" aria-label={t('rooms.empty.loading')}>
          <SkeletonRows count={6} />
        </div>
      );
    if (error)
      return (
        <EmptyState
          icon={<SearchX />}
          title={t('rooms.empty.failed')}
          action={<Button onClick={again}>{t('rooms.empty.retry')}</Button>}
        >
          {errorText(t, error)}
        </EmptyState>
      );
    if (query.trim() !== '')
      return (
        <EmptyState icon={<SearchX />} title={t('rooms.empty.nothing')}>
          {t('rooms.empty.nothingHint', { query: query.trim() })}
        </EmptyState>
      );
    const isMine = scope === 'mine';
    return (
      <EmptyState icon={<UsersRound />} title={t(isMine ? 'rooms.empty.mine' : 'rooms.empty.none')} action={make}>
        {t(isMine ? 'rooms.empty.mineHint' : 'rooms.empty.noneHint')}
      </EmptyState>
    );
  };

  return (
    <ListPage
      title={t('rooms.heading')}
      actions={make}
      tools={
        <>
          <SearchField
            label={t('rooms.search.label')}
            placeholder={t('rooms.search.placeholder')}
            clearLabel={t('rooms.search.clear')}
            value={query}
            onChange={setQuery}
          />
          <ChoiceBar
            label={t('rooms.scope.label')}
            choices={[
              { value: 'discover', label: t('rooms.scope.discover') },
              { value: 'mine', label: t('rooms.scope.mine') },
            ]}
            value={scope}
            onChange={setScope}
          />
        </>
      }
    >
      {rooms.length > 0 ? (
        <VirtualList
          items={rooms}
          label={t('rooms.heading')}
          keyOf={({ id }) => id}
          heightOf={() => 84}
          onEnd={more}
          renderItem={(room, tabIndex) => (
            <RoomLine
              room={room}
              isBusy={joining === room.id}
              tabIndex={tabIndex}
              onOpen={(id) => navigate(conversationPath(id))}
              onJoin={({ id }) => void join(id)}
            />
          )}
        />
      ) : (
        nothing()
      )}
      {isMaking && <RoomForm onClose={() => setIsMaking(false)} />}
    </ListPage>
  );
}
