/** The operations as a front end would write them. */

const SHOWN = 'id text createdAt sender { id nickname avatarUrl }';

export const INBOX = `subscription ($after: String, $seen: [ConversationPosition!]) {
  inbox(after: $after, seen: $seen) {
    __typename
    ... on InboxReady { cursor epoch }
    ... on InboxCaughtUp { cursor }
    ... on ConversationEvent { conversationId revision cursor }
    ... on MessageAdded { message { seq ${SHOWN} } }
    ... on MessageEdited { message { seq ${SHOWN} } }
    ... on MessageRecalled { message { id } }
    ... on Reset { conversationId head }
  }
}`;

export const CONVERSATION_EVENTS = `subscription ($id: ID!) {
  conversationEvents(conversationId: $id) {
    __typename
    ... on ConversationReady { head }
    ... on ConversationEvent { conversationId revision cursor }
    ... on MessageAdded { message { seq ${SHOWN} } }
  }
}`;

export const SEND = `mutation ($input: SendMessageInput!) {
  sendMessage(input: $input) { message { id seq clientMessageId createdAt } }
}`;

export const HISTORY = `query ($id: ID!, $before: String) {
  conversation(id: $id) {
    messages(last: 50, before: $before) {
      edges { node { ${SHOWN} } }
      pageInfo { hasPreviousPage startCursor }
    }
  }
}`;

export const LIST = `query ($first: Int!, $after: String) {
  conversations(first: $first, after: $after) {
    edges { cursor node { id unreadCount room { name } lastMessage { ${SHOWN} } } }
    pageInfo { hasNextPage endCursor }
  }
}`;
