import {
  BulletList as TiptapBulletList,
  ListItem as TiptapListItem,
  OrderedList as TiptapOrderedList,
  TaskItem as TiptapTaskItem,
  TaskList as TiptapTaskList,
} from '@tiptap/extension-list';
import { allowedStart } from '../allowed.ts';

// The content expressions allow emptiness: of two people's simultaneous edits one may take the last
// paragraph out of a list item, and an item that breaks a stricter rule is deleted by the editors.
export const BulletList = TiptapBulletList.extend({ content: 'listItem*' });

export const OrderedList = TiptapOrderedList.extend({
  content: 'listItem*',
  addAttributes() {
    return {
      start: {
        default: 1,
        parseHTML: (element) =>
          element.hasAttribute('start') ? allowedStart(Number(element.getAttribute('start'))) : 1,
        renderHTML: ({ start }) => (start === 1 ? {} : { start: String(allowedStart(start)) }),
      },
    };
  },
  renderHTML({ HTMLAttributes }) {
    return ['ol', HTMLAttributes, 0];
  },
});

export const ListItem = TiptapListItem.extend({ content: 'block*' });

export const TaskList = TiptapTaskList.extend({ content: 'taskItem*' });

export const TaskItem = TiptapTaskItem.extend({ content: 'block*' }).configure({ nested: true });
