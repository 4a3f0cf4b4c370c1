import { Menu } from '@mantine/core';
import { type Icon, IconCheck, IconChevronDown } from '@tabler/icons-react';
import { Fragment, useRef } from 'react';
import { ToolButton } from './tool-button.tsx';
import classes from './toolbar.module.css';

/** One entry of a tool's menu. */
export interface Choice {
  readonly key: string;
  readonly label: string;
  readonly icon?: Icon;
  /** The one that holds at the cursor. */
  readonly isOn?: boolean;
  /** Begins a group. */
  readonly isFirst?: boolean;
  /** Acts and puts the cursor back into the text, or opens a dialog that does. */
  readonly run: () => void;
}

/** A tool with more than one thing to do. `caption` is what the button shows beside its sign. */
export function ToolMenu({
  label,
  icon,
  caption,
  choices,
}: {
  label: string;
  icon?: Icon;
  caption?: string;
  choices: readonly Choice[];
}) {
  const target = useRef<HTMLButtonElement>(null);
  const hasRun = useRef(false);
  const kind = choices.some((choice) => choice.isOn !== undefined) ? 'choice' : 'action';
  return (
    <Menu
      position="bottom-start"
      returnFocus={false}
      onOpen={() => {
        hasRun.current = false;
      }}
      onClose={() => {
        // Left without a choice: back to the tool. A choice leads back to the text by itself.
        if (!hasRun.current) target.current?.focus();
      }}
    >
      <Menu.Target>
        <ToolButton ref={target} label={label} {...(icon === undefined ? {} : { icon })}>
          {caption !== undefined && <span className={classes.caption}>{caption}</span>}
          <IconChevronDown className={classes.chevron} size={14} aria-hidden="true" />
        </ToolButton>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map(({ key, label: words, icon: Sign, isOn, isFirst, run }) => (
          <Fragment key={key}>
            {isFirst === true && <Menu.Divider />}
            <Menu.Item
              leftSection={Sign && <Sign size={18} stroke={1.75} aria-hidden="true" />}
              rightSection={isOn === true ? <IconCheck size={16} aria-hidden="true" /> : null}
              {...(kind === 'choice' ? { role: 'menuitemradio', 'aria-checked': isOn } : {})}
              onClick={() => {
                hasRun.current = true;
                run();
              }}
            >
              {words}
            </Menu.Item>
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
