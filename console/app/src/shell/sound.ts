/** A short sound for what is owed; a stop sounds lower and twice. A browser that may not sound stays silent. */

let context: AudioContext | undefined;

export function sound(stop: boolean): void {
  try {
    context ??= new AudioContext();
    const notes = stop ? [440, 330, 440, 330] : [660, 880];
    notes.forEach((pitch, place) => note(context as AudioContext, pitch, place * 0.18));
  } catch {
    // There is no sound here; the screen says it.
  }
}

function note(on: AudioContext, pitch: number, after: number): void {
  const [tone, loudness] = [on.createOscillator(), on.createGain()];
  const from = on.currentTime + after;
  tone.frequency.value = pitch;
  loudness.gain.setValueAtTime(0.12, from);
  loudness.gain.exponentialRampToValueAtTime(0.001, from + 0.16);
  tone.connect(loudness).connect(on.destination);
  tone.start(from);
  tone.stop(from + 0.17);
}
