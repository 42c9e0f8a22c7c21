import type { Member } from '../../shared/models.ts';
import { joinBytes } from '../join-bytes.ts';
import { encodeFrame } from '../wire/frame-writer.ts';

/** Members in one frame: with the longest nicknames they still fit in a header of 65,535 bytes. */
const MEMBERS_PER_PAGE = 50;

/** Some of those who are here, and what was made of them since it changed last. */
interface Page {
  readonly members: Map<string, Member>;
  json: string | undefined;
  frame: Uint8Array | undefined;
}

/**
 * Who is in the room, as every `welcome` tells it. It is kept in pages, each of which is encoded when somebody asks for it
 * and one of its members changed: a thousand who come in one by one do not cost the square of it.
 */
export class Roster {
  #pages: Page[] = [];
  readonly #pageOf = new Map<string, Page>();
  #list: readonly Member[] | undefined;
  #more: Uint8Array | undefined;

  get size(): number {
    return this.#pageOf.size;
  }

  /** Somebody came, or is told of otherwise from now on. */
  set(member: Member): void {
    const page = this.#pageOf.get(member.id) ?? this.#openPage();
    page.members.set(member.id, member);
    this.#pageOf.set(member.id, page);
    this.#changed(page);
  }

  /** Somebody is not here any more, if ever. */
  delete(id: string): void {
    const page = this.#pageOf.get(id);
    if (page === undefined) return;
    page.members.delete(id);
    this.#pageOf.delete(id);
    this.#changed(page);
    // Pages that many have left are joined once they are twice as many as are needed.
    if (this.#pages.length > 2 * Math.ceil(this.size / MEMBERS_PER_PAGE) + 1) this.#repack();
  }

  list(): readonly Member[] {
    this.#list ??= this.#pages.flatMap(({ members }) => [...members.values()]);
    return this.#list;
  }

  /** JSON of as many as fit into a `welcome`. */
  get first(): string {
    const [page] = this.#pages;
    if (page === undefined) return '[]';
    page.json ??= JSON.stringify([...page.members.values()]);
    return page.json;
  }

  /** `members` frames with all others; empty when there are none. */
  get more(): Uint8Array {
    this.#more ??= joinBytes(this.#pages.slice(1).map(frameOf));
    return this.#more;
  }

  #openPage(): Page {
    const last = this.#pages.at(-1);
    if (last && last.members.size < MEMBERS_PER_PAGE) return last;
    const page: Page = { members: new Map(), json: undefined, frame: undefined };
    this.#pages.push(page);
    return page;
  }

  #changed(page: Page): void {
    page.json = undefined;
    page.frame = undefined;
    this.#list = undefined;
    this.#more = undefined;
  }

  #repack(): void {
    const members = this.list();
    this.#pages = [];
    for (const member of members) this.#pageOf.delete(member.id);
    for (const member of members) this.set(member);
  }
}

const NO_BYTES = new Uint8Array(0);

function frameOf(page: Page): Uint8Array {
  if (page.members.size === 0) return NO_BYTES;
  page.frame ??= encodeFrame({ type: 'members', members: [...page.members.values()] });
  return page.frame;
}
