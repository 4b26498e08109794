import type { Peer } from '../harness/peer.js';
import { bare, bareRows, bareSocket, bareTransaction } from './bare/peer.js';
import { mercurius } from './mercurius/peer.js';
import { ours, oursConversation } from './ours/peer.js';
import { socketio } from './socketio/peer.js';
import { standard } from './standard/peer.js';

/** Everybody who is measured, in the order of a round. */
export const peers: readonly Peer[] = [
  ...[bareSocket, bare, bareRows, bareTransaction],
  ...[socketio, mercurius, standard],
  ...[ours, oursConversation],
];
