package diagnostics;

import static dev.neurac.Loss.MEAN_SQUARED_ERROR;

import dev.neurac.Input;
import dev.neurac.Layer;
import dev.neurac.Model;
import dev.neurac.runtime.Network;
import dev.neurac.Tensor;
@Model(loss = MEAN_SQUARED_ERROR)
interface InvalidName extends Network {
  @Layer(out = 3, name = "fc") // error [InvalidName] the node hidden is named by its method, but its annotation says name = "fc"
  Tensor hidden(@Input(13) Tensor features);
}
