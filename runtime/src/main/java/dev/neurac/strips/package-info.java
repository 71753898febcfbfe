/**
 * What generated code does besides matrix products, on vector instructions: activations, losses,
 * their gradients, dropout. For applications there is nothing here; generated code calls {@link
 * dev.neurac.strips.StripProgram}.
 *
 * <p>Each such loop nest is generated twice, as loops and as the text of a small program. The loops
 * run at first. Once the instructions of the program are compiled, and there are rows enough for it
 * to pay, it runs in their place and computes the same bits: elements never meet but in reductions,
 * which take them in the order of the loop.
 *
 * <p>A <em>vector</em> is what lies along the last axis: the 128 outputs of a layer, the 10 classes
 * of a softmax. What one instruction of the processor works on are its <em>lanes</em>. A
 * <em>strip</em> is an array of about a thousand floats: the values of a <em>block</em> of vectors,
 * so few that several strips stay in the first-level cache.
 *
 * <pre>
 * text             what the compiler's StripPrinter prints into the generated class
 *   ↓ StripReader      reads it; whatever is computed twice becomes one value
 * StripValue       a value: computed by a Primitive from others, a constant, or loaded from a buffer
 *   ↓ StripAssembler   gives each value a strip, and joins some primitives in pairs
 * StripCode        instructions on numbered strips
 *   ↓ StripInterpreter runs them, block after block, in a StripFrame
 * StripLibrary     has a StripOperation for each Primitive, and knows which of them C2 has compiled:
 *                  VectorArithmetic and VectorFunctions on vectors, StripReductions in plain Java
 * </pre>
 *
 * <h2>One program worked through</h2>
 *
 * A softmax over 10 classes. In the generated class, {@code b0} is the result {@code layer2} and
 * {@code b1} the {@code layer2Linear} before it; operators stand before their operands:
 *
 * <pre>
 * 1 10
 * set $max -Infinity
 * max $max b1
 * set $sum 0.0
 * store exp - b1 $max
 * sum $sum b0
 * store / b0 $sum
 *
 * </pre>
 *
 * <p>So a row of the batch is 1 vector of 10 elements. The largest is found, its distance from the
 * others is exponentiated into the result, and that is divided by its sum. The maximum and the sum
 * are one number for each vector, the rest is one for each element; where the two meet, the reader
 * adds a {@code SPREAD}, which repeats the number for all elements of its vector. For a processor
 * with 8 lanes the assembler makes blocks of 100 vectors: 1000 elements, a multiple of 8. {@code
 * s0} and {@code s1} are strips of the frame, used again as soon as nothing needs what they hold:
 *
 * <pre>
 * MAXIMUM  -Infinity b1 → s0   EXACT_VECTORS
 * SPREAD   s0           → s1   EXACT_VECTORS
 * SUBTRACT b1 s1        → s1   ELEMENTS
 * EXP      s1           → b0   ELEMENTS
 * SUM      0.0 b0       → s1   EXACT_VECTORS
 * SPREAD   s1           → s0   EXACT_VECTORS
 * DIVIDE   b0 s0        → b0   ELEMENTS
 * </pre>
 *
 * <p>Generated code runs it with
 *
 * <pre>{@code
 * if (LAYER2.isReady(to - from)) {
 *   LAYER2.on(layer2, layer2At).and(layer2Linear, layer2LinearAt).run(from, to);
 *   return;
 * }
 * }</pre>
 *
 * <p>A batch of 128 rows is two blocks, of 100 and of 28 vectors. The first fills the lanes, so
 * {@code b0} and {@code b1} are the caller's arrays themselves; so does the second, with 280
 * elements. A single row of 10 elements would not: its 10 elements are copied into a strip of the
 * frame, computed there as 16, of which the last 6 mean nothing, and 10 are copied back.
 */
package dev.neurac.strips;
