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
interface CycleOfOne extends Network {
  @Layer(out = 16, act = RELU)
  Tensor hidden(@Input(13) Tensor features);

  @Add
  Tensor sum(Tensor hidden, Tensor sum); // error [Cycle] sum waits for itself
}

/* expected
[Cycle] sum waits for itself
    sum takes sum
  Values flow from the input to the output: let it take an earlier node, or the input.
*/
