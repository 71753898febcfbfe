package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Concat;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface ShapeMismatchConcat extends Network {
  @Layer(out = 4)
  Tensor left(@Input({2, 3}) Tensor pixels);

  @Concat(axis = 1) // error [ShapeMismatch] both joins values whose shapes differ along axis 1 alone, but
  Tensor both(Tensor left, Tensor pixels);
}

/* expected
[ShapeMismatch] both joins values whose shapes differ along axis 1 alone, but left is 2×4 and the input pixels is 2×3
    pixels    2×3
    left      2×4     @Layer(out = 4)
  > both        ?     @Concat(axis = 1)
  Give the inputs the same number of axes, equal but for axis 1.
*/
