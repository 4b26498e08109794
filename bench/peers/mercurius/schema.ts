export const schema = /* GraphQL */ `
  scalar DateTime

  type User {
    id: ID!
    nickname: String!
    avatarUrl: String
  }

  type Message {
    id: ID!
    roomId: ID!
    clientMessageId: String!
    text: String!
    createdAt: DateTime!
    sender: User
  }

  type Room {
    id: ID!
    name: String!
    lastMessage: Message
    unreadCount: Int!
  }

  input SendMessageInput {
    roomId: ID!
    clientMessageId: String!
    text: String!
  }

  type Query {
    "Newest first; those before the message with the id, if one is given."
    messages(roomId: ID!, before: ID, limit: Int! = 50): [Message!]!
    "Newest activity first."
    rooms(limit: Int! = 50): [Room!]!
  }

  type Mutation {
    sendMessage(input: SendMessageInput!): Message!
  }

  type Subscription {
    messageAdded(roomId: ID!): Message!
  }
`;
