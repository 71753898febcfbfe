package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Dropout;
import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface DropoutOnOutput extends Network {
  @Layer(out = 3)
  Tensor price(@Input(13) Tensor features);

  @Dropout(0.25) // error [DropoutOnOutput] dropped is the network's output, but drops values at random
  Tensor dropped(Tensor price);
}
