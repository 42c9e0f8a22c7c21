import { type Defects, NOBODY_HEARS } from '../../core/defects.ts';
import type { Recorder } from '../../core/recording/recorder.ts';
import type { Identity } from '../../core/secure/identity-card.ts';
import { failure, type Problem, type Result, success } from '../../shared/error-codes.ts';
import type { Push } from '../../shared/ipc-contract.ts';
import type { RecentRoom } from '../../shared/models.ts';
import { cleanNick, NICK_RULES } from '../../shared/nickname.ts';
import type { Settings } from '../../shared/settings.ts';
import type { RoomsAround } from '../discovery/announcing.ts';
import { newRecorder } from '../recording/recording.ts';
import { openIdentityStore } from '../secure/identity-store.ts';
import { openFileVault } from '../secure/open-vault.ts';
import type { Vault } from '../secure/vault.ts';
import { ContactStore } from '../store/contact-store.ts';
import { SettingsStore } from '../store/settings-store.ts';
import { TransferStore } from '../store/transfer-store.ts';
import { dataFolder, openDataFolder } from './data-folder.ts';
import { DiskEncryption } from './disk-encryption.ts';
import { People } from './people.ts';
import { Places } from './places.ts';

export interface PartyOptions {
  /** Folder of settings, logs and outbox; made when missing. */
  readonly dataDir: string;
  /** Where received files go unless the settings say; `Partyline` in the downloads of whoever runs it. */
  readonly downloads?: string;
  /** Hears of what was thrown and must not be. */
  readonly defects?: Defects;
  /** The rooms around this computer; those that are hosted here are told to nobody without it. */
  readonly around?: RoomsAround;
  /** What secrets are kept under; a file of the data folder unless the system's key store has its key. */
  readonly vault?: Vault;
}

/** What of a data folder is open. */
interface PartyParts {
  readonly settings: SettingsStore;
  readonly vault: Vault;
  readonly identity: Identity;
  readonly contacts: ContactStore;
  readonly encryption: DiskEncryption;
}

/**
 * One person's Partyline on this computer: settings, and the rooms they are in. The Electron shell and the tests use it;
 * it knows no window.
 */
export class Party {
  /** The rooms that this person is in. */
  readonly places: Places;
  /** The people that this person met. */
  readonly people: People;
  /** Records what this person's links carry, whenever it is on. */
  readonly recorder: Recorder;
  /** Who this device is, to everybody and in every room. */
  readonly identity: Identity;
  /** What this device's secrets are kept under. */
  readonly vault: Vault;
  /** Whether all that is kept here is encrypted on the disk. */
  readonly encryption: DiskEncryption;
  readonly #dataDir: string;
  readonly #settings: SettingsStore;
  readonly #listeners = new Set<(push: Push) => void>();
  #transfers: TransferStore | undefined;
  #closing: Promise<void> | undefined;

  constructor({ dataDir, downloads, defects = NOBODY_HEARS, around }: PartyOptions, parts: PartyParts) {
    const { settings } = parts;
    this.#dataDir = dataDir;
    this.#settings = settings;
    this.identity = parts.identity;
    this.vault = parts.vault;
    this.encryption = parts.encryption;
    this.encryption.onChange((state) => this.#push({ kind: 'encryption', state }));
    this.encryption.goOn();
    this.recorder = newRecorder(settings.settings().recordingBytes, defects);
    this.people = new People({
      store: parts.contacts,
      path: dataFolder.contacts(dataDir),
      identity: parts.identity,
      keptBy: parts.vault.kind,
      push: (push) => this.#push(push),
      defect: (error) => defects.met(error),
    });
    this.places = new Places({
      ...{ dataDir, downloads, defects, around, store: settings, recorder: this.recorder, people: this.people },
      identity: parts.identity,
      rest: parts.encryption.rest,
      transfers: (problem) => this.#openTransfers(problem),
      push: (push) => this.#push(push),
    });
  }

  settings(): Settings {
    return this.#settings.settings();
  }

  /** Checks the nickname; a member who is in rooms goes on under the new one. */
  updateSettings(change: Partial<Settings>): Result<Settings> {
    const nick = change.nick === undefined ? undefined : cleanNick(change.nick);
    if (change.nick !== undefined && nick === undefined) {
      return failure('bad_nick', NICK_RULES);
    }
    const { encryptDisk = this.encryption.isOn } = change;
    const problem = this.encryption.turn(encryptDisk);
    if (problem) return { ok: false, problem };
    const renamed = nick !== undefined && nick !== this.settings().nick;
    const settings = this.#settings.update(nick === undefined ? change : { ...change, nick });
    if (renamed) this.places.rename(nick);
    if (change.recordingBytes !== undefined) this.recorder.resize(settings.recordingBytes);
    this.#push({ kind: 'settings', settings });
    return success(settings);
  }

  /** The place that somebody looked at last, for the next start. */
  get shown(): string | undefined {
    return this.#settings.shown;
  }

  set shown(key: string | undefined) {
    this.#settings.shown = key;
  }

  recentRooms(): readonly RecentRoom[] {
    return this.#settings.recentRooms();
  }

  /** @returns its own unsubscribe */
  onPush(listener: (push: Push) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Leaves every room, and writes and releases everything; once, however often it is called. */
  close(): Promise<void> {
    this.#closing ??= this.#close();
    return this.#closing;
  }

  async #close(): Promise<void> {
    await this.places.close();
    await this.encryption.stop();
    this.#transfers?.close();
    this.people.close();
    this.#settings.close();
  }

  /** Without it, transfers last as long as the program. */
  #openTransfers(failed: (problem: Problem) => void): TransferStore | undefined {
    if (this.#transfers) return this.#transfers;
    const opened = TransferStore.open(dataFolder.transfers(this.#dataDir), this.encryption.rest);
    if (opened.ok) this.#transfers = opened.value;
    else failed(opened.problem);
    return this.#transfers;
  }

  #push(push: Push): void {
    for (const listener of this.#listeners) listener(push);
  }
}

/**
 * Opens the data folder. Fails with `store_locked`, `store_broken`, `store_newer`, `store_failed`, `folder_unusable`,
 * `vault_locked`, `vault_damaged`, `identity_damaged` or `store_sealed`.
 */
export function openParty(options: PartyOptions): Result<Party> {
  const { dataDir } = options;
  const folder = openDataFolder(dataDir);
  if (!folder.ok) return folder;
  const vault = options.vault ? success(options.vault) : openFileVault(dataFolder.vault(dataDir));
  if (!vault.ok) return vault;
  const identity = openIdentityStore(dataFolder.identity(dataDir), vault.value);
  if (!identity.ok) return identity;
  const encryption = DiskEncryption.open({ dataDir, vault: vault.value });
  if (!encryption.ok) return encryption;
  const { rest, isOn } = encryption.value;
  const settings = SettingsStore.open(dataFolder.settings(dataDir), rest);
  if (!settings.ok) return settings;
  // Somebody may have turned it on or off in a terminal.
  if (settings.value.settings().encryptDisk !== isOn) settings.value.update({ encryptDisk: isOn });
  const contacts = ContactStore.open(dataFolder.contacts(dataDir), rest);
  if (!contacts.ok) {
    settings.value.close();
    return contacts;
  }
  const parts = { settings: settings.value, vault: vault.value, identity: identity.value, contacts: contacts.value };
  return success(new Party(options, { ...parts, encryption: encryption.value }));
}
