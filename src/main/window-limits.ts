/** Every bound around the window, by name. docs/limits.md has a row and a reason for each, tested against this table. */
export const WINDOW_LIMITS = {
  /** Members up to which a room is small: there each message is told, in a larger one what names this person. */
  smallRoomMembers: 6,
  /** A room's notification is replaced this often at most; the first that names this person does not wait. */
  noticePaceMs: 3_000,
  /** UTF-16 code units of one line of a notification. */
  noticeLength: 200,
  /** How often tray and badge follow the rooms at most. */
  roomsEveryMs: 250,
  /** Rooms that the tray lists. */
  trayRooms: 12,
  /** UTF-16 code units of a room's name in the tray. */
  trayNameLength: 40,
  /** The highest number on the icon and in the tray; beyond it stands a plus. */
  countShown: 99,
  /** Arrangements of displays for which the window's place is remembered. */
  arrangements: 10,
  /** How long a window stands still before its place is written down. */
  stillMs: 300,
} as const;
