package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface ShapeMismatchImage extends Network {
  @Layer(in = 784, out = 1) // error [ShapeMismatch] but the input image has 1×28×27, whose last axis is 27
  Tensor columns(@Input({1, 28, 27}) Tensor image);
}

/* expected
[ShapeMismatch] columns expects in = 784, but the input image has 1×28×27, whose last axis is 27
    image      1×28×27
  > columns     1×28×1     @Layer(in = 784, out = 1)
  Write in = 27, or leave in out: it is inferred.
*/
