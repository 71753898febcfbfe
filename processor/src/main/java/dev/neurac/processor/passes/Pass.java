package dev.neurac.processor.passes;

import dev.neurac.processor.ir.Graph;

/** A function from graph to graph. */
interface Pass {

  /** Returns the graph after this pass. */
  Graph run(Graph graph);
}
