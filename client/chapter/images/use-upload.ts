import { useEffect, useState } from 'react';
import { uploadPicture } from './upload-picture.ts';

export type UploadState =
  | { readonly kind: 'sending'; readonly sent: number }
  | { readonly kind: 'sent'; readonly src: string }
  | { readonly kind: 'failed'; readonly error: unknown };

/** Sends a file as soon as it is there, and gives up when the dialog is closed. */
export function useUpload(handbookId: string, file: File): UploadState & { again: () => void } {
  const [state, setState] = useState<UploadState>({ kind: 'sending', sent: 0 });
  const [attempt, setAttempt] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another attempt is another upload.
  useEffect(() => {
    let isGone = false;
    setState({ kind: 'sending', sent: 0 });
    const upload = uploadPicture(handbookId, file, (sent) => {
      if (!isGone) setState({ kind: 'sending', sent });
    });
    upload.done.then(
      (src) => {
        if (!isGone) setState({ kind: 'sent', src });
      },
      (error: unknown) => {
        if (!isGone) setState({ kind: 'failed', error });
      },
    );
    return () => {
      isGone = true;
      upload.cancel();
    };
  }, [handbookId, file, attempt]);
  return { ...state, again: () => setAttempt((count) => count + 1) };
}
