import type { Recorder } from '../core/recording/recorder.ts';
import { WireView } from '../core/wire-view/wire-view.ts';
import type { PlaceKey } from '../shared/places/place-models.ts';
import type { WireState } from '../shared/wire/wire-model.ts';

/** How often the window hears of changes at most, in milliseconds. */
const PUSH_MS = 100;
/** Records decoded before other work has its turn: some milliseconds of it. */
const RECORDS_AT_ONCE = 500;
/** Links that the window is told of; with a thousand members it asks for no more. */
const LINKS_MOST = 200;

/** The window's look at the recording. Nothing is decoded, and no timer runs, while nobody watches. */
export class WireWatch {
  readonly view: WireView;
  readonly #recorder: Recorder;
  readonly #push: (state: WireState) => void;
  #timer: NodeJS.Timeout | undefined;
  #place: PlaceKey | undefined;
  #told = '';

  constructor(recorder: Recorder, push: (state: WireState) => void) {
    this.#recorder = recorder;
    this.view = new WireView(recorder);
    this.#push = push;
  }

  /** @param place whose links are told; undefined for those of all */
  watch(watching: boolean, place?: PlaceKey): void {
    this.#place = place;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    if (watching) this.#work();
  }

  state(): WireState {
    const { isOn, bytes, bytesMost, size, dropped, since } = this.#recorder;
    const place = this.#place;
    const links = this.#recorder.links().filter(({ route }) => place === undefined || route.place === place);
    return {
      isOn,
      bytes,
      bytesMost,
      chunks: size,
      dropped,
      since,
      links: links.slice(-LINKS_MOST).map((link) => link.view()),
      moreLinks: Math.max(0, links.length - LINKS_MOST),
      version: this.view.version,
    };
  }

  /** Decodes some of what waits, and tells the window when something is new. */
  #work(): void {
    const more = this.view.catchUp(RECORDS_AT_ONCE);
    if (!more) this.#tell();
    this.#timer = setTimeout(() => this.#work(), more ? 0 : PUSH_MS);
    this.#timer.unref();
  }

  #tell(): void {
    const state = this.state();
    const shown = JSON.stringify(state);
    if (shown === this.#told) return;
    this.#told = shown;
    this.#push(state);
  }
}
