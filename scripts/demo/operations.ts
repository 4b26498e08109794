const MESSAGE = `
  fragment Line on Message {
    id seq text editedAt recalledAt
    sender { id nickname }
    attachments { kind fileName url width height size }
    replyTo { seq text }
    mentions { id nickname }
  }`;

export const INBOX = `
  subscription Inbox($after: String, $seen: [ConversationPosition!]) {
    inbox(after: $after, seen: $seen) {
      __typename
      ... on InboxReady { cursor }
      ... on InboxCaughtUp { cursor }
      ... on MessageAdded { conversationId revision cursor message { ...Line } }
      ... on MessageEdited { conversationId revision cursor message { ...Line } }
      ... on MessageRecalled { conversationId revision cursor message { ...Line } }
      ... on MembershipChanged { conversationId revision cursor membership: change userId }
      ... on ConversationUpdated { conversationId revision cursor }
      ... on ConversationDeleted { conversationId revision cursor }
      ... on ReceiptChanged { conversationId userId readSeq deliveredSeq }
      ... on ContactsChanged { contacts: kind contact { group { name } user { nickname } } }
      ... on Reset { conversationId head }
    }
  }
  ${MESSAGE}`;

export const ROOM_ACTIVITY = `
  subscription RoomActivity($roomId: ID!) {
    roomActivity(roomId: $roomId, confirm: true) { type nickname presentCount user { id } }
  }`;

export const REGISTER = `
  mutation Register($input: RegisterInput!) {
    register(input: $input) { accessToken refreshToken user { id accountNumber nickname } }
  }`;

export const REFRESH = `
  mutation Refresh($input: RefreshSessionInput!) { refreshSession(input: $input) { accessToken refreshToken } }`;

export const EXTEND = `
  mutation Extend($input: ExtendSessionInput!) { extendSession(input: $input) { expiresAt } }`;

export const UPDATE_PROFILE = `
  mutation UpdateProfile($input: UpdateProfileInput!) { updateProfile(input: $input) { me { avatarUrl } } }`;

export const ADD_CONTACT = `
  mutation AddContact($input: AddContactInput!) { addContact(input: $input) { contact { id } } }`;

export const OPEN_DIRECT = `
  mutation OpenDirect($input: OpenDirectConversationInput!) {
    openDirectConversation(input: $input) { conversation { id } }
  }`;

export const SEND = `
  mutation Send($input: SendMessageInput!) { sendMessage(input: $input) { message { id seq } } }`;

export const EDIT = `
  mutation Edit($input: EditMessageInput!) { editMessage(input: $input) { message { id } } }`;

export const RECALL = `
  mutation Recall($input: RecallMessageInput!) { recallMessage(input: $input) { message { id } } }`;

export const MARK_READ = `
  mutation MarkRead($input: MarkReadInput!) { markRead(input: $input) { conversation { id unreadCount } } }`;

export const CREATE_UPLOAD = `
  mutation CreateUpload($input: CreateAttachmentUploadInput!) {
    createAttachmentUpload(input: $input) { attachment { id } upload { method url headers { name value } } }
  }`;

export const COMPLETE_UPLOAD = `
  mutation CompleteUpload($input: CompleteAttachmentUploadInput!) {
    completeAttachmentUpload(input: $input) { attachment { id kind width height } }
  }`;

export const CREATE_ROOM = `
  mutation CreateRoom($input: CreateRoomInput!) {
    createRoom(input: $input) { room { id name memberCount conversation { id } } }
  }`;

export const JOIN_ROOM = `
  mutation JoinRoom($input: JoinRoomInput!) { joinRoom(input: $input) { room { memberCount } } }`;

export const ISSUE_TICKET = `
  mutation IssueTicket($input: IssueRoomTicketInput!) { issueRoomTicket(input: $input) { ticket } }`;

export const REMOVE_MEMBER = `
  mutation RemoveMember($input: RemoveRoomMemberInput!) { removeRoomMember(input: $input) { room { memberCount } } }`;

export const TOTAL_UNREAD = `query TotalUnread { totalUnreadCount }`;

export const CONVERSATION = `
  query Conversation($id: ID!, $before: String) {
    conversation(id: $id) {
      revision lastSeq unreadCount readSeq
      participants(first: 100) { edges { node { userId joinedSeq } } }
      messages(last: 100, before: $before) { pageInfo { hasPreviousPage startCursor } edges { node { ...Line } } }
    }
  }
  ${MESSAGE}`;
