import { Extension } from '@tiptap/core';
import { Plugin, PluginKey } from '@tiptap/pm/state';
import { type LinkTarget, linkTarget } from './link-address.ts';

export type FollowLink = (target: LinkTarget) => void;

/**
 * Follows a link on a plain click where the text can only be read, and with Ctrl or ⌘ held where a
 * plain click puts the cursor into it.
 */
export const LinkClicks = Extension.create<{ follow: FollowLink }>({
  name: 'linkClicks',
  addOptions: () => ({ follow: () => {} }),
  addProseMirrorPlugins() {
    const { follow } = this.options;
    return [
      new Plugin({
        key: new PluginKey('linkClicks'),
        props: {
          handleDOMEvents: {
            click: (view, event) => {
              const { target } = event;
              const link = target instanceof Element ? target.closest('a[href]') : null;
              if (!link || !view.dom.contains(link)) return false;
              event.preventDefault();
              if (view.editable && !event.ctrlKey && !event.metaKey) return false;
              const leads = linkTarget(link.getAttribute('href'));
              if (leads) follow(leads);
              return true;
            },
          },
        },
      }),
    ];
  },
});
