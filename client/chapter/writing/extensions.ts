/** Everything that the page's editor is made of: the content's schema, and how it behaves here. */
import type { AnyExtension, Extensions } from '@tiptap/core';
import { Collaboration } from '@tiptap/extension-collaboration';
import type { TaskItemOptions } from '@tiptap/extension-list';
import { Dropcursor, Gapcursor } from '@tiptap/extensions';
import type { Awareness } from 'y-protocols/awareness';
import type { Doc } from 'yjs';
import { extensions as contentExtensions } from '#shared/content/content.ts';
import type { FactWords } from '../facts/fact-words.ts';
import { IncomingPictures, type TakePictures } from '../images/incoming-pictures.ts';
import { LineageMarks } from '../lineage/lineage-marks.ts';
import { type FollowLink, LinkClicks } from '../links/link-clicks.ts';
import { calloutView } from '../nodes/callout-view.ts';
import { factView } from '../nodes/fact-view.ts';
import { FootnoteKeys } from '../nodes/footnote-keys.ts';
import { footnoteView } from '../nodes/footnote-view.ts';
import { imageView } from '../nodes/image-view.ts';
import { tableView } from '../nodes/table-view.ts';
import { carets } from '../presence/carets.ts';
import type { OpenRoom } from '../room/room.ts';
import { IdsFollow } from './ids-follow.ts';
import { IdsGiven } from './ids-given.ts';
import { IdsPasted } from './ids-pasted.ts';
import { NextRow } from './next-row.ts';
import { NoEmptyPlaces } from './no-empty-places.ts';
import { OthersWords } from './others-words.ts';
import { ReadCaret } from './read-caret.ts';
import { RedoKey } from './redo-key.ts';
import { RoomBelow } from './room-below.ts';
import type { Say } from './say.ts';
import { ShortcutKeys, type Shortcuts } from './shortcut-keys.ts';
import { SteadyCaret } from './steady-caret.ts';
import { SteadyCells } from './steady-cells.ts';
import { UnderList } from './under-list.ts';

export interface Surroundings {
  readonly doc: Doc;
  readonly awareness: Awareness;
  readonly onIncoming: OpenRoom['onIncoming'];
  /** Whose caret this is; the server puts the session's person in its place. */
  readonly me: { readonly id: string; readonly name: string };
  readonly handbookId: string;
  readonly facts: FactWords;
  readonly say: Say;
  readonly takePictures: TakePictures;
  readonly followLink: FollowLink;
  readonly shortcuts: Shortcuts;
  readonly showUpstream: (blockIds: readonly string[]) => void;
}

/** The editor's extensions. Adds behaviour to the content's nodes, and no node or mark. */
export function chapterExtensions(around: Surroundings): Extensions {
  return [
    ...contentExtensions().map((extension) => withView(extension, around)),
    Collaboration.configure({ document: around.doc }),
    RedoKey,
    OthersWords,
    SteadyCaret,
    SteadyCells,
    ...carets(around.awareness, around.me),
    IdsGiven,
    IdsPasted,
    IdsFollow,
    NoEmptyPlaces,
    Gapcursor,
    Dropcursor.configure({ class: 'drop-cursor', color: false, width: 2 }),
    FootnoteKeys,
    RoomBelow,
    UnderList,
    NextRow,
    ShortcutKeys.configure({ shortcuts: around.shortcuts }),
    IncomingPictures.configure({ take: around.takePictures }),
    LinkClicks.configure({ follow: around.followLink }),
    LineageMarks.configure({ say: around.say, showUpstream: around.showUpstream }),
    // Behind the carets: what is last here hears first.
    ReadCaret.configure({ awareness: around.awareness, onIncoming: around.onIncoming }),
  ];
}

/** Plain DOM views, and only where the schema's own rendering does not do: React is too slow here. */
function withView(extension: AnyExtension, around: Surroundings): AnyExtension {
  const { say } = around;
  switch (extension.name) {
    case 'callout':
      return extension.extend({ addNodeView: () => calloutView(say) });
    case 'fact':
      return extension.extend({ addNodeView: () => factView(around.facts, say) });
    case 'footnote':
      return extension.extend({ addNodeView: () => footnoteView() });
    case 'image':
      return extension.extend({ addNodeView: () => imageView(around.handbookId, say) });
    case 'table':
      return extension.extend({ addNodeView: () => tableView(say) });
    case 'taskItem': {
      const a11y: TaskItemOptions['a11y'] = {
        checkboxLabel: (node) => say('task.check', { text: node.textContent }),
      };
      return extension.configure({ a11y });
    }
    default:
      return extension;
  }
}
