package dev.neurac.processor.passes;

import dev.neurac.processor.ir.Node;
import dev.neurac.processor.ir.Op;
import dev.neurac.processor.ir.Shape;
import dev.neurac.processor.loop.Kernel;
import dev.neurac.processor.loop.SimplifyKernel;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The loops of nodes. Layers of one kind and size have the same, in all plans: made once. */
final class Lowering {

  private record Case(Op op, Shape result, List<Shape> inputs) {}

  private final Map<Case, Kernel> kernels = new HashMap<>();

  /** Returns the simplified loops of a node. */
  Kernel of(Node node) {
    return kernels.computeIfAbsent(
        new Case(node.op(), node.shape(), node.inputShapes()),
        c -> SimplifyKernel.of(c.op().lower(c.result(), c.inputs())));
  }
}
