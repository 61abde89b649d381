import { Check, Copy } from 'lucide-react';
import { type ReactNode, useEffect, useState } from 'react';
import { Button } from './button.tsx';
import { copyText } from './copy-text.ts';

const CONFIRMED_FOR = 2_000;

export interface CopyButtonProps {
  label: string;
  text(): string;
}

export function CopyButton({ label, text }: CopyButtonProps): ReactNode {
  const [isCopied, setCopied] = useState(false);
  useEffect(() => {
    if (!isCopied) return undefined;
    const timer = setTimeout(() => setCopied(false), CONFIRMED_FOR);
    return () => clearTimeout(timer);
  }, [isCopied]);
  return (
    <Button look="quiet" onClick={() => setCopied(copyText(text()))}>
      {isCopied ? <Check size={14} aria-hidden="true" /> : <Copy size={14} aria-hidden="true" />}
      {isCopied ? 'Copied' : label}
    </Button>
  );
}
