package io.millrace.transforms.dedup.cluster;

import io.millrace.transforms.share.Hash128;
import io.millrace.transforms.share.Hash128Coder;
import io.millrace.transforms.stage.FieldsCoder;
import java.io.IOException;

/**
 * What edges say of a node; tells whether it is part of a star.
 *
 * @param root the node's smallest parent, itself if it has none
 * @param child whether it has a parent
 * @param parent whether it has a child
 * @param torn whether it has several parents
 */
record NodeView(Hash128 root, boolean child, boolean parent, boolean torn) {
  /** A node and nothing more. */
  static NodeView alone(Hash128 node) {
    return new NodeView(node, false, false, false);
  }

  /** The edge's larger node. */
  static NodeView childOf(Hash128 parent) {
    return new NodeView(parent, true, false, false);
  }

  /** The edge's smaller node. */
  static NodeView parent(Hash128 node) {
    return new NodeView(node, false, true, false);
  }

  /** What two views of a node say together. */
  static NodeView merge(NodeView a, NodeView b) {
    return new NodeView(
        Hash128.min(a.root, b.root),
        a.child || b.child,
        a.parent || b.parent,
        a.torn || b.torn || (a.child && b.child && !a.root.equals(b.root)));
  }

  /** Whether the node is a centre or follows one. */
  boolean isStar() {
    return !torn && !(child && parent);
  }

  /** Codes them. */
  static final class Coder extends FieldsCoder<NodeView> {
    static final Coder INSTANCE = new Coder();

    @Override
    protected void write(NodeView view, Output out) throws IOException {
      Hash128Coder.of().write(view.root(), out);
      out.number((view.child ? 1 : 0) | (view.parent ? 2 : 0) | (view.torn ? 4 : 0));
    }

    @Override
    protected NodeView read(Input in) throws IOException {
      Hash128 root = Hash128Coder.of().read(in);
      long flags = in.number();
      return new NodeView(root, (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0);
    }
  }
}
