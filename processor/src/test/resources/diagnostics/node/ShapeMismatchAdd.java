package diagnostics;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Add;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface ShapeMismatchAdd extends Network {
  @Layer(out = 12, act = RELU)
  Tensor hidden(@Input(13) Tensor features);

  @Layer(out = 13, act = RELU)
  Tensor wide(Tensor features);

  @Add // error [ShapeMismatch] sum adds values of one shape, but the input features is 13
  Tensor sum(Tensor features, Tensor hidden, Tensor wide);

  @Layer(in = 7, out = 1)
  Tensor price(Tensor sum);
}

/* expected
[ShapeMismatch] sum adds values of one shape, but the input features is 13, hidden is 12 and wide is 13
    features        13
    hidden    RELU  12     @Layer(out = 12, act = RELU)
    wide      RELU  13     @Layer(out = 13, act = RELU)
  > sum              ?     @Add
    price            ?     @Layer(in = 7, out = 1)
  Give the inputs one shape, with a @Layer before the one that differs, for example.
*/
