package diagnostics;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface ShapeMismatch extends Network {
  @Layer(in = 13, out = 16, act = RELU)
  Tensor hidden(@Input(13) Tensor features);

  @Layer(in = 12, out = 1) // error [ShapeMismatch] price expects in = 12, but hidden produces 16
  Tensor price(Tensor hidden);
}

/* expected
[ShapeMismatch] price expects in = 12, but hidden produces 16
    features        13
    hidden    RELU  16     @Layer(in = 13, out = 16, act = RELU)
  > price            1     @Layer(in = 12, out = 1)
  Write in = 16, or leave in out: it is inferred.
*/
