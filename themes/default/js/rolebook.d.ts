/** The one global of the theme: what its scripts share. */
interface Rolebook {
  /** Reads a short text to users of a screen reader. */
  announce(text: string): void;
  /** Puts a text on the clipboard; false when the browser refuses. */
  copy(text: string): Promise<boolean>;
  /** The element the fragment of the address points to, if any. */
  target(): HTMLElement | null;
}
interface Window {
  rolebook: Rolebook;
}
