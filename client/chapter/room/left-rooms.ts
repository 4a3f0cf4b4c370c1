/** Rooms that were left with words on their way: each stays open until the server has them. */
import { isReadOnly, type OpenRoom, type RoomView } from './room.ts';

/** Whose room of which chapter. */
export interface RoomOf {
  readonly chapterId: string;
  readonly personId: string;
}

/** Where words are that were left: on this device as well, in this page alone, or refused. */
export type LeftWords = 'kept' | 'unsaved' | 'refused';

/** Says so on whatever page is shown, until what it returns is called. */
export type TellLeft = (words: LeftWords) => () => void;

export interface LeftRoomsOptions {
  /** Has the browser ask before the tab is closed, until what it returns is called. */
  readonly askBeforeLeaving: () => () => void;
  /** Words that are on their way for so long after their page was left are told of. */
  readonly lateMs: number;
}

/** All such rooms of this tab: one a chapter and person. */
export class LeftRooms {
  readonly #options: LeftRoomsOptions;
  readonly #rooms = new Set<LeftRoom>();

  constructor(options: LeftRoomsOptions) {
    this.#options = options;
  }

  has(of: RoomOf): boolean {
    return this.#find(of) !== undefined;
  }

  /** Lets a room go when nothing is on its way any more; what is refused already waits for nothing. */
  leave(of: RoomOf, room: OpenRoom, tell: TellLeft): void {
    const words = wordsLeftIn(room.view());
    if (words === undefined || words === 'refused') {
      room.close();
      return;
    }
    const left = new LeftRoom(of, room, {
      ...this.#options,
      tell,
      ended: () => this.#rooms.delete(left),
    });
    this.#rooms.add(left);
  }

  /** The room that this person left, to be in again; undefined when a new one is to be opened. */
  take(of: RoomOf): OpenRoom | undefined {
    // Nobody is told of another's words.
    for (const left of [...this.#rooms]) if (left.of.personId !== of.personId) left.close();
    return this.#find(of)?.takeAgain();
  }

  #find({ chapterId, personId }: RoomOf): LeftRoom | undefined {
    return [...this.#rooms].find(
      ({ of }) => of.chapterId === chapterId && of.personId === personId,
    );
  }
}

interface LeftRoomOptions extends LeftRoomsOptions {
  readonly tell: TellLeft;
  readonly ended: () => void;
}

class LeftRoom {
  readonly of: RoomOf;
  readonly #room: OpenRoom;
  readonly #options: LeftRoomOptions;
  readonly #stopListening: () => void;
  readonly #stopAsking: () => void;
  readonly #timer: ReturnType<typeof setTimeout>;
  #isLate = false;
  #told: { readonly words: LeftWords; readonly takeBack: () => void } | undefined;

  constructor(of: RoomOf, room: OpenRoom, options: LeftRoomOptions) {
    this.of = of;
    this.#room = room;
    this.#options = options;
    room.stepOut();
    this.#stopListening = room.subscribe(() => this.#look());
    this.#stopAsking = options.askBeforeLeaving();
    this.#timer = setTimeout(() => this.#becomeLate(), options.lateMs);
  }

  /** Ends the waiting; what the device has of it stays there, for the next visit. */
  close(): void {
    this.#end();
    this.#room.close();
  }

  /** What was refused and is on the device is asked for again by a new room. */
  takeAgain(): OpenRoom | undefined {
    const { refusal, isKept } = this.#room.view();
    if (refusal !== null && isKept) {
      this.close();
      return undefined;
    }
    this.#end();
    this.#room.stepIn();
    return this.#room;
  }

  #becomeLate(): void {
    this.#isLate = true;
    // Of a line that takes words and brings nothing back nobody hears that it is dead.
    if (wordsLeftIn(this.#room.view()) !== 'refused') this.#room.renewLine();
    this.#look();
  }

  #look(): void {
    const words = wordsLeftIn(this.#room.view());
    if (words === undefined) this.close();
    else if (this.#isLate || words === 'refused') this.#say(words);
  }

  #say(words: LeftWords): void {
    if (this.#told?.words === words) return;
    this.#told?.takeBack();
    this.#told = { words, takeBack: this.#options.tell(words) };
  }

  #end(): void {
    clearTimeout(this.#timer);
    this.#stopListening();
    this.#stopAsking();
    this.#told?.takeBack();
    this.#options.ended();
  }
}

/** Undefined when nothing is to be waited for, or said. */
function wordsLeftIn(view: RoomView): LeftWords | undefined {
  const { hasUnsent, isKept, refusal, readOnly } = view;
  if (!hasUnsent) return undefined;
  // They are sent when the same person is signed in and opens the chapter.
  if (refusal === 'sign-in' && isKept) return undefined;
  if (refusal !== null || isReadOnly(readOnly)) return 'refused';
  return isKept ? 'kept' : 'unsaved';
}
