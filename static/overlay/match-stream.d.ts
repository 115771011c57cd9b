import type { MatchState } from "./match-state.d.ts";

export type { MatchState };

/** A socket of socket.io-client, connected to the broadcast port: as much of it as is used. */
export interface Socket {
  readonly connected: boolean;
  on(event: string, handler: (...args: any[]) => void): unknown;
  off(event: string, handler: (...args: any[]) => void): unknown;
  emit(event: string, ...args: any[]): unknown;
}

export type Listener = (state: MatchState, version: number) => void;

export interface MatchStream {
  /** The newest state; null before the first. It stays when the line is lost or the match over. */
  readonly state: MatchState | null;
  /** The number of that state; null before the first. */
  readonly version: number | null;
  /** Calls the listener with every state from now on. The result ends that. */
  listen(listener: Listener): () => void;
  /** Takes its hands off the socket, which stays connected. */
  close(): void;
}

/**
 * Follow the match of a groupCode. It logs on by itself: now, if the socket is connected, after
 * every connect, and where a patch is none of the state that it holds.
 *
 * A socket is in one room at a time, so it carries one stream.
 */
export function matchStream(socket: Socket, groupCode: string): MatchStream;

/** An operation of RFC 6902: of those, the server sends these three. */
export type Operation =
  | { readonly op: "add" | "replace"; readonly path: string; readonly value: any }
  | { readonly op: "remove"; readonly path: string; readonly value?: undefined };

/** What `match_state` holds. */
export interface Whole {
  readonly version: number;
  readonly state: MatchState;
}

/** What `match_patch` holds: it makes the state of that version out of the one of its base. */
export interface Step {
  readonly base: number;
  readonly version: number;
  readonly patch: readonly Operation[];
}

/**
 * The document after the operations. The one that was given stays as it was; what has not changed
 * is shared by both. Throws a RangeError or TypeError where an operation does not fit.
 */
export function patched<Document>(document: Document, operations: readonly Operation[]): Document;
