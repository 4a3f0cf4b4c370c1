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
  /** The one that holds at the cursor; undefined in menus of actions. */
  readonly isOn?: boolean;
  /** Begins a group. */
  readonly isFirst?: boolean;
  /** Acts and puts the cursor back into the text, or opens a dialog that does. */
  readonly run: () => void;
}

/** A tool with more than one thing to do. `caption` is what the button shows beside its sign. */
export function ToolMenu({
  label,
  caption,
  choices,
}: {
  label: string;
  caption: string;
  choices: readonly Choice[];
}) {
  const target = useRef<HTMLButtonElement>(null);
  const hasRun = useRef(false);
  const choose = (choice: Choice) => {
    hasRun.current = true;
    choice.run();
  };
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
        <ToolButton ref={target} label={label}>
          <span className={classes.caption}>{caption}</span>
          <IconChevronDown className={classes.chevron} size={14} aria-hidden="true" />
        </ToolButton>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((choice) => (
          <Fragment key={choice.key}>
            {choice.isFirst === true && <Menu.Divider />}
            <Entry choice={choice} choose={choose} />
          </Fragment>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

function Entry({ choice, choose }: { choice: Choice; choose: (choice: Choice) => void }) {
  const { key, label, icon: Sign, isOn } = choice;
  const sign = Sign === undefined ? null : <Sign size={18} stroke={1.75} aria-hidden="true" />;
  if (isOn === undefined)
    return (
      <Menu.Item leftSection={sign} onClick={() => choose(choice)}>
        {label}
      </Menu.Item>
    );
  return (
    <Menu.RadioItem
      value={key}
      checked={isOn}
      closeMenuOnClick
      checkIcon={<IconCheck size={16} aria-hidden="true" />}
      rightSection={sign}
      onChange={() => choose(choice)}
    >
      {label}
    </Menu.RadioItem>
  );
}
