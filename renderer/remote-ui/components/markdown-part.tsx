import { createElement, Fragment, type ReactNode, useMemo } from 'react';
import { Scroller } from '../../design/scroller.tsx';
import type { PartProps } from '../element-tree.ts';
import type { Block, Inline } from '../markdown/markdown-tree.ts';
import { parseMarkdown } from '../markdown/parse-markdown.ts';
import { propsOf } from '../part-props.ts';
import { useView } from '../view-context.ts';
import './markdown-part.css';

/** Markdown becomes elements of a fixed set; its text only ever becomes text. */
export function MarkdownPart({ node }: PartProps): ReactNode {
  const { source } = propsOf<'Markdown'>(node);
  const { events } = useView();
  const blocks = useMemo(() => parseMarkdown(source), [source]);
  return <div className="rv-markdown">{blocksView(blocks, (target) => events.command(node, 'onLink', target))}</div>;
}

type Press = (target: string) => void;

export function blocksView(blocks: readonly Block[], press: Press): ReactNode {
  return inOrder(blocks.map((block) => blockView(block, press)));
}

/** Parts of a text have no names of their own, so their place is all that tells them apart. */
function inOrder(elements: readonly ReactNode[]): ReactNode {
  return createElement(Fragment, null, ...elements);
}

const HEADINGS = { 1: 'h1', 2: 'h2', 3: 'h3', 4: 'h4' } as const;

function blockView(block: Block, press: Press): ReactNode {
  switch (block.kind) {
    case 'paragraph':
      return <p>{inlinesView(block.children, press)}</p>;
    case 'heading': {
      const Heading = HEADINGS[block.level];
      return <Heading className={`rv-heading rv-heading-${block.level}`}>{inlinesView(block.children, press)}</Heading>;
    }
    case 'code':
      return (
        <Scroller as="pre" className="rv-code-block">
          <code className="rv-code">{block.text}</code>
        </Scroller>
      );
    case 'quote':
      return <blockquote>{blocksView(block.blocks, press)}</blockquote>;
    case 'list':
      return listView(block, press);
    case 'rule':
      return <hr />;
  }
}

function listView({ ordered, start, items }: Extract<Block, { kind: 'list' }>, press: Press): ReactNode {
  const lines = inOrder(items.map((blocks) => createElement('li', null, blocksView(blocks, press))));
  return ordered ? <ol start={start}>{lines}</ol> : <ul>{lines}</ul>;
}

function inlinesView(parts: readonly Inline[], press: Press): ReactNode {
  return inOrder(parts.map((part) => inlineView(part, press)));
}

function inlineView(part: Inline, press: Press): ReactNode {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'code':
      return <code className="rv-code">{part.text}</code>;
    case 'break':
      return <br />;
    case 'emphasis':
      return <em>{inlinesView(part.children, press)}</em>;
    case 'strong':
      return <strong>{inlinesView(part.children, press)}</strong>;
    case 'link':
      return (
        <button type="button" role="link" className="rv-link" title={part.target} onClick={() => press(part.target)}>
          {inlinesView(part.children, press)}
        </button>
      );
  }
}
