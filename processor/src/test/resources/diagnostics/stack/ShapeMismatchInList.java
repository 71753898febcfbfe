package diagnostics;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.CROSS_ENTROPY;

import dev.neurac.Layer;
import dev.neurac.Layers;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
@Model(loss = CROSS_ENTROPY)
@Layers({
  @Layer(in = 20, out = 128, act = RELU),
  @Layer(
      in = 120, // error [ShapeMismatch] layer 2 expects in = 120, but layer 1 produces 128
      out = 256,
      act = RELU),
  @Layer(out = 64),
  @Layer(in = 65, out = 4) // error [ShapeMismatch] layer 4 expects in = 65, but layer 3 produces 64
})
interface ShapeMismatchInList extends Network {}

/* expected
[ShapeMismatch] layer 2 expects in = 120, but layer 1 produces 128
    input           20
    layer 1  RELU  128     @Layer(in = 20, out = 128, act = RELU)
  > layer 2  RELU  256     @Layer(in = 120, out = 256, act = RELU)
    layer 3         64     @Layer(out = 64)
    layer 4          4     @Layer(in = 65, out = 4)
  Write in = 128, or leave in out: it is inferred.
*/
