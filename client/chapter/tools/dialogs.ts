/** What the toolbar opens beside the text. */
export interface Dialogs {
  readonly editLink: () => void;
  readonly addPicture: () => void;
  readonly describePicture: () => void;
  readonly addFact: () => void;
}
