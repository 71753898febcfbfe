package diagnostics;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Add;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR, parameters = 200) // error [ParameterCount] its layers have 196
interface ParameterCount extends Network {
  @Layer(out = 13, act = RELU)
  Tensor hidden(@Input(13) Tensor features);

  @Add
  Tensor sum(Tensor features, Tensor hidden);

  @Layer(out = 1)
  Tensor price(Tensor sum);
}

/* expected
[ParameterCount] ParameterCount declares 200 parameters, but its layers have 196
    hidden  13×13 + 13  182
    price   13×1 + 1     14
    total               196
  Write parameters = 196, or correct the layer that is not what you meant.
*/
