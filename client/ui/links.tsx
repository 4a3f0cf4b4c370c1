import { Button, type ButtonProps } from '@mantine/core';
import { createLink } from '@tanstack/react-router';
import type { AnchorHTMLAttributes, Ref } from 'react';
import classes from './links.module.css';

type AnchorProps = AnchorHTMLAttributes<HTMLAnchorElement> & {
  readonly ref?: Ref<HTMLAnchorElement>;
};

function Quiet(props: AnchorProps) {
  return <a {...props} className={`${classes.quiet} ${props.className ?? ''}`} />;
}

type AnchorButtonProps = Omit<AnchorProps, keyof ButtonProps> & ButtonProps;

function AnchorButton(props: AnchorButtonProps) {
  return <Button component="a" {...props} />;
}

/** A link in ink, underlined when pointed at: for titles and rows, where a colour would shout. */
export const QuietLink = createLink(Quiet);

/** A link that looks like a button, for the next step on a page. */
export const ButtonLink = createLink(AnchorButton);
