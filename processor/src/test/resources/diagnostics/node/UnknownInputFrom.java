package diagnostics;

import static dev.neurac.Activation.RELU;
import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.From;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface UnknownInputFrom extends Network {
  @Layer(out = 16, act = RELU)
  Tensor hidden(@Input(13) Tensor features);

  @Layer(out = 1)
  Tensor price(@From("Hiddn") Tensor hidden); // error [UnknownInput] price takes 'Hiddn', but there is no
}
