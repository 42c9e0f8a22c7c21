/** Two soft notes, a fourth apart: heard across a desk, and not across an office. */
const NOTES_HZ = [659.3, 880] as const;
/** How long one note takes until the next begins, and until it is gone, in seconds. */
const STEP_S = 0.11;
const FADE_S = 0.35;
/** Of full scale. */
const LOUDNESS = 0.08;

let context: AudioContext | undefined;

/** The small sound of a notification; made here, for it is two sine waves. */
export function chime(): void {
  context ??= new AudioContext();
  const { destination, currentTime } = context;
  for (const [at, frequency] of NOTES_HZ.entries()) {
    const begin = currentTime + at * STEP_S;
    const gain = new GainNode(context, { gain: 0 });
    gain.gain.setValueAtTime(0, begin);
    gain.gain.linearRampToValueAtTime(LOUDNESS, begin + 0.01);
    gain.gain.exponentialRampToValueAtTime(0.0001, begin + FADE_S);
    const note = new OscillatorNode(context, { type: 'sine', frequency });
    note.connect(gain).connect(destination);
    note.start(begin);
    note.stop(begin + FADE_S);
  }
}
