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
interface UnknownInput extends Network {
  @Layer(out = 16, act = RELU)
  Tensor hidden(@Input(13) Tensor features);

  @Add
  Tensor sum(
      Tensor hiden, // error [UnknownInput] sum takes 'hiden', but there is no such node or input
      Tensor features);
}

/* expected
[UnknownInput] sum takes 'hiden', but there is no such node or input
  Did you mean 'hidden'?
*/
