package diagnostics;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface UnknownInputNothingLike extends Network {
  @Layer(out = 16, act = RELU)
  Tensor hidden(@Input(13) Tensor features);

  @Layer(out = 1)
  Tensor price(Tensor x); // error [UnknownInput] price takes 'x', but there is no such node or input
}

/* expected
[UnknownInput] price takes 'x', but there is no such node or input
  There are: hidden, features.
*/
